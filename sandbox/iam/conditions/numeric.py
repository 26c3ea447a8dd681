"""Numeric operators: integers and decimals, compared exactly."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from sandbox.iam.conditions.operator import Compiled, Operator, both
from sandbox.iam.errors import MalformedValue

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
"""AWS's page has integers and decimals, and no exponents."""


def number(text: str) -> Decimal | None:
    """Return the number in a text; None where it is not a number."""
    return Decimal(text) if _NUMBER.fullmatch(text.strip()) else None


def comparison(
    compare: Callable[[Decimal, Decimal], bool], read: Callable[[str], Decimal | None], noun: str
) -> Callable[[Sequence[str], bool], Compiled]:
    """Return an operator that compares by order; a value of the request that cannot be parsed matches nothing."""

    def compile_(values: Sequence[str], variables: bool) -> Compiled:
        del variables  # AWS resolves them in String and ARN operators only
        limits = []
        for value in values:
            limit = read(value)
            if limit is None:
                raise MalformedValue(f"{value!r} is no {noun}")
            limits.append(limit)

        def test(value: str) -> bool:
            given = read(value)
            return given is not None and any(compare(given, limit) for limit in limits)

        return Compiled(test)

    return compile_


def _compare(compare: Callable[[Decimal, Decimal], bool]) -> Callable[[Sequence[str], bool], Compiled]:
    return comparison(compare, number, "number")


OPERATORS: dict[str, Operator] = {
    **both("NumericEquals", "NumericNotEquals", _compare(operator.eq)),
    "NumericLessThan": Operator(_compare(operator.lt)),
    "NumericLessThanEquals": Operator(_compare(operator.le)),
    "NumericGreaterThan": Operator(_compare(operator.gt)),
    "NumericGreaterThanEquals": Operator(_compare(operator.ge)),
}
