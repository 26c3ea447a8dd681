"""Edits that might refuse a request that goes through."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from sandbox.access.guards import Guard, bearing_policies, sids_of
from sandbox.access.remediation.edit import Edit, Raw, added, editable, removed, rewritten, statements, texts
from sandbox.iam import EvaluationTrace, Layer, Policy, StatementTrace

_LIMITS = (Layer.BOUNDARY, Layer.SCP, Layer.RCP)
_STAGES = ("Condition", "Resource", "Principal", "Action")


def near_misses(ledger: EvaluationTrace, guard: Guard | None = None) -> list[StatementTrace]:
    """Denies of the program that do not fit the request, the nearest first; with a guard: its own."""
    found = [e for e in ledger.entries if e.statement.deny and not e.matched and editable(e.policy)]
    if guard is not None:
        found = [entry for entry in found if _is(entry, guard)]
    return sorted(found, key=lambda entry: _distance(entry, ledger.request.action))


def tightenings(ledger: EvaluationTrace, guard: Guard | None = None) -> Iterator[Edit]:
    """Candidates, the guard's own alone where there is one; none of them is tried yet."""
    for entry in near_misses(ledger, guard)[:6]:
        yield from _widen(entry, ledger)
    if guard is not None:
        for entry in ledger.entries:
            if _is(entry, guard) and guard.sid and not entry.statement.deny and editable(entry.policy):
                yield from _limit(entry, ledger) if entry.layer in _LIMITS else _take(entry, ledger)
    else:
        for entry in ledger.entries:
            if entry.matched and not entry.statement.deny and editable(entry.policy):
                yield from _take(entry, ledger)
    for policy in _limiting(ledger, guard):
        sid = {"Sid": guard.sid} if guard and guard.sid else {}
        raw: Raw = {**sid, "Effect": "Deny", "Action": ledger.request.action, "Resource": "*"}
        yield added(policy, {**raw, "Principal": "*"} if _names_principals(policy) else raw)


def _widen(entry: StatementTrace, ledger: EvaluationTrace) -> Iterator[Edit]:
    policy, index, request = entry.policy, entry.statement.index, ledger.request
    sid = entry.statement.sid or f"statement {index + 1}"
    raw = statements(policy)[index]
    if entry.failed == "Action" and "Action" in raw:
        wider = {**raw, "Action": [*texts(raw, "Action"), request.action]}
        yield rewritten(policy, index, wider, f"add {request.action} to Action of {sid}")
    elif entry.failed == "Action":
        for text in texts(raw, "NotAction"):
            kept = [other for other in texts(raw, "NotAction") if other != text]
            if kept and text.partition(":")[0].lower() == request.action.partition(":")[0].lower():
                yield rewritten(policy, index, {**raw, "NotAction": kept}, f"take {text} out of NotAction of {sid}")
    elif entry.failed == "Resource" and "Resource" in raw:
        wider = {**raw, "Resource": [*texts(raw, "Resource"), request.resource]}
        yield rewritten(policy, index, wider, f"add {request.resource} to Resource of {sid}")
    elif entry.failed == "Condition":
        yield from _without(entry, raw, sid)


def _without(entry: StatementTrace, raw: Raw, sid: str) -> Iterator[Edit]:
    """A condition less, or a value less in one."""
    policy, index = entry.policy, entry.statement.index
    condition: Raw = raw.get("Condition", {})
    for operator, block in condition.items():
        for key in block:
            values = texts(block, key) if isinstance(block[key], str | list) else []
            for value in values if len(values) > 1 else ():
                fewer = {**block, key: [other for other in values if other != value]}
                less = {**raw, "Condition": {**condition, operator: fewer}}
                yield rewritten(policy, index, less, f"take {value} out of {operator} {key} of {sid}")
            rest = {name: value for name, value in block.items() if name != key}
            kept = {**condition, operator: rest} if rest else {n: b for n, b in condition.items() if n != operator}
            less = {**raw, "Condition": kept} if kept else {n: v for n, v in raw.items() if n != "Condition"}
            yield rewritten(policy, index, less, f"drop {operator} {key} from {sid}", 2)


def _limit(entry: StatementTrace, ledger: EvaluationTrace) -> Iterator[Edit]:
    """What allows in a layer that only limits was meant to deny."""
    turned = {**statements(entry.policy)[entry.statement.index], "Effect": "Deny"}
    yield rewritten(
        entry.policy, entry.statement.index, turned, f"make {entry.statement.sid or ledger.request.action} a Deny"
    )


def _take(entry: StatementTrace, ledger: EvaluationTrace) -> Iterator[Edit]:
    """Out of what grants it."""
    policy, index, action = entry.policy, entry.statement.index, ledger.request.action.lower()
    raw = statements(policy)[index]
    actions = texts(raw, "Action")
    if len(actions) > 1 and action in (text.lower() for text in actions):
        kept = [text for text in actions if text.lower() != action]
        sid = entry.statement.sid or f"statement {index + 1}"
        yield rewritten(policy, index, {**raw, "Action": kept}, f"take {ledger.request.action} out of Action of {sid}")
    yield from removed(policy, index)


def _limiting(ledger: EvaluationTrace, guard: Guard | None) -> list[Policy]:
    if guard is not None:
        # A statement that is there is to be mended, not written twice.
        found = [policy for policy in bearing_policies(ledger, guard) if guard.sid not in sids_of(policy)]
        return [policy for policy in found if editable(policy)][:1]
    seen: list[Policy] = []
    for entry in ledger.entries:
        if entry.layer in _LIMITS and editable(entry.policy) and all(entry.policy is not known for known in seen):
            seen.append(entry.policy)
    return seen


def _is(entry: StatementTrace, guard: Guard) -> bool:
    return entry.policy.name == guard.policy and guard.sid in (None, entry.statement.sid)


def _names_principals(policy: Policy) -> bool:
    return any("Principal" in raw for raw in statements(policy))


def _distance(entry: StatementTrace, action: str) -> tuple[int, float]:
    raw = statements(entry.policy)[entry.statement.index]
    listed = texts(raw, "Action")
    likeness = max((difflib.SequenceMatcher(None, text.lower(), action.lower()).ratio() for text in listed), default=0)
    stage = _STAGES.index(entry.failed) if entry.failed in _STAGES else 0
    return stage, -likeness
