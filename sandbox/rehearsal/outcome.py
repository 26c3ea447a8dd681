"""What a change does to one recorded event."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sandbox.iam.layers import Layer
from sandbox.origin import Origin
from sandbox.rehearsal.reasons import Reason


class Effect(Enum):
    """The effect of the change on an event."""

    UNCHANGED = "unchanged"
    """Allowed, and still allowed."""
    DENIED = "newly denied"
    """Allowed, and denied with the change."""
    ALLOWED = "newly allowed"
    """Denied, and allowed with the change."""
    STILL_DENIED = "still denied"
    """Denied, and still denied."""
    UNJUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Deciding:
    """The statement that makes the difference, or the layer that allows no more."""

    layer: Layer
    policy: str | None
    """None where no policy of the layer allows the request."""
    statement: str | None
    """The Sid, or the place in the policy, from 1."""
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The effect on one event, with what explains it."""

    effect: Effect
    place: int = 0
    """Of the permission that decides, among those that the call needed."""
    deciding: Deciding | None = None
    reason: Reason | None = None
    detail: str = ""
    """What the reason is about: the operation, the keys."""
