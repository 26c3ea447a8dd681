"""The type of a refusal that no policy changes: its requests, the reason and the page with the rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from sandbox.iam.glob import Matcher, fold, matcher, parse_glob
from sandbox.iam.request import Request

type Condition = Callable[[Request], bool]


class RefusalType(Enum):
    """How the service answers."""

    ACCESS = "access"
    """As a request that is not allowed: AccessDenied, UnmodifiableEntity and the like."""
    NAME = "name"
    """As an invalid request: the name is reserved."""


def _always(_: Request) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class ServiceRefusal:
    """A kind of request that AWS refuses although policies allow it."""

    actions: str
    """Action patterns, separated by spaces."""
    resource: str
    """Pattern of the resource's ARN, compared without case."""
    reason: str
    """Sentence for messages, without a full stop."""
    page: str
    """Address of the page with the rule."""
    applies: Condition = _always
    """Further condition on the request."""
    type: RefusalType = RefusalType.ACCESS
    _covers: Matcher = field(init=False, repr=False, compare=False)
    _names: Matcher = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_covers", matcher(fold(parse_glob(text)) for text in self.actions.split()))
        object.__setattr__(self, "_names", matcher((fold(parse_glob(self.resource)),)))

    def covers(self, action: str) -> bool:
        """Return whether the refusal is about an action, given in lower case."""
        return self._covers(action)

    def holds(self, request: Request) -> bool:
        """Return whether AWS refuses a request of a covered action."""
        return self._names(request.resource.lower()) and self.applies(request)
