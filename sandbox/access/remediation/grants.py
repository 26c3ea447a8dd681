"""Edits that may allow a request that is denied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
from sandbox.iam import EvaluationTrace, Layer, Policy, Principal, StatementTrace
from sandbox.iam.policy_json import texts

_EXEMPTING = ("ArnNotLike", "ArnNotEquals", "StringNotLike", "StringNotEquals")
_MATCHING = ("StringEquals", "StringLike", "ArnLike", "ArnEquals")
_PRINCIPAL_ARN = "aws:PrincipalArn"
_WHOLE_CONDITION = 2
"""Size of an edit that adds or drops a whole condition: more than one that adds a value to it."""


def grant_edits(trace: EvaluationTrace) -> Iterator[Edit]:
    """Yield candidate edits for every layer that does not allow the request, not yet evaluated."""
    blocking = set(trace.verdict.blocked_by)
    for entry in trace.entries:
        if entry.layer not in blocking or not editable(entry.policy):
            continue
        if entry.statement.deny and entry.matched:
            yield from _exempt(entry, trace)
        elif not entry.statement.deny and not entry.matched:
            yield from _widen(entry, trace)
    for layer in trace.verdict.blocked_by:
        yield from _new_grants(trace, layer)


def _principal_arn(trace: EvaluationTrace) -> str:
    values = trace.request.values(_PRINCIPAL_ARN.lower())
    return values[0] if values else "*"


def _exempt(entry: StatementTrace, trace: EvaluationTrace) -> Iterator[Edit]:
    """Yield edits by which a Deny no longer matches the request."""
    policy, index, raw = entry.policy, entry.statement.index, entry.raw
    name, action, principal = statement_name(policy, index), trace.request.action, _principal_arn(trace)
    listed = texts(raw.get("Action"))
    if len(listed) > 1 and action.lower() in (text.lower() for text in listed):
        kept = [text for text in listed if text.lower() != action.lower()]
        yield rewritten(policy, index, {**raw, "Action": kept}, f"remove {action} from Action of {name}")
    if "NotAction" in raw:
        excluded = [*texts(raw["NotAction"]), action]
        yield rewritten(policy, index, {**raw, "NotAction": excluded}, f"add {action} to NotAction of {name}")
    for operator in _EXEMPTING:
        for key in condition_of(raw).get(operator, {}):
            of_principal = key.lower() == _PRINCIPAL_ARN.lower()
            values = (principal,) if of_principal else trace.request.values(key.lower())
            if values:
                exempting = _with_values(raw, operator, key, values)
                yield rewritten(policy, index, exempting, f"add {values[0]} to {operator} {key} of {name}")
    exempt = _with_values(raw, "ArnNotLike", _PRINCIPAL_ARN, (principal,))
    description = f"exempt {principal} from {name} (ArnNotLike {_PRINCIPAL_ARN})"
    yield rewritten(policy, index, exempt, description, _WHOLE_CONDITION)
    yield from removed(policy, index)


def _widen(entry: StatementTrace, trace: EvaluationTrace) -> Iterator[Edit]:
    """Yield edits by which an Allow matches the request."""
    policy, index, raw, request = entry.policy, entry.statement.index, entry.raw, trace.request
    name = statement_name(policy, index)
    if entry.failed == "Action" and "Action" in raw:
        wider = {**raw, "Action": [*texts(raw["Action"]), request.action]}
        yield rewritten(policy, index, wider, f"add {request.action} to Action of {name}")
    elif entry.failed == "Resource" and "Resource" in raw:
        wider = {**raw, "Resource": [*texts(raw["Resource"]), request.resource]}
        yield rewritten(policy, index, wider, f"add {request.resource} to Resource of {name}")
    elif entry.failed == "Condition":
        for operator in _MATCHING:
            for key in condition_of(raw).get(operator, {}):
                if values := request.values(key.lower()):
                    matching = _with_values(raw, operator, key, values)
                    yield rewritten(policy, index, matching, f"add {values[0]} to {operator} {key} of {name}")
        rest = {element: value for element, value in raw.items() if element != "Condition"}
        yield rewritten(policy, index, rest, f"drop the Condition of {name}", _WHOLE_CONDITION)


def _new_grants(trace: EvaluationTrace, layer: Layer) -> Iterator[Edit]:
    """Yield edits that add an Allow to each policy of a layer."""
    if layer is Layer.RCP:
        return  # RCPFullAWSAccess allows already
    request = trace.request
    statement: dict[str, Any] = {"Effect": "Allow", "Action": request.action}
    if layer is not Layer.TRUST:
        statement["Resource"] = request.resource
    if layer in (Layer.RESOURCE, Layer.TRUST):
        statement["Principal"] = _principal_element(request.principal, _principal_arn(trace))
    seen: list[Policy] = []
    for entry in trace.entries:
        if entry.layer is layer and editable(entry.policy) and all(entry.policy is not policy for policy in seen):
            seen.append(entry.policy)
            yield added(entry.policy, statement)


def _principal_element(principal: Principal, arn: str) -> str | RawStatement:
    if principal.account is None:
        return {"Service": principal.arn} if principal.arn else "*"
    return {"AWS": arn}


def _with_values(raw: RawStatement, operator: str, key: str, values: tuple[str, ...]) -> RawStatement:
    condition = condition_of(raw)
    block = condition.get(operator, {})
    listed = [*texts(block.get(key)), *values]
    return {**raw, "Condition": {**condition, operator: {**block, key: listed}}}
