"""Edits that might let a refused request through."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.access.remediation.edit import Edit, Raw, added, editable, removed, rewritten, statements, texts
from sandbox.iam import EvaluationTrace, Layer, Policy, Principal, StatementTrace

_EXEMPTIONS = ("ArnNotLike", "ArnNotEquals", "StringNotLike", "StringNotEquals")
_POSITIVE = ("StringEquals", "StringLike", "ArnLike", "ArnEquals")
_PRINCIPAL_ARN = "aws:PrincipalArn"


def loosenings(ledger: EvaluationTrace) -> Iterator[Edit]:
    """Candidates, for every layer that stands in the way; none of them is tried yet."""
    blocking = set(ledger.verdict.blocked_by)
    for entry in ledger.entries:
        if entry.layer not in blocking or not editable(entry.policy):
            continue
        if entry.statement.deny and entry.matched:
            yield from _spare(entry, ledger)
        elif not entry.statement.deny and not entry.matched:
            yield from _grant(entry, ledger)
    for layer in ledger.verdict.blocked_by:
        yield from _new_grants(ledger, layer)


def principal_arn(ledger: EvaluationTrace) -> str:
    """The caller as aws:PrincipalArn shows it."""
    values = ledger.request.values("aws:principalarn")
    return values[0] if values else "*"


def _spare(entry: StatementTrace, ledger: EvaluationTrace) -> Iterator[Edit]:
    policy, index = entry.policy, entry.statement.index
    sid, action, who = entry.statement.sid or f"statement {index + 1}", ledger.request.action, principal_arn(ledger)
    raw = statements(policy)[index]
    actions = texts(raw, "Action")
    if len(actions) > 1 and action.lower() in (text.lower() for text in actions):
        kept = [text for text in actions if text.lower() != action.lower()]
        yield rewritten(policy, index, {**raw, "Action": kept}, f"take {action} out of Action of {sid}")
    if "NotAction" in raw:
        listed = [*texts(raw, "NotAction"), action]
        yield rewritten(policy, index, {**raw, "NotAction": listed}, f"add {action} to NotAction of {sid}")
    for operator in _EXEMPTIONS:
        block = raw.get("Condition", {}).get(operator, {})
        for key in block:
            values = (who,) if key.lower() == _PRINCIPAL_ARN.lower() else ledger.request.values(key.lower())
            if values:
                wider = _widened(raw, operator, key, values)
                yield rewritten(policy, index, wider, f"add {values[0]} to {operator} {key} of {sid}")
    exempt = _widened(raw, "ArnNotLike", _PRINCIPAL_ARN, (who,))
    yield rewritten(policy, index, exempt, f"exempt {who} from {sid} (ArnNotLike {_PRINCIPAL_ARN})", 2)
    yield from removed(policy, index)


def _grant(entry: StatementTrace, ledger: EvaluationTrace) -> Iterator[Edit]:
    policy, index, request = entry.policy, entry.statement.index, ledger.request
    sid = entry.statement.sid or f"statement {index + 1}"
    raw = statements(policy)[index]
    if entry.failed == "Action" and "Action" in raw:
        wider = {**raw, "Action": [*texts(raw, "Action"), request.action]}
        yield rewritten(policy, index, wider, f"add {request.action} to Action of {sid}")
    elif entry.failed == "Resource" and "Resource" in raw:
        wider = {**raw, "Resource": [*texts(raw, "Resource"), request.resource]}
        yield rewritten(policy, index, wider, f"add {request.resource} to Resource of {sid}")
    elif entry.failed == "Condition":
        for operator in _POSITIVE:
            for key in raw.get("Condition", {}).get(operator, {}):
                if values := request.values(key.lower()):
                    wider = _widened(raw, operator, key, values)
                    yield rewritten(policy, index, wider, f"add {values[0]} to {operator} {key} of {sid}")
        rest = {name: value for name, value in raw.items() if name != "Condition"}
        yield rewritten(policy, index, rest, f"drop the Condition of {sid}", 2)


def _new_grants(ledger: EvaluationTrace, layer: Layer) -> Iterator[Edit]:
    request = ledger.request
    raw: Raw = {"Effect": "Allow", "Action": request.action}
    if layer is not Layer.TRUST:
        raw["Resource"] = request.resource
    if layer in (Layer.RESOURCE, Layer.TRUST):
        raw["Principal"] = _principal(request.principal, principal_arn(ledger))
    elif layer is Layer.RCP:
        return  # RCPFullAWSAccess allows already
    seen: list[Policy] = []
    for entry in ledger.entries:
        if entry.layer is layer and editable(entry.policy) and all(entry.policy is not policy for policy in seen):
            seen.append(entry.policy)
            yield added(entry.policy, raw)


def _principal(principal: Principal, arn: str) -> str | Raw:
    if principal.account is None:
        return {"Service": principal.arn} if principal.arn else "*"
    return {"AWS": arn}


def _widened(raw: Raw, operator: str, key: str, values: tuple[str, ...]) -> Raw:
    condition = raw.get("Condition", {})
    block = condition.get(operator, {})
    listed = [*texts(block, key), *values]
    return {**raw, "Condition": {**condition, operator: {**block, key: listed}}}
