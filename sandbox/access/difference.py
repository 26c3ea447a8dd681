"""What a change makes of who can do what: who gains, who loses, and where a layer fewer or more stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.access.action_sets import Actions
from sandbox.access.comparison import Comparison, Difference
from sandbox.access.paired_query import AccessChange
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Snapshot

__all__ = ["AccessChange", "Difference", "differences", "each_difference"]

STRANGER = "999999999999"


def differences(before: Snapshot, after: Snapshot, names: Iterable[str]) -> tuple[Difference, ...]:
    """Compare two worlds, caller by caller, over the actions that a changed statement speaks of."""
    return tuple(each_difference(before, after, names))


def each_difference(before: Snapshot, after: Snapshot, names: Iterable[str]) -> Iterator[Difference]:
    """The same one by one, for whoever stops early."""
    comparison = Comparison(Actions(names), Evaluator(before), Evaluator(after))
    for principal in _principals(before, after):
        yield from comparison.of(principal)


def _principals(before: Snapshot, after: Snapshot) -> tuple[str | None, ...]:
    """Roles and users of either, their accounts' root users, AWS services that policies name, a stranger, nobody."""
    callers = sorted({*before.callers, *after.callers})
    roots = [f"arn:aws:iam::{account}:root" for account in sorted({*before.accounts, *after.accounts})]
    services = sorted({name for world in (before, after) for name in _services(world)})
    return (*callers, *roots, *services, f"arn:aws:iam::{STRANGER}:role/stranger", None)


def _services(world: Snapshot) -> Iterator[str]:
    policies = [*(caller.trust for caller in world.callers.values()), *(r.policy for r in world.resources.values())]
    for policy in policies:
        document = policy.document if policy else None
        statements = document.get("Statement") if isinstance(document, dict) else None
        for statement in statements if isinstance(statements, list) else ():
            named = statement.get("Principal") if isinstance(statement, dict) else None
            listed = named.get("Service", ()) if isinstance(named, dict) else ()
            yield from [listed] if isinstance(listed, str) else listed
