"""The accounts of a call in their organizations, with the SCPs and RCPs on the path to each."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.organizations.rules import authority, policies, policy_types, tree
from sandbox.emulated.organizations.rules.model import Organization, OrganizationsState
from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam import Policy
from sandbox.iam.snapshot import Account, Node, Snapshot


def organization_snapshot(state: OrganizationsState, wanted: Iterable[str]) -> Snapshot:
    """Return the given accounts and the nodes above them; the organization is that of the first account in one."""
    nodes: dict[str, Node] = {}
    accounts: dict[str, Account] = {}
    organization: Organization | None = None
    for account in wanted:
        management = state.home.get(account)
        if management is not None:
            own = state.organizations[management]
            organization = organization or own
            accounts[account] = _account(own, account)
            _add_path(nodes, own, account)
    return Snapshot("the sandbox", organization.id if organization else None, nodes, accounts)


def _account(organization: Organization, account: str) -> Account:
    return Account(
        account,
        account,
        account,
        account == organization.management,
        # Unknown for others: a delegation policy makes administrators too, which the service decides by itself.
        delegated_administrator=True if account in organization.delegates else None,
        organization=organization.id,
    )


def _add_path(nodes: dict[str, Node], organization: Organization, account: str) -> None:
    parent: str | None = None
    for node in tree.path_to(organization, account):
        if node not in nodes:
            scps, rcps = (_attached(organization, node, kind) for kind in _TYPES)
            nodes[node] = Node(node, node, parent, scps, rcps)
        parent = node


def organization_keys(prefix: str, account: str) -> dict[str, object]:
    """Return `aws:SourceOrgID` and `aws:SourceOrgPaths` of an account, given `aws:Source`; none outside organizations.

    Args:
        prefix: Beginning of both keys.
        account: Id of the account.

    """
    found = membership_of(account)
    if found is None:
        return {}
    path = "/".join((found.organization_id, *found.path))
    return {f"{prefix}OrgID": found.organization_id, f"{prefix}OrgPaths": [f"{path}/"]}


_TYPES = (policy_types.SCP, policy_types.RCP)


def _attached(organization: Organization, node: str, kind: str) -> tuple[Policy, ...]:
    if kind not in organization.policy_types:
        return ()
    found = policies.attached_to(organization, node, kind)
    return tuple(policy(one.name, one.content, authority.resource_arn(organization, one.id)) for one in found)
