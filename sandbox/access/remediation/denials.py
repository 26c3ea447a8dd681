"""Edits that may deny a request that is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from sandbox.access.expected_denial import ExpectedDenial, applying_policies, sids_of
from sandbox.access.remediation.edit import (
    Edit,
    RawStatement,
    added,
    condition_of,
    editable,
    removed,
    rewritten,
    statement_name,
)
from sandbox.iam import EvaluationTrace, Layer, Policy, StatementTrace
from sandbox.iam.policy_json import statements, texts

_LIMITS = (Layer.BOUNDARY, Layer.SCP, Layer.RCP)
_ELEMENTS = ("Condition", "Resource", "Principal", "Action")
"""Elements that may not match, the one nearest to a match first: they are compared in the opposite order."""
_WIDENED = 6
"""Near misses that are widened: those after them differ in the action itself, and adding a statement is smaller."""
_DROPPED_CONDITION = 2
"""Size of an edit that drops a whole condition: more than one that changes a value."""


def near_misses(trace: EvaluationTrace, expected: ExpectedDenial | None = None) -> list[StatementTrace]:
    """Return the program's Deny statements that do not match the request, the nearest first.

    Args:
        trace: The evaluation of the request.
        expected: Return only its statements.

    """
    found = [e for e in trace.entries if e.statement.deny and not e.matched and editable(e.policy)]
    if expected is not None:
        found = [entry for entry in found if _belongs_to(entry, expected)]
    return sorted(found, key=lambda entry: _distance(entry, trace.request.action))


def denial_edits(trace: EvaluationTrace, expected: ExpectedDenial | None = None) -> Iterator[Edit]:
    """Yield candidate edits, not yet evaluated; with an expected denial, edits of its policy alone."""
    for entry in near_misses(trace, expected)[:_WIDENED]:
        yield from _widen(entry, trace)
    if expected is not None:
        for entry in trace.entries:
            named = _belongs_to(entry, expected) and expected.sid
            if named and not entry.statement.deny and editable(entry.policy):
                yield from _change_to_deny(entry, trace) if entry.layer in _LIMITS else _revoke(entry, trace)
    else:
        for entry in trace.entries:
            if entry.matched and not entry.statement.deny and editable(entry.policy):
                yield from _revoke(entry, trace)
    for policy in _limiting_policies(trace, expected):
        sid = {"Sid": expected.sid} if expected and expected.sid else {}
        statement: RawStatement = {**sid, "Effect": "Deny", "Action": trace.request.action, "Resource": "*"}
        yield added(policy, {**statement, "Principal": "*"} if _names_principals(policy) else statement)


def _widen(entry: StatementTrace, trace: EvaluationTrace) -> Iterator[Edit]:
    policy, index, request = entry.policy, entry.statement.index, trace.request
    name, raw = statement_name(policy, index), entry.raw
    if entry.failed == "Action" and "Action" in raw:
        wider = {**raw, "Action": [*texts(raw["Action"]), request.action]}
        yield rewritten(policy, index, wider, f"add {request.action} to Action of {name}")
    elif entry.failed == "Action":
        excluded = texts(raw.get("NotAction"))
        for text in excluded:
            kept = [other for other in excluded if other != text]
            if kept and text.partition(":")[0].lower() == request.action.partition(":")[0].lower():
                yield rewritten(policy, index, {**raw, "NotAction": kept}, f"remove {text} from NotAction of {name}")
    elif entry.failed == "Resource" and "Resource" in raw:
        wider = {**raw, "Resource": [*texts(raw["Resource"]), request.resource]}
        yield rewritten(policy, index, wider, f"add {request.resource} to Resource of {name}")
    elif entry.failed == "Condition":
        yield from _with_fewer_conditions(entry, name)


def _with_fewer_conditions(entry: StatementTrace, name: str) -> Iterator[Edit]:
    """Yield edits that drop one condition, or one value of one."""
    policy, index, raw = entry.policy, entry.statement.index, entry.raw
    condition = condition_of(raw)
    for operator, block in condition.items():
        for key in block:
            values = texts(block[key])
            for value in values if len(values) > 1 else ():
                fewer = {**block, key: [other for other in values if other != value]}
                less = {**raw, "Condition": {**condition, operator: fewer}}
                yield rewritten(policy, index, less, f"remove {value} from {operator} {key} of {name}")
            rest = {other: value for other, value in block.items() if other != key}
            kept = {**condition, operator: rest} if rest else {n: b for n, b in condition.items() if n != operator}
            less = {**raw, "Condition": kept} if kept else {n: v for n, v in raw.items() if n != "Condition"}
            yield rewritten(policy, index, less, f"drop {operator} {key} from {name}", _DROPPED_CONDITION)


def _change_to_deny(entry: StatementTrace, trace: EvaluationTrace) -> Iterator[Edit]:
    """Yield the edit for an Allow in a layer that only limits: it was meant to deny."""
    denying = {**entry.raw, "Effect": "Deny"}
    name = entry.statement.sid or trace.request.action
    yield rewritten(entry.policy, entry.statement.index, denying, f"make {name} a Deny")


def _revoke(entry: StatementTrace, trace: EvaluationTrace) -> Iterator[Edit]:
    """Yield the edits that remove the action, or the whole statement, from what allows it."""
    policy, index, action = entry.policy, entry.statement.index, trace.request.action
    listed = texts(entry.raw.get("Action"))
    if len(listed) > 1 and action.lower() in (text.lower() for text in listed):
        kept = [text for text in listed if text.lower() != action.lower()]
        description = f"remove {action} from Action of {statement_name(policy, index)}"
        yield rewritten(policy, index, {**entry.raw, "Action": kept}, description)
    yield from removed(policy, index)


def _limiting_policies(trace: EvaluationTrace, expected: ExpectedDenial | None) -> list[Policy]:
    """Return the policies that a Deny may be added to."""
    if expected is not None:
        # A statement that exists is to be corrected, not written a second time.
        found = [policy for policy in applying_policies(trace, expected) if expected.sid not in sids_of(policy)]
        return [policy for policy in found if editable(policy)][:1]
    seen: list[Policy] = []
    for entry in trace.entries:
        if entry.layer in _LIMITS and editable(entry.policy) and all(entry.policy is not known for known in seen):
            seen.append(entry.policy)
    return seen


def _belongs_to(entry: StatementTrace, expected: ExpectedDenial) -> bool:
    return entry.policy.name == expected.policy and expected.sid in (None, entry.statement.sid)


def _names_principals(policy: Policy) -> bool:
    return any("Principal" in statement for statement in statements(policy.document))


def _distance(entry: StatementTrace, action: str) -> tuple[int, float]:
    listed = texts(entry.raw.get("Action"))
    likeness = max((difflib.SequenceMatcher(None, text.lower(), action.lower()).ratio() for text in listed), default=0)
    stage = _ELEMENTS.index(entry.failed) if entry.failed in _ELEMENTS else 0
    return stage, -likeness
