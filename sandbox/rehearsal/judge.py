"""Decides recorded requests before and after a change, whatever the condition keys may be that events do not hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sandbox.access.attribution import causes
from sandbox.iam.decision import Decision, Verdict
from sandbox.iam.evaluation_trace import EvaluationTrace
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.layers import Layer
from sandbox.iam.snapshot import Snapshot
from sandbox.rehearsal.bounds import Bound, bounded
from sandbox.rehearsal.changes import changes
from sandbox.rehearsal.outcome import Deciding, Effect, Outcome
from sandbox.rehearsal.reasons import Reason

_VARIANTS = 256
"""Bounds that are kept; each is a snapshot whose unchanged policies are shared."""
_OWN = frozenset((Layer.IDENTITY, Layer.BOUNDARY))
"""Layers of the user's or role's own policies."""


@dataclass(frozen=True)
class JudgedRequest:
    """One permission that a recorded call needed."""

    principal: str | None
    account: str
    """Of the caller."""
    action: str
    resource: str
    context: Mapping[str, object]
    """The condition keys of the event that policies read."""
    unknown: frozenset[str]
    """The keys, in lower case, that policies read and the event does not hold."""
    owner: str | None = None
    """Account of the resource, where the event states it."""


class _Denial(NamedTuple):
    """What is known of a call that AWS refused, for one of its permissions."""

    denied_before: bool
    allowed_after: bool
    denied_after: bool


class Judge:
    """Decides requests in the snapshots before and after a change."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self._before, self._after = before, after
        self.changes = changes(before, after)
        self._evaluators: dict[tuple[bool, Bound | None, frozenset[str]], Evaluator] = {}
        self._plain = Evaluator(before)
        self._affected: dict[str, bool] = {}
        moved = {name for name in {**before.accounts, **after.accounts} if _path(before, name) != _path(after, name)}
        self._moved = frozenset(moved)

    def affected(self, action: str) -> bool:
        """Return whether the change can matter to an action: some changed statement covers it."""
        found = self._affected.get(action)
        if found is None:
            statements = self.changes.statements
            named = action.lower()
            found = statements is None or any(one.covers_action(named) for one in statements)
            self._affected[action] = found
        return found

    def allowed(self, requests: Sequence[JudgedRequest]) -> Outcome:
        """Return the outcome of a call that AWS allowed."""
        open_: Outcome | None = None
        for place, request in enumerate(requests):
            found = self._of_allowed(request, place) if self.affected(request.action) else None
            if found is not None and found.effect is Effect.DENIED:
                return found
            open_ = open_ or found
        return open_ or Outcome(Effect.UNCHANGED)

    def denied(self, requests: Sequence[JudgedRequest]) -> Outcome:
        """Return the outcome of a call that AWS denied."""
        found = [self._of_denied(request) for request in requests]
        first = next((place for place, one in enumerate(found) if one.denied_before), 0)
        if any(one.denied_after for one in found):
            return Outcome(Effect.STILL_DENIED, first)
        unknown = frozenset(key for one in requests for key in one.unknown)
        if all(one.allowed_after for one in found) and found[first].denied_before:
            return Outcome(Effect.ALLOWED, first, self._lifted(requests[first]))
        if unknown:
            return _unjudged(Reason.MISSING_KEYS, ", ".join(sorted(unknown)))
        return _unjudged(Reason.ALLOWED_BEFORE)

    def _of_allowed(self, request: JudgedRequest, place: int) -> Outcome | None:
        """Return the outcome of one permission of a call that AWS allowed; None where nothing changes."""
        before = self._verdict(request, Bound.EASIEST, after=False)
        easiest = self._verdict(request, Bound.EASIEST, after=True)
        new = _new(before, easiest)
        if new:
            if easiest.decision is Decision.NOT_EVALUABLE:
                return _unjudged(Reason.NOT_EVALUABLE)
            return Outcome(Effect.DENIED, place, self._deciding(request, new))
        if request.unknown:
            strict = Bound.STRICTEST if request.account in self._moved else Bound.STRICTEST_CHANGE
            if _new(before, self._verdict(request, strict, after=True)):
                return _unjudged(Reason.MISSING_KEYS, ", ".join(sorted(request.unknown)))
        return self._contradiction(request, before)

    def _contradiction(self, request: JudgedRequest, before: Verdict) -> Outcome | None:
        """Return why the decision says nothing although it does not change; None where it is sound."""
        changed = self.changes.layers
        if request.account not in self._before.accounts:
            if Layer.SCP in changed or _OWN & changed:
                return _unjudged(Reason.UNKNOWN_ACCOUNT, request.account)
        elif _OWN & changed and self._is_unknown(request.principal):
            return _unjudged(Reason.UNKNOWN_CALLER, request.principal or "")
        if Layer.RCP in changed and request.owner is not None and request.owner != self._owner(request):
            return _unjudged(Reason.UNKNOWN_OWNER, request.owner)
        if changed.intersection(before.blocked_by):
            return _unjudged(Reason.DENIED_BEFORE)
        return None

    def _is_unknown(self, principal: str | None) -> bool:
        """Return whether a principal is a user or role that the snapshot does not have."""
        return principal is not None and not principal.endswith(":root") and self._plain.caller(principal) is None

    def _owner(self, request: JudgedRequest) -> str | None:
        found, _ = self._plain.request_and_layers(request.principal, request.action, request.resource, {})
        return found.resource_account

    def _of_denied(self, request: JudgedRequest) -> _Denial:
        before = self._verdict(request, Bound.EASIEST, after=False)
        strictest = self._verdict(request, Bound.STRICTEST, after=True)
        easiest = self._verdict(request, Bound.EASIEST, after=True) if request.unknown else strictest
        return _Denial(not before.allowed, strictest.allowed, not easiest.allowed)

    def _deciding(self, request: JudgedRequest, new: frozenset[Layer]) -> Deciding:
        """Return the statement that denies now, or that allowed before."""
        before, after = (self._trace(request, after=side) for side in (False, True))
        for entry in after.deciding:
            if entry.layer in new and entry.statement.deny:
                where = entry.policy.where(entry.statement.index)
                return Deciding(
                    entry.layer, entry.policy.name, _name(entry.statement.sid, entry.statement.index), where
                )
        return self._cause(before, after) or Deciding(after.verdict.layer, None, None, None)

    def _lifted(self, request: JudgedRequest) -> Deciding | None:
        """Return the statement that denied before, or that allows now."""
        return self._cause(*(self._trace(request, after=side) for side in (False, True)))

    def _cause(self, before: EvaluationTrace, after: EvaluationTrace) -> Deciding | None:
        for cause in causes(before, after, self._before, self._after):
            return Deciding(cause.layer, cause.policy, None if cause.whole else cause.sid, cause.origin)
        return None

    def _verdict(self, request: JudgedRequest, bound: Bound, *, after: bool) -> Verdict:
        evaluator = self._evaluator(after, bound, request.unknown)
        return evaluator.decide(request.principal, request.action, request.resource, request.context)

    def _trace(self, request: JudgedRequest, *, after: bool) -> EvaluationTrace:
        evaluator = self._evaluator(after, Bound.EASIEST, request.unknown)
        return evaluator.explain(request.principal, request.action, request.resource, request.context)

    def _evaluator(self, after: bool, bound: Bound, unknown: frozenset[str]) -> Evaluator:
        key = (after, bound if unknown else None, unknown)
        found = self._evaluators.get(key)
        if found is None:
            if len(self._evaluators) >= _VARIANTS:
                self._evaluators.clear()
                self._plain = Evaluator(self._before)  # it holds what the others compiled
            snapshot = self._after if after else self._before
            if unknown:
                snapshot = bounded(snapshot, unknown, bound, self.changes.recorded)
            found = self._evaluators[key] = self._plain.of(snapshot)
        return found


def _path(snapshot: Snapshot, account: str) -> tuple[str, ...]:
    return tuple(node.id for node in snapshot.path(account))


def _new(before: Verdict, after: Verdict) -> frozenset[Layer]:
    """Return the layers that do not allow a request after the change and did before."""
    return frozenset(after.blocked_by) - frozenset(before.blocked_by)


def _unjudged(reason: Reason, detail: str = "") -> Outcome:
    return Outcome(Effect.UNJUDGED, reason=reason, detail=detail)


def _name(sid: str | None, index: int) -> str:
    return sid or str(index + 1)
