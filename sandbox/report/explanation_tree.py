"""A ledger as a short tree: the layers that speak, the statements that decided or came close, their lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from sandbox.iam.evaluation_trace import EvaluationTrace
from sandbox.iam.layers import Layer
from sandbox.iam.message import POLICY_TYPES
from sandbox.iam.snapshot import Snapshot
from sandbox.iam.statement_trace import StatementTrace

_COLOUR = {"allow": "green", "explicit_deny": "red", "implicit_deny": "yellow", "not_evaluable": "magenta"}
_NEAR = 3
"""Statements that failed only on a condition are shown; of the rest nobody learns."""


def tree(ledger: EvaluationTrace, world: Snapshot) -> Tree:
    """The ledger for a person."""
    verdict = ledger.verdict
    colour = _COLOUR[verdict.decision.value]
    top = Tree(f"[bold {colour}]{verdict.decision.value.replace('_', ' ')}[/] by {POLICY_TYPES[verdict.layer]}")
    for layer in Layer:
        entries = [entry for entry in ledger.entries if entry.layer is layer]
        if not entries and layer not in verdict.blocked_by:
            continue
        state = "[red]does not allow[/]" if layer in verdict.blocked_by else "[green]passes[/]"
        branch = top.add(f"{POLICY_TYPES[layer]}: {state}")
        for entry in _worth_showing(entries):
            branch.add(_line(entry, _level(entry, ledger, world)))
    if ledger.missing_keys:
        top.add(f"not in the request: {', '.join(ledger.missing_keys)}")
    return top


def plain(ledger: EvaluationTrace, message: str | None) -> Mapping[str, Any]:
    """The ledger for a program."""
    return {
        "decision": ledger.verdict.decision.value,
        "layer": ledger.verdict.layer.value,
        "blocked_by": [layer.value for layer in ledger.verdict.blocked_by],
        "message": message,
        "deciding": [_entry(entry) for entry in ledger.deciding],
        "entries": [_entry(entry) for entry in ledger.entries],
        "missing_keys": list(ledger.missing_keys),
    }


def origins(entries: Iterable[StatementTrace]) -> tuple[str, ...]:
    """The lines of statements, each once."""
    places = (entry.policy.where(entry.statement.index) for entry in entries)
    return tuple(dict.fromkeys(str(place) for place in places if place))


def _worth_showing(entries: list[StatementTrace]) -> list[StatementTrace]:
    speaking = [entry for entry in entries if entry.matched is not False]
    near = [entry for entry in entries if entry.matched is False and entry.failed == "Condition"]
    return speaking + near[:_NEAR]


def _line(entry: StatementTrace, level: str) -> str:
    effect = "Deny" if entry.statement.deny else "Allow"
    mark = {True: "matches", None: "cannot be evaluated", False: f"fails on {entry.failed}"}[entry.matched]
    where = entry.policy.where(entry.statement.index)
    name = f"{entry.policy.name}/{entry.statement.sid or entry.statement.index}"
    problems = f": {'; '.join(entry.statement.problems)}" if entry.matched is None else ""
    conditions = "".join(
        f"\n  {'=' if seen.held else '≠'} {seen.condition.operator} {seen.condition.key} "
        f"{'|'.join(seen.condition.wanted)}: {'|'.join(seen.values) or 'absent'}"
        for seen in entry.conditions
    )
    return escape(f"{effect} {name}{level} {mark}{problems}{f'  {where}' if where else ''}{conditions}")


def _level(entry: StatementTrace, ledger: EvaluationTrace, world: Snapshot) -> str:
    if entry.level is None:
        return ""
    request = ledger.request
    account = request.principal.account if entry.layer is Layer.SCP else request.resource_account
    path = world.path(account or "")
    return f" at {path[entry.level].name}" if entry.level < len(path) else ""


def _entry(entry: StatementTrace) -> Mapping[str, Any]:
    where = entry.policy.where(entry.statement.index)
    return {
        "layer": entry.layer.value,
        "level": entry.level,
        "policy": entry.policy.name,
        "policy_arn": entry.policy.arn,
        "sid": entry.statement.sid,
        "statement": entry.statement.index,
        "effect": "Deny" if entry.statement.deny else "Allow",
        "matched": entry.matched,
        "failed": entry.failed,
        "origin": str(where) if where else None,
        "file": where.file if where else None,
        "line": where.line if where else None,
    }
