"""Filters of findings: in archive rules and in lists. Pure.

Reference: Access Analyzer API reference, Criterion and SortCriteria; IAM user guide,
access-analyzer-reference-filter-keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.emulated.accessanalyzer.errors import invalid

type Filter = Mapping[str, Mapping[str, Any]]
"""Filter key -> criterion: `eq`, `neq`, `contains` or `exists`."""

_KEYS = frozenset(
    (
        "error",
        "findingType",
        "id",
        "isPublic",
        "resource",
        "resourceControlPolicyRestriction",
        "resourceOwnerAccount",
        "resourceType",
        "status",
    )
)
_OPERATORS = ("eq", "neq", "contains", "exists")
_VALUES_AT_MOST = 20
"""Of one criterion. Reference: IAM user guide, access-analyzer-quotas."""


def check_filter(filter_: Filter, *, of_rule: bool) -> None:
    """Raise for a filter with an unknown key or a criterion without values."""
    if of_rule and not filter_:
        raise invalid("filter must have at least one criterion.")
    for key, criterion in filter_.items():
        if key not in _KEYS and not key.startswith(("principal.", "condition.")):
            raise invalid(f"filter: {key!r} is not a filter key. The keys are {', '.join(sorted(_KEYS))}.")
        if of_rule and key in ("id", "status"):
            raise invalid(f"filter: {key!r} is not a key of archive rules.")
        given = [name for name in _OPERATORS if criterion.get(name) is not None]
        if not given:
            raise invalid(f"filter.{key} must have eq, neq, contains or exists.")
        for name in given:
            values = criterion[name]
            if name != "exists" and not 0 < len(values) <= _VALUES_AT_MOST:
                raise invalid(f"filter.{key}.{name} must have 1 to {_VALUES_AT_MOST} values.")


def matches(filter_: Filter, attributes: Mapping[str, tuple[str, ...]]) -> bool:
    """Return whether attributes fulfil every criterion."""
    return all(_fulfils(criterion, attributes.get(key, ())) for key, criterion in filter_.items())


def _fulfils(criterion: Mapping[str, Any], values: tuple[str, ...]) -> bool:
    if (exists := criterion.get("exists")) is not None and bool(values) is not exists:
        return False
    if (equal := criterion.get("eq")) is not None and not set(equal) & set(values):
        return False
    if (unequal := criterion.get("neq")) is not None and set(unequal) & set(values):
        return False
    parts = criterion.get("contains")
    return parts is None or any(part in value for part in parts for value in values)
