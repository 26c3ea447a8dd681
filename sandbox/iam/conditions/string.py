"""String operators: exact, without case, and with wildcards. All but these and ARN ones ignore variables."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.iam.conditions.operator import Compiled, Operator, both
from sandbox.iam.errors import MalformedValue, MalformedVariable
from sandbox.iam.glob import Pattern, Wild, fold, matcher
from sandbox.iam.request import Request
from sandbox.iam.variables import Template, parse_template


def templates(values: Sequence[str], *, variables: bool) -> tuple[tuple[Pattern, ...], tuple[Template, ...]]:
    """Split a policy's values into fixed patterns and those that wait for the request; raises MalformedValue."""
    fixed: list[Pattern] = []
    open_: list[Template] = []
    for value in values:
        try:
            parsed = parse_template(value, variables=variables)
        except MalformedVariable as error:
            raise MalformedValue(str(error)) from error
        if isinstance(parsed, Template):
            open_.append(parsed)
        else:
            fixed.append(parsed)
    return tuple(fixed), tuple(open_)


def text(pattern: Pattern) -> str:
    """Return a pattern as plain text, for operators to which a wildcard is a character like any other."""
    return "".join(piece.value if isinstance(piece, Wild) else piece for piece in pattern)


def _equals(values: Sequence[str], variables: bool) -> Compiled:
    fixed, open_ = templates(values, variables=variables)
    known = frozenset(text(pattern) for pattern in fixed)
    if not open_:
        return Compiled(known.__contains__)

    def test(value: str, request: Request) -> bool:
        if value in known:
            return True
        resolved = (template.resolve(request.single) for template in open_)
        return any(pattern is not None and text(pattern) == value for pattern in resolved)

    return Compiled(within=test)


def _equals_ignore_case(values: Sequence[str], variables: bool) -> Compiled:
    fixed, open_ = templates(values, variables=variables)
    known = frozenset(text(pattern).lower() for pattern in fixed)
    if not open_:
        return Compiled(lambda value: value.lower() in known)

    def test(value: str, request: Request) -> bool:
        lowered = value.lower()
        if lowered in known:
            return True
        resolved = (template.resolve(request.single) for template in open_)
        return any(pattern is not None and text(fold(pattern)) == lowered for pattern in resolved)

    return Compiled(within=test)


def _like(values: Sequence[str], variables: bool) -> Compiled:
    fixed, open_ = templates(values, variables=variables)
    known = matcher(fixed)
    if not open_:
        return Compiled(known)

    def test(value: str, request: Request) -> bool:
        if known(value):
            return True
        resolved = (template.resolve(request.single) for template in open_)
        return any(pattern is not None and matcher((pattern,))(value) for pattern in resolved)

    return Compiled(within=test)


OPERATORS: dict[str, Operator] = {
    **both("StringEquals", "StringNotEquals", _equals, variables=True),
    **both("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", _equals_ignore_case, variables=True),
    **both("StringLike", "StringNotLike", _like, variables=True),
}
