"""Ids that AWS assigns: what of planned ids and ARNs is known only after the update."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from sandbox.needs.planned_update import CREATIONS, PlannedStep
from sandbox.provider.lifecycle import plan_create
from sandbox.provider.properties import Input
from sandbox.provider.values import Secret, Values
from sandbox.snapshot.plan.resource import UNKNOWN

_ELSEWHERE = "-elsewhere"
"""After the URN: what another resource with the same inputs would get differs in what AWS assigns."""
_SEPARATORS = re.compile(r"[-/:._]")
_SHORTEST = 8
"""Characters of an id: shorter texts are none, and may be part of any name."""


class AssignedIds:
    """The patterns of planned ids and ARNs."""

    def __init__(self, steps: Iterable[PlannedStep]) -> None:
        self._patterns = dict(pair for step in steps for pair in _assigned(step))
        longest_first = sorted(self._patterns, key=len, reverse=True)
        self._found = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def pattern(self, resource: str) -> str:
        """Return an ARN with `*` for what AWS assigns in this update."""
        known = resource.replace(UNKNOWN, "*")  # in a plan by another provider
        if self._found is None:
            return known
        return self._found.sub(lambda match: self._patterns[match[0]], known)


def _assigned(planned: PlannedStep) -> Iterator[tuple[str, str]]:
    step = planned.step
    if step.operation not in CREATIONS:
        return
    shown = {name: value for name, value in step.state.items() if value is not None}
    declared = step.declared.all_properties()
    given: Values = {
        name: value for name, value in {**shown, **step.inputs}.items() if isinstance(declared.get(name), Input)
    }
    given = {name: value for name, value in given.items() if name in step.inputs}
    here, there = (plan_create(step.declared, urn, given, step.place) for urn in (step.urn, step.urn + _ELSEWHERE))
    pairs = [(here[0], there[0]), *((_plain(value), _plain(there[1].get(name))) for name, value in here[1].items())]
    for one, other in pairs:
        if isinstance(one, str) and isinstance(other, str) and one != other and len(one) >= _SHORTEST:
            yield one, _common(one, other)


def _plain(value: object) -> object:
    return value.value if isinstance(value, Secret) else value


def _common(one: str, other: str) -> str:
    """Return what two texts have in common at their ends, up to a separator, with `*` between.

    Example:
        >>> _common("vpc-0a1b/x", "vpc-0c2d/x")
        'vpc-*/x'

    """
    start = _up_to_separator(_common_start(one, other))
    end = _up_to_separator(_common_start(one[len(start) :][::-1], other[len(start) :][::-1]))[::-1]
    return f"{start}*{end}"


def _common_start(one: str, other: str) -> str:
    return "".join(left for left, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _up_to_separator(text: str) -> str:
    ends = [match.end() for match in _SEPARATORS.finditer(text)]
    return text[: ends[-1]] if ends else ""
