"""The type of a condition operator: a test of one request value against all the values that a policy lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sandbox.iam.request import Request

type Lone = Callable[[str], bool]
"""Whether one value of the request equals (is like, is below...) any value of the policy."""
type Test = Callable[[str, Request], bool]
"""The same where the policy's values hold variables, so that the rest of the request has a say."""


class Compiled(NamedTuple):
    """The policy's values, compiled: one of the two, for the first is the faster."""

    alone: Lone | None = None
    within: Test | None = None


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator in its positive form; `negated` turns each test around (`StringNotEquals`)."""

    compile: Callable[[Sequence[str], bool], Compiled]
    """From the policy's values, and whether variables are honoured, to a test; raises MalformedValue."""
    negated: bool = False
    variables: bool = False
    """Whether AWS resolves policy variables in its values."""


def both(
    positive: str, negative: str, compile_: Callable[[Sequence[str], bool], Compiled], *, variables: bool = False
) -> dict[str, Operator]:
    """Return an operator and its negation."""
    return {
        positive: Operator(compile_, variables=variables),
        negative: Operator(compile_, negated=True, variables=variables),
    }
