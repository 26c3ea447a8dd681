"""A guard that is not there has no line of its own: where is it said whether it is there?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sandbox.access.guards import Guard
from sandbox.iam import EvaluationTrace, Origin, Policy, Principal, Snapshot
from sandbox.iam.snapshot import Node


def missed_at(world: Snapshot, ledger: EvaluationTrace, guard: Guard, crowd: Sequence[str | None]) -> Origin | None:
    """Where somebody would put a guard that does not bear on a request; None where nothing tells.

    The list of what is attached to the root or to a unit; the resource whose own policy it is. `crowd` is all whom the
    sentence is about.
    """
    spare = world.spare.get(guard.policy)
    if spare is not None:
        over = None if spare.guards_resources else _over(world, crowd)
        return (over.origin if over else None) or spare.origin
    return _beside(world, ledger, guard) or _carrier(world, ledger, guard)


def _over(world: Snapshot, crowd: Iterable[str | None]) -> Node | None:
    """The one node that a policy for the crowd hangs on; None where it might be that one, or one above.

    Who speaks of members of several units means the root, and who speaks of all of a unit's means the unit; one of them
    says nothing of the others.
    """
    members = {account: _units(world, account) for account in _members(world)}
    paths = {account: members[account] for who in crowd if (account := Principal.parse(who).account) in members}
    shared = [level[0] for level in zip(*paths.values(), strict=False) if len(set(level)) == 1]
    if not shared:
        return None
    below = {account for account, path in members.items() if shared[-1] in path}
    spread = len({path[len(shared) :][:1] for path in paths.values()}) > 1
    return world.nodes[shared[-1]] if spread or (len(paths) > 1 and paths.keys() == below) else None


def _units(world: Snapshot, account: str) -> tuple[str, ...]:
    """Ids of the nodes above an account, from the root down."""
    return tuple(node.id for node in world.path(account)[:-1])


def _members(world: Snapshot) -> set[str]:
    """Accounts that SCPs limit."""
    return {account.id for account in world.accounts.values() if account.node and not account.management}


def _beside(world: Snapshot, ledger: EvaluationTrace, guard: Guard) -> Origin | None:
    """The list of the node as deep in the tree as those that have the policy, or of one above."""
    for account, held in (
        (ledger.request.principal.account, [n for n in world.nodes.values() if _named(n.scps, guard)]),
        (ledger.request.resource_account, [n for n in world.nodes.values() if _named(n.rcps, guard)]),
    ):
        path = world.path(account or "")
        depth = min((_depth(world, node) for node in held), default=0)
        found = next((node.origin for node in reversed(path[: depth + 1]) if held and node.origin), None)
        if found:
            return found
    return None


def _carrier(world: Snapshot, ledger: EvaluationTrace, guard: Guard) -> Origin | None:
    """The resource, or the role, whose own policy is gone."""
    resource = world.resource_behind(ledger.request.resource)
    if resource and guard.policy == f"policy of {resource.arn.rpartition(':')[2]}":
        return resource.origin
    role = world.callers.get(ledger.request.resource)
    return role.origin if role and guard.policy == f"trust of {role.name}" else None


def _named(policies: Iterable[Policy], guard: Guard) -> bool:
    return any(policy.name == guard.policy for policy in policies)


def _depth(world: Snapshot, node: Node) -> int:
    return 0 if node.parent is None else 1 + _depth(world, world.nodes[node.parent])
