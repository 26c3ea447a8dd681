"""The organization of a plan: its tree, its accounts, and the policies attached to both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sandbox.emulated.organizations.rules import identifiers
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Account, Node, UnattachedPolicy
from sandbox.origin import Origin
from sandbox.snapshot.managed_policies import RCP_FULL, SCP_FULL
from sandbox.snapshot.plan.accounts import ORGANIZATION, Management
from sandbox.snapshot.plan.estate_file import EstateFile
from sandbox.snapshot.plan.policies import PolicyReader
from sandbox.snapshot.plan.resource import Planned

UNIT = "aws:organizations/organizationalUnit:OrganizationalUnit"
ACCOUNT = "aws:organizations/account:Account"
POLICY = "aws:organizations/policy:Policy"
ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment"
HANDLED = frozenset((ORGANIZATION, UNIT, ACCOUNT, POLICY, ATTACHMENT))

_SCP, _RCP = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"


@dataclass(frozen=True, slots=True)
class Tree:
    """The organization, or only the accounts where there is none."""

    organization: str | None
    nodes: Mapping[str, Node]
    accounts: Mapping[str, Account]
    unattached: Mapping[str, UnattachedPolicy]


def tree(
    resources: Iterable[Planned], owner: Management, reader: PolicyReader, declared: EstateFile | None = None
) -> Tree:
    """Build the tree; accounts that only providers name stand outside it."""
    listed = tuple(resources)
    accounts = {owner.id: Account(owner.id, owner.name, management=True, origin=owner.origin)}
    organization = next((r for r in listed if r.type == ORGANIZATION), None)
    nodes: dict[str, Node] = {}
    if organization is not None:
        root = _root(organization)
        enabled = organization.texts("enabledPolicyTypes")
        scps, rcps = ((SCP_FULL,) if _SCP in enabled else ()), ((RCP_FULL,) if _RCP in enabled else ())
        nodes[root] = Node(root, "Root", None, scps, rcps, declared.at_the_root if declared else organization.origin)
        nodes[owner.id] = Node(owner.id, owner.name, root, scps, rcps)
        accounts[owner.id] = replace(accounts[owner.id], node=owner.id)
        for made in listed:
            if made.type in (UNIT, ACCOUNT):
                name = made.text("name") or made.name
                listed_at = _listed_at(made, name, declared) if made.type == UNIT else None
                nodes[made.id] = Node(made.id, name, made.text("parentId") or root, scps, rcps, listed_at)
            if made.type == ACCOUNT:
                accounts[made.id] = Account(made.id, made.text("name") or made.name, made.id, origin=made.origin)
        _attach(listed, nodes, reader)
    for account in sorted({r.account for r in listed} - set(accounts)):
        accounts[account] = Account(account, account)
    unattached = dict(_unattached(listed, nodes, reader, declared)) if organization else {}
    return Tree(organization.id if organization else None, nodes, accounts, unattached)


def _root(organization: Planned) -> str:
    roots = organization.values.get("roots")
    if isinstance(roots, list) and roots:
        return str(roots[0]["id"])
    return identifiers.root_id(organization.id)


def _listed_at(unit: Planned, name: str, declared: EstateFile | None) -> Origin | None:
    """Return where the attachments of a unit are written."""
    return (declared.at_the_unit(name) if declared else None) or unit.origin


def _unattached(
    listed: Iterable[Planned], nodes: Mapping[str, Node], reader: PolicyReader, declared: EstateFile | None
) -> Iterator[tuple[str, UnattachedPolicy]]:
    """Yield the policies that the program declares and attaches to nothing."""
    attached = {policy.name for node in nodes.values() for policy in (*node.scps, *node.rcps)}
    made = {one.text("name") or one.name: one for one in listed if one.type == POLICY}
    kinds = {**reader.program.limits, **{name: one.text("type") or _SCP for name, one in made.items()}}
    for name, kind in kinds.items():
        if name not in attached and kind in (_SCP, _RCP):
            origin = declared.guardrails if declared else made[name].origin if name in made else None
            yield name, UnattachedPolicy(name, limits_resources=kind == _RCP, origin=origin)


def _attach(listed: tuple[Planned, ...], nodes: dict[str, Node], reader: PolicyReader) -> None:
    policies = {made.id: made for made in listed if made.type == POLICY}
    written: dict[str, Policy] = {}
    for attachment in sorted((made for made in listed if made.type == ATTACHMENT), key=lambda made: made.urn):
        policy_id, target = attachment.text("policyId") or "", attachment.text("targetId") or ""
        policy, node = policies.get(policy_id), nodes.get(target)
        if policy is None or node is None:
            missing = f"policy {policy_id}" if policy is None else f"target {target}"
            reader.note(f"{attachment.name} ({ATTACHMENT}) attaches what the plan does not hold: {missing}")
            continue
        kind = policy.text("type") or _SCP
        if policy_id not in written:
            name = policy.text("name") or policy.name
            written[policy_id] = reader.policy(name, policy.values.get("content"), policy, policy.text("arn"))
        if kind == _SCP:
            nodes[target] = replace(node, scps=(*node.scps, written[policy_id]))
        elif kind == _RCP:
            nodes[target] = replace(node, rcps=(*node.rcps, written[policy_id]))
        else:
            reader.note(f"{policy.name} ({POLICY}) is of type {kind}, which decides no request")
