"""The impact of an edit: what else it changes, as the access diff of the snapshots before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sandbox.access.action_sets import Actions
from sandbox.access.diff import AccessChange, pair_differences
from sandbox.access.names import display_name
from sandbox.access.query import Query
from sandbox.access.snapshot_pair import SnapshotPair
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam import Evaluator


@dataclass(frozen=True)
class Impact:
    """Principals and actions whose access changes, other than the query's own."""

    allowed: tuple[str, ...]
    """`account/role action`, newly allowed."""
    denied: tuple[str, ...]
    """The same, no longer allowed."""
    complete: bool = True
    """False where counting stopped at the limit."""

    @property
    def size(self) -> int:
        """The number of changes."""
        return len(self.allowed) + len(self.denied)


def impact(before: Evaluator, after: Evaluator, query: Query, limit: int) -> Impact:
    """Return what an edit changes beside the answer to a query.

    Args:
        before: Evaluates the snapshot without the edit.
        after: Evaluates the snapshot with it.
        query: The query whose answer the edit is to change; its principal and action are left out.
        limit: The number of changes at which counting stops.

    """
    found: dict[tuple[AccessChange, str], None] = {}
    for change, name in _changes(before, after, query):
        found[change, name] = None
        if len(found) > limit:
            break
    allowed, denied = (
        tuple(name for kind, name in found if kind is wanted) for wanted in (AccessChange.GAINS, AccessChange.LOSES)
    )
    return Impact(allowed, denied, complete=len(found) <= limit)


def _changes(before: Evaluator, after: Evaluator, query: Query) -> Iterator[tuple[AccessChange, str]]:
    caller = before.caller(query.principal)
    own = caller.arn if caller else query.principal
    for difference in pair_differences(SnapshotPair(_every_action(), before, after)):
        if difference.change not in (AccessChange.GAINS, AccessChange.LOSES):
            continue
        name = display_name(before.snapshot, difference.principal)
        for action in difference.actions:
            if (difference.principal, action) != (own, query.action):
                yield difference.change, f"{name} {action}"


@cache
def _every_action() -> Actions:
    return Actions(catalogue().names)
