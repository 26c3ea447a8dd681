"""The services and actions that permission policies may allow, whatever their conditions require.

A statement that allows counts where its Resource can name a resource of the action; one that denies counts where it
has no condition and denies the action on every resource.
Reference: IAM API reference, GenerateServiceLastAccessedDetails ("It only applies permissions policy logic").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache, lru_cache

from sandbox.emulated.policies.reference import REFERENCE, listed_services
from sandbox.iam import Kind, Policy, PolicySet
from sandbox.iam.glob import ANYTHING, Pattern, Wild, fold
from sandbox.iam.statement import Statement
from sandbox.iam.variables import Template, Variable

_OVERLAPS = 65_536
"""Pairs of patterns that are cached: a policy's resources by the 2,000 ARN formats of AWS, and more."""


@cache
def _all_actions() -> tuple[tuple[str, str], ...]:
    """Return all actions of AWS, each also in lower case."""
    names = (f"{prefix}:{name}" for prefix, service in listed_services().items() for name in service.actions)
    return tuple((name, name.lower()) for name in names)


def allowed_actions(policies: Iterable[Policy], kind: Kind = Kind.IDENTITY) -> frozenset[str]:
    """Return the actions that policies of one kind may allow together: `sqs:SendMessage`."""
    allowed: set[str] = set()
    denied: set[str] = set()
    for statement in PolicySet(policies, kind).statements:
        if statement.problems or statement.empty:
            continue
        if not statement.deny:
            allowed |= _on_its_resources(statement, _covered(statement))
        elif not statement.conditions and _names_every_resource(statement):
            denied |= _covered(statement)
    return frozenset(allowed - denied)


def services_of(actions: Iterable[str]) -> tuple[str, ...]:
    """Return the namespaces of the services of actions, sorted."""
    return tuple(sorted({action.partition(":")[0] for action in actions}))


def _covered(statement: Statement) -> set[str]:
    return {name for name, folded in _all_actions() if statement.covers_action(folded)}


def _names_every_resource(statement: Statement) -> bool:
    return not statement.not_resource and (statement.resources is None or ANYTHING in statement.resources)


def _on_its_resources(statement: Statement, covered: set[str]) -> set[str]:
    """Return those of the actions of which the statement's Resource or NotResource leaves some resource."""
    if statement.not_resource:
        return set() if ANYTHING in (statement.resources or ()) else covered
    if _names_every_resource(statement):
        return covered
    patterns = (*(statement.resources or ()), *map(_without_variables, statement.templates))
    return {action for action in covered if _has_resource(action, patterns)}


def _has_resource(action: str, patterns: tuple[Pattern, ...]) -> bool:
    prefix, _, name = action.partition(":")
    service = REFERENCE(prefix)
    entry = service.actions.get(name.lower()) if service is not None else None
    if service is None or entry is None:
        return False
    formats = [_tokens_of_format(service.formats[kind].text) for kind in entry.types]
    return any(_overlap(_tokens(pattern), format_) for pattern in patterns for format_ in formats)


def _without_variables(template: Template) -> Pattern:
    found: Pattern = ()
    for piece in template.pieces:
        found += (Wild.MANY,) if isinstance(piece, Variable) else piece
    return found


class _Word(Enum):
    """Any run of characters without a colon: a partition, Region or account id in the format of an ARN."""

    WORD = "word"


type _Token = str | Wild | _Word
"""One character, or a wildcard."""
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_WORDS = frozenset(("Partition", "Region", "Account"))


@lru_cache(maxsize=_OVERLAPS)
def _tokens_of_format(text: str) -> tuple[_Token, ...]:
    found: list[_Token] = []
    for place, piece in enumerate(_VARIABLE.split(text)):
        if place % 2:
            found.append(_Word.WORD if piece in _WORDS else Wild.MANY)
        else:
            found.extend(piece.lower())
    return tuple(found)


@lru_cache(maxsize=_OVERLAPS)
def _tokens(pattern: Pattern) -> tuple[_Token, ...]:
    return tuple(one for piece in fold(pattern) for one in (piece if isinstance(piece, str) else (piece,)))


@lru_cache(maxsize=_OVERLAPS)
def _overlap(left: tuple[_Token, ...], right: tuple[_Token, ...]) -> bool:
    """Return whether some text fits both patterns."""
    reached = {(0, 0)}
    pending = [(0, 0)]
    while pending:
        a, b = pending.pop()
        if a == len(left) and b == len(right):
            return True
        first = left[a] if a < len(left) else None
        second = right[b] if b < len(right) else None
        for rows, columns in _steps(first, second):
            step = a + rows, b + columns
            if step not in reached:
                reached.add(step)
                pending.append(step)
    return False


def _steps(first: _Token | None, second: _Token | None) -> Iterator[tuple[int, int]]:
    """Yield how far each pattern moves: past a wildcard that takes nothing, or by a character that both take."""
    if _is_run(first):
        yield 1, 0
    if _is_run(second):
        yield 0, 1
    if first is None or second is None:
        return
    if _is_run(first) and not _is_run(second) and _takes(first, second):
        yield 0, 1
    elif _is_run(second) and not _is_run(first) and _takes(second, first):
        yield 1, 0
    elif not _is_run(first) and not _is_run(second) and (Wild.ONE in (first, second) or first == second):
        yield 1, 1


def _is_run(token: _Token | None) -> bool:
    return token is Wild.MANY or token is _Word.WORD


def _takes(run: _Token, other: _Token) -> bool:
    return run is Wild.MANY or other != ":"
