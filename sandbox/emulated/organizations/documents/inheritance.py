"""Inheritance of management policies on the path from the root to an account.

Source: policy-operators and inheritance-examples. Policies on one node are evaluated in the order of attachment: where
two assign one setting, the one attached first applies (example 6); where two limit the operators of children, children
have those that both allow (example 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.emulated.organizations.documents.shape import APPEND, ASSIGN, CONTROL, OPERATORS


@dataclass
class _Cell:
    """A place in the policy: its value so far, its members, and the operators that children may still apply to it."""

    allowed: frozenset[str] = OPERATORS
    value: Any = None
    assigned_at: int | None = None
    members: dict[str, _Cell] = field(default_factory=dict)


def merge(levels: Iterable[Sequence[dict[str, Any]]]) -> dict[str, Any] | None:
    """Return the effective policy of levels from the root down, each with its attached policies; None if empty."""
    root = _Cell()
    for number, policies in enumerate(levels):
        limits: list[tuple[_Cell, frozenset[str]]] = []
        for policy in policies:
            _apply(root, policy, number, OPERATORS, limits)
        for cell, allowed in limits:
            cell.allowed &= allowed
    effective = _render(root)
    return effective if isinstance(effective, dict) else None


def _apply(
    cell: _Cell,
    document: dict[str, Any],
    level: int,
    above: frozenset[str],
    limits: list[tuple[_Cell, frozenset[str]]],
) -> None:
    allowed = above & cell.allowed
    for key, value in document.items():
        if key == CONTROL:
            limits.append((cell, _operators(value)))
        elif key not in OPERATORS:
            _apply(cell.members.setdefault(key, _Cell()), value, level, allowed, limits)
        elif key in allowed:
            _operate(cell, key, value, level)


def _operators(value: Any) -> frozenset[str]:
    named = frozenset(value if isinstance(value, list) else [value])
    return OPERATORS if "@@all" in named else OPERATORS & named


def _operate(cell: _Cell, operator: str, value: Any, level: int) -> None:
    if operator == ASSIGN:
        if cell.assigned_at != level:
            cell.value, cell.assigned_at = value, level
        return
    before = _listed(cell.value)
    given = _listed(value)
    if operator == APPEND:
        cell.value = before + [one for one in given if one not in before]
    else:
        cell.value = [one for one in before if one not in given]


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _render(cell: _Cell) -> Any:
    if cell.value is not None:
        return cell.value
    rendered = {key: _render(member) for key, member in cell.members.items()}
    return {key: value for key, value in rendered.items() if value is not None} or None
