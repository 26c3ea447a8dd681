"""The accounts of a call in their organizations, with the SCPs and RCPs on the path to each."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.emulated.organizations import store
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.organizations.rules import authority, policies, policy_types, tree
from sandbox.emulated.organizations.rules.model import Organization
from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam import Policy
from sandbox.iam.snapshot import Account, Node


class Accounts:
    """The given accounts and the nodes above them, as they are now."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self.nodes: dict[str, Node] = {}
        self.accounts: dict[str, Account] = {}
        self.organizations: dict[str, str] = {}
        """Account id -> id of its organization."""
        with store.locked_state() as state:
            for account in wanted:
                management = state.home.get(account)
                if management is not None:
                    self._read(state.organizations[management], management, account)

    def _read(self, organization: Organization, management: str, account: str) -> None:
        self.organizations[account] = organization.id
        self.accounts[account] = Account(
            account,
            account,
            account,
            account == management,
            # Unknown for others: a delegation policy makes administrators too, which the service decides by itself.
            delegated_administrator=True if account in organization.delegates else None,
        )
        parent: str | None = None
        for node in tree.path_to(organization, account):
            if node not in self.nodes:
                scps, rcps = (_attached(organization, node, kind) for kind in _TYPES)
                self.nodes[node] = Node(node, node, parent, scps, rcps)
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
