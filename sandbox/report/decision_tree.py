"""A ledger as a short tree: each layer, what spoke in it, and what came near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sandbox.access.remediation.edit import editable
from sandbox.iam import EvaluationTrace, Layer, StatementTrace
from sandbox.iam.conditions import Condition

_NEAR = ("Condition", "Resource", "Principal")
_SHOWN = 3
"""Statements of one layer that are shown; the rest is counted."""


def tree(ledger: EvaluationTrace) -> Iterator[str]:
    """The lines; a layer without policies is not there."""
    layers = [layer for layer in Layer if any(entry.layer is layer for entry in ledger.entries)]
    for layer in layers:
        entries = [entry for entry in ledger.entries if entry.layer is layer]
        last = layer is layers[-1]
        stands = "refuses" if layer in ledger.verdict.blocked_by else "lets it pass"
        yield f"{'└' if last else '├'}─ {layer.value}: {stands}"
        told = Counter(_line(entry) for entry in sorted(filter(_speaks, entries), key=_weight))
        stem = " " if last else "│"
        for line, times in [*told.items()][:_SHOWN]:
            yield f"{stem}    {line}{f' ({times} times)' if times > 1 else ''}"
        if len(told) > _SHOWN:
            yield f"{stem}    and {len(told) - _SHOWN} more that came near"
        if not told:
            yield f"{stem}    none of its statements speaks of {ledger.request.action}"
    missing = ledger.missing_keys
    if missing:
        yield f"   condition keys that the request lacks: {', '.join(missing)}"


def _speaks(entry: StatementTrace) -> bool:
    return entry.matched is not False or entry.failed in _NEAR


def _weight(entry: StatementTrace) -> tuple[bool, bool, bool]:
    return entry.matched is False, not entry.statement.deny, entry.policy.origin is None


def _line(entry: StatementTrace) -> str:
    statement = entry.statement
    name = f"{entry.policy.name}/{statement.sid or statement.index + 1}"
    effect = "Deny" if statement.deny else "Allow"
    where = entry.policy.where(statement.index) if editable(entry.policy) else None
    place = f"  {where}" if where else ""
    if entry.matched:
        return f"{effect} by {name}{place}"
    if entry.matched is None:
        return f"{effect} of {name} cannot be evaluated: {'; '.join(statement.problems)}{place}"
    return f"no {effect} by {name}: {_why(entry)}{place}"


def _why(entry: StatementTrace) -> str:
    failed = [seen for seen in entry.conditions if not seen.held]
    if entry.failed != "Condition" or not failed:
        return f"its {entry.failed} does not fit"
    seen = failed[0]
    return f"{_said(seen.condition)}, and it is {', '.join(seen.values) or 'absent'}"


def _said(condition: Condition) -> str:
    wanted = ", ".join(map(str, condition.wanted))
    short = wanted if len(wanted) <= 60 else f"{wanted[:57]}..."  # noqa: PLR2004 - a line stays a line
    other = "anything but " if "Not" in condition.operator else ""
    return f"{condition.operator} {condition.key} asks for {other}{short}"
