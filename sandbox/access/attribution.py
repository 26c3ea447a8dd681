"""Which statement made the difference between two answers to the same request, and on which line is it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.iam.evaluation_trace import EvaluationTrace
from sandbox.iam.layers import Layer
from sandbox.iam.origin import Origin
from sandbox.iam.snapshot import Snapshot
from sandbox.iam.statement_trace import StatementTrace

type Place = tuple[Layer, int | None, str, str]
"""Layer, level, policy and statement: what stays the same where a statement is rewritten."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A statement that is new, gone or changed."""

    change: str
    """`new`, `gone` or `changed`."""
    layer: Layer
    policy: str
    sid: str | None
    origin: Origin | None
    whole: bool = False
    """Whether it is the whole policy that is attached or no longer is; `origin` says then where that is said."""
    was: Mapping[str, object] | None = field(default=None, compare=False)
    """The statement before; None where it is new."""
    now: Mapping[str, object] | None = field(default=None, compare=False)


def causes(before: EvaluationTrace, after: EvaluationTrace, was_in: Snapshot, is_in: Snapshot) -> tuple[Cause, ...]:
    """The statements that speak of the request in one of the two and not, or otherwise, in the other.

    Where a policy that limits is no longer attached, or is now, the policy stands for its statements.
    """
    old, new = _placed(before), _placed(after)
    held, holds = ({place[:3] for place in placed} for placed in (old, new))
    found: dict[Cause, None] = {}
    for place in (*old, *(place for place in new if place not in old)):
        was, now = old.get(place), new.get(place)
        if _speech(was) != _speech(now):
            whole = None
            if place[:3] not in holds:
                whole = _attachment("gone", place, before, was_in)
            elif place[:3] not in held:
                whole = _attachment("new", place, after, is_in)
            found[whole or _cause(was, now)] = None
    return tuple(sorted(found, key=lambda cause: _bears(cause, before, after), reverse=True))


def _cause(was: StatementTrace | None, now: StatementTrace | None) -> Cause:
    told = now or was
    assert told is not None, "a place comes from one of the two"  # noqa: S101 - an invariant
    change = "changed" if was and now else "gone" if was else "new"
    where = told.policy.where(told.statement.index)
    before, after = (was.raw if was else None), (now.raw if now else None)
    return Cause(change, told.layer, told.policy.name, told.statement.sid, where, was=before, now=after)


def _attachment(change: str, place: Place, ledger: EvaluationTrace, world: Snapshot) -> Cause | None:
    """A limiting policy that one of two worlds has, told by where it is attached; None where nothing tells."""
    layer, level, policy, _ = place
    request = ledger.request
    where: Origin | None = None
    if layer is Layer.BOUNDARY:
        caller = world.callers.get(request.single("aws:principalarn") or "")
        where = caller.origin if caller else None
    elif level is not None:
        account = request.principal.account if layer is Layer.SCP else request.resource_account
        where = world.path(account or "")[level].origin
    return Cause(change, layer, policy, None, where, whole=True) if where else None


def _bears(cause: Cause, before: EvaluationTrace, after: EvaluationTrace) -> bool:
    return (cause.layer in before.verdict.blocked_by) is not (cause.layer in after.verdict.blocked_by)


def _speech(entry: StatementTrace | None) -> tuple[bool, bool]:
    return (False, False) if entry is None or entry.matched is False else (True, entry.statement.deny)


def _placed(ledger: EvaluationTrace) -> Mapping[Place, StatementTrace]:
    found: dict[Place, StatementTrace] = {}
    for entry in ledger.entries:
        name = entry.statement.sid or f"#{entry.statement.index}"
        found[entry.layer, entry.level, entry.policy.name, name] = entry
    return found
