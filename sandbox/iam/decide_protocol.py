"""One request and one verdict as JSON objects, for programs that are not written in Python.

Beside what every question has there are `principal_issuer` (ARN of the IAM user whose GetFederationToken made a
federated user) and `resource_settings` (what the resource's service keeps beside its policy: for a KMS key `manager`
and `grants`, for a bucket `restrict_public_buckets`, `ignore_public_acls`, `acl`, `object_acl` and `object_owner`; see
`services`). A verdict carries AWS's sentence as `message`, and `remarks`: what is legal but seldom meant (the names are
those of `warning.WarningName`).
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sandbox.iam import cache_sizes
from sandbox.iam.actions import facts
from sandbox.iam.decision import Decision
from sandbox.iam.document import Kind
from sandbox.iam.errors import MalformedInput
from sandbox.iam.evaluation_trace import EvaluationTrace, explain
from sandbox.iam.json_line import LineReader, ParsedField
from sandbox.iam.layers import Layer, Layers
from sandbox.iam.message import POLICY_TYPES, refusal
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.policy_warning import PolicyWarning
from sandbox.iam.request import Request
from sandbox.iam.statement_trace import StatementTrace

FIELDS = (
    "principal",
    "action",
    "resource",
    "resource_account",
    "context",
    "identity",
    "boundaries",
    "session",
    "resource_policy",
    "scps",
    "rcps",
    "endpoint",
    "principal_in_management_account",
    "resource_in_management_account",
    "principal_in_delegated_account",
    "principal_issuer",
    "resource_settings",
)


_READER = LineReader(frozenset(("identity", "boundaries", "session", "resource_policy", "scps", "rcps", "endpoint")))


def answer(line: str) -> dict[str, Any]:
    """Answer one line of JSON with a verdict, or with `{"error": ...}`."""
    try:
        request, layers = read(_READER.read(line))
    except ValueError as error:
        return {"error": str(error)}
    return write(explain(request, layers))


def read(query: object) -> tuple[Request, Layers]:
    """Return the request and the layers of a query; raises MalformedInput, or ValueError for an invalid value."""
    if not isinstance(query, Mapping):
        raise MalformedInput("a question is an object")
    for name in query:
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, 1)
            raise MalformedInput(f"unknown field {name!r}: {f'did you mean {near[0]!r}?' if near else FIELDS}")
    action = query.get("action")
    if not isinstance(action, str) or action.count(":") != 1:
        raise MalformedInput(f"action: {action!r} is none: write service:Action")
    request = Request.of(
        _text(query, "principal"),
        action,
        _text(query, "resource") or "*",
        context=_object(query, "context"),
        resource_account=_text(query, "resource_account"),
        principal_in_management_account=_flag(query, "principal_in_management_account"),
        resource_in_management_account=_flag(query, "resource_in_management_account"),
        principal_in_delegated_account=_flag(query, "principal_in_delegated_account"),
        principal_issuer=_text(query, "principal_issuer"),
        resource_settings=_object(query, "resource_settings"),
    )
    theirs = Kind.TRUST if facts(action).assumes_role else Kind.RESOURCE
    layers = Layers(
        identity=_made(query, "identity", Kind.IDENTITY, _set),
        boundaries=_made(query, "boundaries", Kind.BOUNDARY, _boundaries),
        session=_made(query, "session", Kind.SESSION, _single),
        resource=_made(query, "resource_policy", theirs, _single),
        scps=_made(query, "scps", Kind.SCP, _levels),
        rcps=_made(query, "rcps", Kind.RCP, _levels),
        endpoint=_made(query, "endpoint", Kind.ENDPOINT, _set),
    )
    return request, layers


def write(trace: EvaluationTrace) -> dict[str, Any]:
    """Return a verdict with its reasons as plain values."""
    verdict = trace.verdict
    return {
        "decision": verdict.decision.value,
        "layer": verdict.layer.value,
        "blocked_by": [layer.value for layer in verdict.blocked_by],
        "message": refusal(trace),
        "reasons": [_reason(entry) for entry in trace.deciding] or _silences(trace),
        "missing_keys": list(trace.missing_keys),
        "remarks": [_warning(warning) for warning in trace.warnings],
    }


def _warning(warning: PolicyWarning) -> dict[str, Any]:
    written = {
        "remark": warning.name.value,
        "subject": warning.subject,
        "layer": warning.layer.value if warning.layer else None,
        "policy": warning.policy,
        "statement": warning.statement,
    }
    return {key: value for key, value in written.items() if value is not None}


def _reason(entry: StatementTrace) -> dict[str, Any]:
    reason = {
        "layer": entry.layer.value,
        "level": entry.level,
        "policy": entry.policy.name,
        "statement": entry.statement.index,
        "sid": entry.statement.sid,
        "effect": "Deny" if entry.statement.deny else "Allow",
        "where": str(where) if (where := entry.policy.where(entry.statement.index)) else None,
    }
    return {**reason, "problems": list(entry.statement.problems)} if entry.statement.problems else reason


def _silences(trace: EvaluationTrace) -> list[dict[str, Any]]:
    """Return why nothing allows: each layer without an Allow, and its statements that match in part."""
    if trace.verdict.decision is Decision.ALLOW:
        caller = "the account root user" if trace.verdict.layer is Layer.IDENTITY else "everyone"
        return [{"layer": trace.verdict.layer.value, "because": f"{caller} may do this without a policy"}]
    if trace.refused_by_service:
        return [{"layer": Layer.IDENTITY.value, "because": "the service refuses such a caller, regardless of policies"}]
    if trace.verdict.service_refusal is not None:
        return [{"layer": Layer.IDENTITY.value, "because": trace.verdict.service_refusal.reason}]
    return [
        {
            "layer": layer.value,
            "because": f"no {POLICY_TYPES[layer]} allows {trace.request.action}",
            "closest": _closest(trace, layer),
        }
        for layer in trace.verdict.blocked_by
    ]


def _closest(trace: EvaluationTrace, layer: Layer) -> list[dict[str, Any]]:
    near = [e for e in trace.covering if e.layer is layer and not e.statement.deny and e.failed is not None]
    return [{**_reason(entry), "failed": entry.failed} for entry in near]


def _text(query: Mapping[str, Any], name: str) -> str | None:
    value = query.get(name)
    if value is not None and not isinstance(value, str):
        raise MalformedInput(f"{name}: {value!r} is not text")
    return value


def _object(query: Mapping[str, Any], name: str) -> Mapping[str, object]:
    value = query.get(name)
    if value is not None and not isinstance(value, Mapping):
        raise MalformedInput(f"{name}: write an object, not {value!r}")
    return value or {}


def _flag(query: Mapping[str, Any], name: str) -> bool:
    value = query.get(name)
    if value not in (None, True, False):
        raise MalformedInput(f"{name}: {value!r} is neither true nor false")
    return bool(value)


def _list(value: object, name: str) -> Sequence[object]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise MalformedInput(f"{name}: write a list of policy documents")
    return value


def _made[T](query: Mapping[str, Any], name: str, kind: Kind, make: Callable[[object, str, Kind], T]) -> T:
    value = query.get(name)
    if isinstance(value, ParsedField):
        return value.compiled(kind, lambda documents: make(documents, name, kind))
    return make(value, name, kind)


def _set(value: object, name: str, kind: Kind) -> PolicySet | None:
    documents = _list(value, name)
    return _compiled(documents, kind) if documents else None


def _single(document: object, _: str, kind: Kind) -> PolicySet | None:
    return _compiled([document], kind) if document not in (None, []) else None


def _boundaries(value: object, name: str, kind: Kind) -> tuple[PolicySet, ...]:
    return tuple(_compiled([document], kind) for document in _list(value, name))


def _levels(value: object, name: str, kind: Kind) -> tuple[PolicySet, ...]:
    return tuple(_compiled(_list(level, f"{name}[{n}]"), kind) for n, level in enumerate(_list(value, name)))


def _compiled(documents: Sequence[object], kind: Kind) -> PolicySet:
    return _remembered(json.dumps(documents), kind)


@lru_cache(maxsize=cache_sizes.DOCUMENTS)
def _remembered(documents: str, kind: Kind) -> PolicySet:
    """Compiled once although every line brings them again: programs ask much of the same policies."""
    return PolicySet.of(json.loads(documents), kind)
