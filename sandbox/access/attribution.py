"""Attribution: which statement made the difference between two verdicts on the same request, and its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.iam.evaluation_trace import EvaluationTrace
from sandbox.iam.layers import Layer
from sandbox.iam.snapshot import Snapshot
from sandbox.iam.statement_trace import StatementTrace
from sandbox.origin import Origin

type Place = tuple[Layer, int | None, str, str]
"""Layer, level, policy and statement: what stays the same where a statement is rewritten."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A statement, or a whole policy, that is new, gone or changed."""

    change: str
    """`new`, `gone` or `changed`."""
    layer: Layer
    policy: str
    sid: str | None
    origin: Origin | None
    whole: bool = False
    """Whether a whole policy is attached or no longer attached; `origin` is then the line of its attachment."""
    was: Mapping[str, object] | None = field(default=None, compare=False)
    """The statement before; None where it is new."""
    now: Mapping[str, object] | None = field(default=None, compare=False)
    """The statement after; None where it is gone."""


def causes(
    before: EvaluationTrace, after: EvaluationTrace, old_snapshot: Snapshot, new_snapshot: Snapshot
) -> tuple[Cause, ...]:
    """Return the statements that match the request in only one of two traces, or with another effect.

    Where a limiting policy is no longer attached, or newly attached, one cause stands for all its statements.

    Args:
        before: The trace of the request in the old snapshot.
        after: The trace of the same request in the new snapshot.
        old_snapshot: The snapshot of `before`.
        new_snapshot: The snapshot of `after`.

    Returns:
        The causes, those of the old snapshot first; empty where the same statements match.

    """
    old, new = _by_place(before), _by_place(after)
    old_policies, new_policies = ({place[:3] for place in traces} for traces in (old, new))
    found: dict[Cause, None] = {}
    for place in (*old, *(place for place in new if place not in old)):
        was, now = old.get(place), new.get(place)
        if _effect(was) != _effect(now):
            whole = None
            if place[:3] not in new_policies:
                whole = _attachment("gone", place, before, old_snapshot)
            elif place[:3] not in old_policies:
                whole = _attachment("new", place, after, new_snapshot)
            found[whole or _cause(was, now)] = None
    return tuple(sorted(found, key=lambda cause: _decides(cause, before, after), reverse=True))


def _cause(was: StatementTrace | None, now: StatementTrace | None) -> Cause:
    shown = now or was
    assert shown is not None, "a place comes from one of the two"  # noqa: S101 - an invariant
    change = "changed" if was and now else "gone" if was else "new"
    where = shown.policy.where(shown.statement.index)
    before, after = (was.raw if was else None), (now.raw if now else None)
    return Cause(change, shown.layer, shown.policy.name, shown.statement.sid, where, was=before, now=after)


def _attachment(change: str, place: Place, trace: EvaluationTrace, snapshot: Snapshot) -> Cause | None:
    """Return a limiting policy that only one snapshot has, with the line that attaches it; None where none is known."""
    layer, level, policy, _ = place
    request = trace.request
    where: Origin | None = None
    if layer is Layer.BOUNDARY:
        caller = snapshot.callers.get(request.single("aws:principalarn") or "")
        where = caller.origin if caller else None
    elif level is not None:
        account = request.principal.account if layer is Layer.SCP else request.resource_account
        where = snapshot.path(account or "")[level].origin
    return Cause(change, layer, policy, None, where, whole=True) if where else None


def _decides(cause: Cause, before: EvaluationTrace, after: EvaluationTrace) -> bool:
    return (cause.layer in before.verdict.blocked_by) is not (cause.layer in after.verdict.blocked_by)


def _effect(entry: StatementTrace | None) -> tuple[bool, bool]:
    """Return whether a statement matches, and whether it denies."""
    return (False, False) if entry is None or entry.matched is False else (True, entry.statement.deny)


def _by_place(trace: EvaluationTrace) -> Mapping[Place, StatementTrace]:
    found: dict[Place, StatementTrace] = {}
    for entry in trace.entries:
        name = entry.statement.sid or f"#{entry.statement.index}"
        found[entry.layer, entry.level, entry.policy.name, name] = entry
    return found
