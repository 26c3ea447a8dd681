"""A decision as plain values, for another program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.iam import EvaluationTrace, StatementTrace


def decision_json(trace: EvaluationTrace, message: str | None) -> Mapping[str, Any]:
    """Return a decision with all its statements.

    Args:
        trace: The evaluation of the request.
        message: AWS's message for the denial; None where the request is allowed.

    """
    return {
        "principal": next(iter(trace.request.values("aws:principalarn")), trace.request.principal.arn),
        "session": trace.request.principal.arn if trace.request.principal.is_session else None,
        "decision": trace.verdict.decision.value,
        "layer": trace.verdict.layer.value,
        "blocked_by": [layer.value for layer in trace.verdict.blocked_by],
        "message": message,
        "deciding": [_entry(entry) for entry in trace.deciding],
        "entries": [_entry(entry) for entry in trace.entries],
        "missing_keys": list(trace.missing_keys),
    }


def origins(entries: Iterable[StatementTrace]) -> tuple[str, ...]:
    """Return the lines of statements, without repeats."""
    places = (entry.policy.where(entry.statement.index) for entry in entries)
    return tuple(dict.fromkeys(str(place) for place in places if place))


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
