"""Policies of one kind at one place, compiled together: what do they say of a request?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from sandbox.iam.document import Kind, compile_document
from sandbox.iam.origin import Origin
from sandbox.iam.principals import Grade
from sandbox.iam.request import Request
from sandbox.iam.statement import Check, Statement


class Effect(IntEnum):
    """What a set of policies says; of several that must all allow, the highest is what they say together."""

    ALLOW = 0
    NONE = 1
    """Nothing in it speaks of the request."""
    UNKNOWN = 2
    """Something that may speak of the request cannot be understood."""
    DENY = 3


class Finding(NamedTuple):
    """What a set says, and for an allow by a resource policy how directly it names the caller."""

    effect: Effect
    grade: Grade


@dataclass(frozen=True, slots=True)
class Policy:
    """One document, what people call it, and where it and each of its statements were read or are written."""

    name: str
    document: object
    arn: str | None = None
    origin: Origin | None = None
    statement_origins: tuple[Origin | None, ...] = ()

    def where(self, statement: int) -> Origin | None:
        """Where a statement was read, as nearly as is known."""
        exact = self.statement_origins[statement] if statement < len(self.statement_origins) else None
        return exact or self.origin


class _Spoken(NamedTuple):
    covering: tuple[Statement, ...]
    denies: tuple[Statement, ...]
    allows: tuple[Statement, ...]
    unreadable: tuple[Statement, ...]


class _Checks(NamedTuple):
    """The same where nobody is named: what is left to ask, in the order in which it is asked."""

    denies: tuple[Check, ...]
    unreadable: tuple[Check, ...]
    allows: tuple[Check, ...]
    otherwise: Effect
    """What it says if none of them holds: an allow if some statement allows without asking."""


_ALLOWS, _DENIES, _OPEN = Effect.ALLOW, Effect.DENY, Effect.UNKNOWN
"""An enumeration's member is looked up slowly, and these are wanted millions of times."""
_NOTHING = Finding(Effect.NONE, Grade.NONE)
_DENY = Finding(Effect.DENY, Grade.NONE)
_UNKNOWN = Finding(Effect.UNKNOWN, Grade.NONE)


class PolicySet:
    """Policies of one kind, compiled once; statements are remembered for each action that is asked for."""

    __slots__ = ("_checks", "_spoken", "kind", "policies", "statements")

    def __init__(self, policies: Iterable[Policy], kind: Kind) -> None:
        self.kind = kind
        self.policies = tuple(policies)
        self.statements = tuple(
            statement
            for place, policy in enumerate(self.policies)
            for statement in compile_document(policy.document, kind, place)
        )
        self._spoken: dict[str, _Spoken] = {}
        self._checks: dict[str, _Checks] = {}

    @classmethod
    def of(cls, documents: Iterable[Mapping[str, object] | object], kind: Kind) -> PolicySet:
        """Compile bare documents; they are called by their place."""
        return cls((Policy(f"{kind.value} policy {n}", document) for n, document in enumerate(documents, 1)), kind)

    def covering(self, action: str) -> tuple[Statement, ...]:
        """The statements whose Action covers the action, in their order."""
        return self.spoken(action).covering

    def spoken(self, action: str) -> _Spoken:
        """The statements whose Action covers the action."""
        found = self._spoken.get(action)
        if found is None:
            folded = action.lower()
            covering = tuple(statement for statement in self.statements if statement.covers_action(folded))
            found = self._spoken[action] = _Spoken(
                covering,
                tuple(s for s in covering if s.deny and not s.problems),
                tuple(s for s in covering if not s.deny and not s.problems),
                tuple(s for s in covering if s.problems),
            )
        return found

    def effect(self, request: Request) -> Effect:
        """What policies say that name no principal."""
        found = self._checks.get(request.action)
        denies, unreadable, allows, otherwise = found or self._ask(request.action)
        for holds in denies:
            if holds(request):
                return _DENIES
        for holds in unreadable:
            if holds(request):
                return _OPEN
        for holds in allows:
            if holds(request):
                return _ALLOWS
        return otherwise

    def _ask(self, action: str) -> _Checks:
        _, denies, allows, unreadable = self.spoken(action)
        unasked = any(statement.always_holds for statement in allows)
        found = self._checks[action] = _Checks(
            tuple(statement.holds for statement in denies),
            tuple(statement.holds for statement in unreadable),
            () if unasked else tuple(statement.holds for statement in allows),
            Effect.ALLOW if unasked else Effect.NONE,
        )
        return found

    def finding(self, request: Request, *, bounded: bool) -> Finding:
        """What policies say that name principals, with the most direct grant."""
        _, denies, allows, unreadable = self.spoken(request.action)
        for statement in denies:
            if statement.grade(request, bounded=bounded) and statement.holds(request):
                return _DENY
        best = Grade.NONE
        for statement in allows:
            grade = statement.grade(request, bounded=bounded)
            if grade > best and statement.holds(request):
                best = grade
        if any(s.grade(request, bounded=bounded) and s.holds(request) for s in unreadable):
            return _UNKNOWN
        # Whose canonical id a statement names, only S3 knows: it may be the caller's.
        open_ = denies if best else (*denies, *allows)
        if any(s.principals and s.principals.canonical and s.holds(request) for s in open_):
            return _UNKNOWN
        return Finding(Effect.ALLOW, best) if best else _NOTHING
