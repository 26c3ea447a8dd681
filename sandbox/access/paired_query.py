"""The same query in two snapshots: how the access changes, evaluated only where it can have changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from sandbox.access.probes import Context
from sandbox.access.statement_text import StatementTexts
from sandbox.iam.actions import facts
from sandbox.iam.decision import decide
from sandbox.iam.layers import Layers
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.request import Request
from sandbox.iam.statement import Check, Statement


class AccessChange(Enum):
    """How a principal's access changes."""

    GAINS = "gains"
    LOSES = "loses"
    WEAKER = "weaker"
    """Denied before and after, by fewer layers after."""
    STRONGER = "stronger"
    """Denied before and after, by more layers after."""
    OTHERWISE = "otherwise"
    """Denied before and after, by as many layers, but by different ones."""
    UNKNOWN = "unknown"
    """Not compared completely: the statements tell more requests apart than are searched."""


type Resolved = tuple[Request, Layers]


class ChangedStatements(NamedTuple):
    """The statements that cover an action in one of two snapshots only."""

    gone: tuple[Statement, ...]
    added: tuple[Statement, ...]
    checks: tuple[Check, ...]
    """Resource and conditions of all of them."""


@dataclass(frozen=True, slots=True)
class PairedQuery:
    """One principal, action, resource and VPC endpoint in two snapshots; the rest of the context comes later."""

    before: Resolved
    after: Resolved
    changed: ChangedStatements | None
    """The statements that only one snapshot has; None where more than statements differs.

    While none of them matches a request, its verdict is the same in both, for a verdict follows from what matches.
    """

    @classmethod
    def of(cls, before: Resolved, after: Resolved, texts: StatementTexts) -> PairedQuery:
        """Return the pair of a query that was resolved in both snapshots."""
        return cls(before, after, _changed(before, after, texts))

    def request(self, context: Context) -> Request:
        """Return the request in the first snapshot with a context."""
        return _with_context(self.before[0], context)

    def change(self, context: Context) -> AccessChange | None:
        """Return how the verdict on a request with this context changes; None where it does not."""
        old_request, old_layers = self.before
        request = _with_context(old_request, context)
        if self.changed is not None and not any(matches(request) for matches in self.changed.checks):
            return None
        new_request, new_layers = self.after
        before = decide(request, old_layers)
        after = decide(request if self.changed is not None else _with_context(new_request, context), new_layers)
        if before.allowed is not after.allowed:
            return AccessChange.GAINS if after.allowed else AccessChange.LOSES
        if before.blocked_by == after.blocked_by:
            return None
        fewer = len(before.blocked_by) - len(after.blocked_by)
        return AccessChange.OTHERWISE if not fewer else AccessChange.WEAKER if fewer > 0 else AccessChange.STRONGER


def _with_context(request: Request, context: Context) -> Request:
    """Return the request with more keys; those of the snapshot stay, as in `Evaluator.request_and_layers`."""
    given = {key: value if isinstance(value, tuple) else (value,) for key, value in context.items()}
    return replace(request, context={**request.context, **given})


def _changed(before: Resolved, after: Resolved, texts: StatementTexts) -> ChangedStatements | None:
    (old_request, old_layers), (_, new_layers) = before, after
    if _comparable(*before) != _comparable(*after):
        return None
    known = facts(old_request.action)
    if known.service is not None and _differ(old_layers.resource, new_layers.resource, texts):
        return None  # a service may evaluate its resource's policy as a whole
    gone: list[Statement] = []
    added: list[Statement] = []
    for old, new in _pairs(old_layers, new_layers):
        if old is None or new is None:
            if old is not new:
                return None
            continue
        for found, statements in zip((gone, added), texts.changed(old, new), strict=True):
            found += [statement for statement in statements if statement.covers_action(known.folded)]
    return ChangedStatements(tuple(gone), tuple(added), tuple(statement.holds for statement in (*gone, *added)))


def _comparable(request: Request, layers: Layers) -> Request:
    """Return the request without the caller's unique id where no policy can test it: a deployment assigns new ones."""
    if request.settings or any(policies.tests_unique_id for sets in _sets(layers) for policies in sets if policies):
        return request
    return replace(request, principal=replace(request.principal, unique_id=None))


def _differ(old: PolicySet | None, new: PolicySet | None, texts: StatementTexts) -> bool:
    if old is None or new is None:
        return old is not new
    return any(texts.changed(old, new))


def _pairs(before: Layers, after: Layers) -> Iterator[tuple[PolicySet | None, PolicySet | None]]:
    """Yield the sets of each layer side by side, with None for one that the other snapshot lacks."""
    for old, new in zip(_sets(before), _sets(after), strict=True):
        longest = max(len(old), len(new))
        yield from ((_at(old, n), _at(new, n)) for n in range(longest))


def _sets(layers: Layers) -> tuple[tuple[PolicySet | None, ...], ...]:
    single = (layers.identity,), (layers.session,), (layers.resource,), (layers.endpoint,)
    return (*single, layers.boundaries, layers.scps, layers.rcps)


def _at(sets: tuple[PolicySet | None, ...], place: int) -> PolicySet | None:
    return sets[place] if place < len(sets) else None
