"""Resources: one of each class into which the statements of a principal divide them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.access.glob_classes import glob_classes
from sandbox.access.probes import sample
from sandbox.iam.arn import PARTS
from sandbox.iam.glob import ANYTHING, Pattern, matcher
from sandbox.iam.request import Request
from sandbox.iam.statement import Statement

_REGION, _ACCOUNT = 3, 4
"""Indexes of an ARN's parts."""
_UNKNOWN = "something-else"


@dataclass(frozen=True, slots=True)
class ResourceClasses:
    """One resource of each class; `complete` is False where there are more classes."""

    names: tuple[str, ...]
    complete: bool


class ResourceClassCache:
    """The classes of resources, computed once for each set of patterns."""

    def __init__(self) -> None:
        self._found: dict[tuple[frozenset[Pattern], str], ResourceClasses] = {}

    def of(self, statements: Iterable[Statement], request: Request) -> ResourceClasses:
        """Return one resource for each combination of patterns of the statements that some resource fits."""
        patterns = dict.fromkeys(pattern for statement in statements for pattern in _patterns(statement, request))
        account = request.principal.account or "111122223333"
        key = (frozenset(patterns), account)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = _classes(tuple(patterns), account)
        return found


def _patterns(statement: Statement, request: Request) -> Iterable[Pattern]:
    yield from statement.resources or ()
    for template in statement.templates:
        resolved = template.resolve(lambda key: request.single(key) or _UNKNOWN)
        if resolved is not None:
            yield resolved


def _classes(patterns: tuple[Pattern, ...], account: str) -> ResourceClasses:
    tests = [matcher((pattern,)) for pattern in patterns if pattern != ANYTHING]

    def fits(name: str) -> tuple[bool, ...]:
        return tuple(test(name) for test in tests)

    found = {fits("*"): "*"}
    for pattern in patterns:
        name = sample(pattern, account)
        found.setdefault(fits(name), name)
    classes = glob_classes(frozenset(patterns))
    for text in classes.texts:
        if (fitting := fits(text)) not in found:
            named = _in_account(text, account)
            found[fitting] = named if fits(named) == fitting else text
    return ResourceClasses(tuple(found.values()), classes.complete)


def _in_account(text: str, account: str) -> str:
    """Return an ARN with the Region and the account that a wildcard leaves open."""
    parts = text.split(":", PARTS - 1)
    if len(parts) < PARTS:
        return text
    parts[_REGION] = parts[_REGION] if len(parts[_REGION]) != 1 else "us-east-1"
    if not parts[_ACCOUNT].isdigit() and parts[2] != "s3":
        parts[_ACCOUNT] = account
    return ":".join(parts)
