"""Bool: true or false. A missing key is not a match, so a Deny on `false` needs BoolIfExists."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.iam.conditions.operator import Compiled, Operator
from sandbox.iam.errors import MalformedValue

WORDS = ("true", "false")


def words(values: Sequence[str]) -> frozenset[str]:
    """Return the values in lower case; raises MalformedValue for anything but true and false."""
    for value in values:
        if value.lower() not in WORDS:
            raise MalformedValue(f"{value!r} is neither true nor false")
    return frozenset(value.lower() for value in values)


def _bool(values: Sequence[str], variables: bool) -> Compiled:
    del variables
    known = words(values)
    return Compiled(lambda value: value.lower() in known)


OPERATORS: dict[str, Operator] = {"Bool": Operator(_bool)}
