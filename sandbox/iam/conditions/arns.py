"""ARN operators: six parts, wildcards within each; ArnEquals and ArnLike behave alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sandbox.iam import cache_sizes
from sandbox.iam.arn import PARTS
from sandbox.iam.conditions.operator import Compiled, Operator, both
from sandbox.iam.conditions.string import templates
from sandbox.iam.errors import MalformedValue
from sandbox.iam.glob import ANYTHING, Matcher, Pattern, Wild, matcher
from sandbox.iam.request import Request


def _split(pattern: Pattern) -> list[Pattern]:
    parts: list[list[str | Wild]] = [[]]
    for piece in pattern:
        if isinstance(piece, Wild):
            parts[-1].append(piece)
            continue
        first, *rest = piece.split(":", PARTS - len(parts))
        parts[-1].extend([first] if first else [])
        parts.extend([text] if text else [] for text in rest)
    return [tuple(part) for part in parts]


def _compile(pattern: Pattern) -> Matcher | None:
    """Return a test of whole ARNs; None where the pattern has not six parts. `*` alone matches every ARN."""
    if pattern == ANYTHING:
        return lambda value: value.count(":") >= PARTS - 1
    parts = _split(pattern)
    if len(parts) != PARTS:
        return None
    tests = [matcher((part,)) for part in parts]

    @lru_cache(maxsize=cache_sizes.CONDITION)  # a caller's ARN comes again with every request
    def test(value: str) -> bool:
        given = value.split(":", PARTS - 1)
        return len(given) == PARTS and all(ok(part) for ok, part in zip(tests, given, strict=True))

    return test


def _like(values: Sequence[str], variables: bool) -> Compiled:
    fixed, open_ = templates(values, variables=variables)
    tests = []
    for pattern in fixed:
        compiled = _compile(pattern)
        if compiled is None:
            raise MalformedValue("an ARN has six parts: arn:partition:service:region:account:resource")
        tests.append(compiled)

    if not open_:
        return Compiled(tests[0] if len(tests) == 1 else lambda value: any(ok(value) for ok in tests))

    def test(value: str, request: Request) -> bool:
        if any(ok(value) for ok in tests):
            return True
        for template in open_:
            pattern = template.resolve(request.single)
            compiled = _compile(pattern) if pattern is not None else None
            if compiled is not None and compiled(value):
                return True
        return False

    return Compiled(within=test)


OPERATORS: dict[str, Operator] = {
    **both("ArnLike", "ArnNotLike", _like, variables=True),
    **both("ArnEquals", "ArnNotEquals", _like, variables=True),
}
