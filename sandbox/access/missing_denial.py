"""The line at which a policy that does not apply to a request would be attached or declared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sandbox.access.expected_denial import ExpectedDenial
from sandbox.iam import EvaluationTrace, Origin, Policy, Principal, Snapshot
from sandbox.iam.snapshot import Node


def missing_at(
    snapshot: Snapshot, trace: EvaluationTrace, expected: ExpectedDenial, principals: Sequence[str | None]
) -> Origin | None:
    """Return where a policy would have to be attached to apply to a request; None where that is not known.

    It is the list of policies of the root or a unit, or the resource that would carry the policy.

    Args:
        snapshot: The snapshot that was evaluated.
        trace: The evaluation of the request.
        expected: The policy that does not apply.
        principals: All principals of the assertion.

    """
    unattached = snapshot.unattached.get(expected.policy)
    if unattached is not None:
        node = None if unattached.limits_resources else _common_node(snapshot, principals)
        return (node.origin if node else None) or unattached.origin
    return _beside_attachments(snapshot, trace, expected) or _carrier(snapshot, trace, expected)


def _common_node(snapshot: Snapshot, principals: Iterable[str | None]) -> Node | None:
    """Return the one node that a policy for all principals would be attached to; None where there are several.

    Members of several units have the root in common, all members of a unit have that unit. One member of a unit with
    others may be meant by the unit's list or by the root's.
    """
    members = {account: _units(snapshot, account) for account in _members(snapshot)}
    accounts = (Principal.parse(principal).account for principal in principals)
    paths = {account: members[account] for account in accounts if account in members}
    shared = [level[0] for level in zip(*paths.values(), strict=False) if len(set(level)) == 1]
    if not shared:
        return None
    below = {account for account, path in members.items() if shared[-1] in path}
    several_units = len({path[len(shared) :][:1] for path in paths.values()}) > 1
    whole_unit = len(paths) > 1 and paths.keys() == below
    return snapshot.nodes[shared[-1]] if several_units or whole_unit else None


def _units(snapshot: Snapshot, account: str) -> tuple[str, ...]:
    """Return the ids of the nodes above an account, from the root down."""
    return tuple(node.id for node in snapshot.path(account)[:-1])


def _members(snapshot: Snapshot) -> set[str]:
    """Return the ids of the accounts that SCPs apply to."""
    return {account.id for account in snapshot.accounts.values() if account.node and not account.management}


def _beside_attachments(snapshot: Snapshot, trace: EvaluationTrace, expected: ExpectedDenial) -> Origin | None:
    """Return the list of the node as deep in the tree as those that have the policy, or of one above."""
    for account, holders in (
        (trace.request.principal.account, [n for n in snapshot.nodes.values() if _has(n.scps, expected)]),
        (trace.request.resource_account, [n for n in snapshot.nodes.values() if _has(n.rcps, expected)]),
    ):
        path = snapshot.path(account or "")
        depth = min((_depth(snapshot, node) for node in holders), default=0)
        found = next((node.origin for node in reversed(path[: depth + 1]) if holders and node.origin), None)
        if found:
            return found
    return None


def _carrier(snapshot: Snapshot, trace: EvaluationTrace, expected: ExpectedDenial) -> Origin | None:
    """Return where the resource or role is created whose own policy is missing."""
    resource = snapshot.resource_behind(trace.request.resource)
    if resource and expected.policy == f"policy of {resource.arn.rpartition(':')[2]}":
        return resource.origin
    role = snapshot.callers.get(trace.request.resource)
    return role.origin if role and expected.policy == f"trust of {role.name}" else None


def _has(policies: Iterable[Policy], expected: ExpectedDenial) -> bool:
    return any(policy.name == expected.policy for policy in policies)


def _depth(snapshot: Snapshot, node: Node) -> int:
    return 0 if node.parent is None else 1 + _depth(snapshot, snapshot.nodes[node.parent])
