"""The same question put to two worlds: what becomes of the answer, decided only where it can have changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from sandbox.access.probes import Context
from sandbox.access.statement_text import Wording
from sandbox.iam.actions import facts
from sandbox.iam.decision import decide
from sandbox.iam.layers import Layers
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.request import Request
from sandbox.iam.statement import Check


class AccessChange(Enum):
    """What becomes of a caller's reach."""

    GAINS = "gains"
    LOSES = "loses"
    WEAKER = "weaker"
    """Refused still, by fewer layers."""
    STRONGER = "stronger"
    """Refused as before, by more layers."""
    OTHERWISE = "otherwise"
    """Refused as before, by as many layers, and others."""


type Asked = tuple[Request, Layers]


@dataclass(frozen=True, slots=True)
class PairedQuery:
    """One caller, action, resource and way in; what else a request says comes with each question."""

    was: Asked
    now: Asked
    heard: tuple[Check, ...] | None
    """What the statements ask of a request that one of the two has alone; None where more than statements differs.

    While none of them holds, both answers are the same, for an answer follows from the statements that hold.
    """

    @classmethod
    def of(cls, was: Asked, now: Asked, wording: Wording) -> PairedQuery:
        """The questions as the two worlds put them."""
        return cls(was, now, _heard(was, now, wording))

    def turn(self, context: Context) -> AccessChange | None:
        """What becomes of the answer to a request that says this."""
        old, before = self.was
        request = _saying(old, context)
        if self.heard is not None and not any(holds(request) for holds in self.heard):
            return None
        new, after = self.now
        was, now = decide(request, before), decide(request if self.heard is not None else _saying(new, context), after)
        if was.allowed is not now.allowed:
            return AccessChange.GAINS if now.allowed else AccessChange.LOSES
        if was.blocked_by == now.blocked_by:
            return None
        fewer = len(was.blocked_by) - len(now.blocked_by)
        return AccessChange.OTHERWISE if not fewer else AccessChange.WEAKER if fewer > 0 else AccessChange.STRONGER


def _saying(request: Request, context: Context) -> Request:
    """The request with more in it; what a world knows of itself stays, as `Evaluator.question` would have it."""
    return replace(request, context={**request.context, **{key: (value,) for key, value in context.items()}})


def _heard(was: Asked, now: Asked, wording: Wording) -> tuple[Check, ...] | None:
    (old, before), (new, after) = was, now
    if old != new:
        return None
    known = facts(old.action)
    if known.service is not None and _differ(before.resource, after.resource, wording):
        return None  # a service may look at its resource's policy as a whole
    found: list[Check] = []
    for one, other in _pairs(before, after):
        if one is None or other is None:
            if one is not other:
                return None
            continue
        found += [s.holds for s in wording.parted(one, other) if s.covers_action(known.folded)]
    return tuple(found)


def _differ(one: PolicySet | None, other: PolicySet | None, wording: Wording) -> bool:
    if one is None or other is None:
        return one is not other
    return bool(wording.parted(one, other))


def _pairs(before: Layers, after: Layers) -> Iterator[tuple[PolicySet | None, PolicySet | None]]:
    """The sets of each layer side by side, None for one that stands alone."""
    for one, other in zip(_sets(before), _sets(after), strict=True):
        longest = max(len(one), len(other))
        yield from ((_at(one, n), _at(other, n)) for n in range(longest))


def _sets(layers: Layers) -> tuple[tuple[PolicySet | None, ...], ...]:
    single = (layers.identity,), (layers.session,), (layers.resource,), (layers.endpoint,)
    return (*single, layers.boundaries, layers.scps, layers.rcps)


def _at(sets: tuple[PolicySet | None, ...], place: int) -> PolicySet | None:
    return sets[place] if place < len(sets) else None
