"""Policies of one kind, compiled together: the effect that they have on a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from sandbox.iam.document import Kind, compile_document
from sandbox.iam.principals import Grade
from sandbox.iam.request import Request
from sandbox.iam.statement import Check, Statement
from sandbox.origin import Origin


class Effect(IntEnum):
    """The effect of a set of policies; of several sets that must all allow, the highest is the effect of all."""

    ALLOW = 0
    NONE = 1
    """No statement applies to the request."""
    UNKNOWN = 2
    """A statement that may apply to the request cannot be evaluated."""
    DENY = 3


class Finding(NamedTuple):
    """The effect of a set, and for an allow by a resource policy how directly it names the caller."""

    effect: Effect
    grade: Grade


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy document, its name, and the places where it and each of its statements were read or are written."""

    name: str
    document: object
    arn: str | None = None
    origin: Origin | None = None
    statement_origins: tuple[Origin | None, ...] = ()

    def where(self, statement: int) -> Origin | None:
        """Return where a statement was read, as exactly as is known."""
        exact = self.statement_origins[statement] if statement < len(self.statement_origins) else None
        return exact or self.origin


class _Covering(NamedTuple):
    covering: tuple[Statement, ...]
    denies: tuple[Statement, ...]
    allows: tuple[Statement, ...]
    unreadable: tuple[Statement, ...]


class _Checks(NamedTuple):
    """The same for policies without principals: the remaining checks, in the order of evaluation."""

    denies: tuple[Check, ...]
    unreadable: tuple[Check, ...]
    allows: tuple[Check, ...]
    otherwise: Effect
    """What it says if none of them holds: an allow if some statement allows without asking."""


_ALLOWS, _DENIES, _OPEN = Effect.ALLOW, Effect.DENY, Effect.UNKNOWN
"""Members of an enumeration are looked up slowly, and these are needed millions of times."""
_NOTHING = Finding(Effect.NONE, Grade.NONE)
_DENY = Finding(Effect.DENY, Grade.NONE)
_UNKNOWN = Finding(Effect.UNKNOWN, Grade.NONE)

type CompiledDocuments = dict[tuple[int, Kind, int], tuple[Policy, tuple[Statement, ...]]]
"""Statements of policies that several sets hold, as AWS managed policies, by policy, kind and place in the set."""


class PolicySet:
    """Policies of one kind, compiled once; the statements that cover an action are cached."""

    __slots__ = ("_checks", "_keys_of", "_statements_for", "_tests_unique_id", "kind", "policies", "statements")

    def __init__(self, policies: Iterable[Policy], kind: Kind, compiled: CompiledDocuments | None = None) -> None:
        self.kind = kind
        known = {} if compiled is None else compiled
        self.policies = tuple(policies)
        self.statements = tuple(
            statement
            for place, policy in enumerate(self.policies)
            for statement in _compiled(policy, kind, place, known)
        )
        self._tests_unique_id: bool | None = None
        self._statements_for: dict[str, _Covering] = {}
        self._checks: dict[str, _Checks] = {}
        self._keys_of: dict[str, frozenset[str]] = {}

    @classmethod
    def of(cls, documents: Iterable[Mapping[str, object] | object], kind: Kind) -> PolicySet:
        """Return the set of documents without names; a policy is named by its position, from 1.

        Args:
            documents: Parsed policy documents.
            kind: What they are attached as.

        Example:
            >>> PolicySet.of([{"Version": "2012-10-17", "Statement": []}], Kind.SCP).policies[0].name
            'scp policy 1'

        """
        return cls((Policy(f"{kind.value} policy {n}", document) for n, document in enumerate(documents, 1)), kind)

    @property
    def tests_unique_id(self) -> bool:
        """Whether the effect can depend on the unique id of the principal."""
        if self._tests_unique_id is None:
            self._tests_unique_id = any(statement.tests_unique_id for statement in self.statements)
        return self._tests_unique_id

    def condition_keys(self, action: str) -> frozenset[str]:
        """Return the condition keys, in lower case, on which the effect on requests of an action can depend."""
        found = self._keys_of.get(action)
        if found is None:
            keys = (key for statement in self.covering(action) for key in statement.condition_keys)
            found = self._keys_of[action] = frozenset(key.lower() for key in keys)
        return found

    def covering(self, action: str) -> tuple[Statement, ...]:
        """Return the statements whose Action covers the action, in their order."""
        return self.statements_for(action).covering

    def statements_for(self, action: str) -> _Covering:
        """Return the statements whose Action covers the action."""
        found = self._statements_for.get(action)
        if found is None:
            folded = action.lower()
            covering = tuple(statement for statement in self.statements if statement.covers_action(folded))
            found = self._statements_for[action] = _Covering(
                covering,
                tuple(s for s in covering if s.deny and not s.problems),
                tuple(s for s in covering if not s.deny and not s.problems),
                tuple(s for s in covering if s.problems),
            )
        return found

    def effect(self, request: Request) -> Effect:
        """Return the effect on a request, for policies that name no principal."""
        found = self._checks.get(request.action)
        denies, unreadable, allows, otherwise = found or self._build_checks(request.action)
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

    def _build_checks(self, action: str) -> _Checks:
        _, denies, allows, unreadable = self.statements_for(action)
        unasked = any(statement.always_holds for statement in allows)
        found = self._checks[action] = _Checks(
            tuple(statement.holds for statement in denies),
            tuple(statement.holds for statement in unreadable),
            () if unasked else tuple(statement.holds for statement in allows),
            Effect.ALLOW if unasked else Effect.NONE,
        )
        return found

    def finding(self, request: Request, *, bounded: bool) -> Finding:
        """Return the effect on a request and the most direct grant, for policies that name principals."""
        _, denies, allows, unreadable = self.statements_for(request.action)
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


def _compiled(policy: Policy, kind: Kind, place: int, known: CompiledDocuments) -> tuple[Statement, ...]:
    key = (id(policy), kind, place)
    found = known.get(key)
    if found is None:
        # The policy is kept, or its id might become that of another one.
        found = known[key] = (policy, compile_document(policy.document, kind, place))
    return found[1]
