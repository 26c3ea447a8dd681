"""The text of a denied call: the request, AWS's message, the line, the decision, the smallest edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.denials.call import DeniedCall, EvaluatedRequest
from sandbox.denials.explanation import Explanation
from sandbox.iam import Layer
from sandbox.iam.message import POLICY_TYPES, refusal
from sandbox.report.decision_json import decision_json
from sandbox.report.decision_tree import as_lines, decision_tree
from sandbox.report.remediation_text import remediation_text

ID_CHARACTERS = 8
"""Of an id that are shown: enough for a thousand calls, and what `sandbox iam explain` takes."""


def short_id(call: DeniedCall) -> str:
    """Return the beginning of the call's id."""
    return call.id[:ID_CHARACTERS]


def decided_by(request: EvaluatedRequest) -> str:
    """Return the decision and its layer: `explicit deny by service control policy`."""
    return f"{request.decision.replace('_', ' ')} by {POLICY_TYPES[Layer(request.layer)]}"


def summary(call: DeniedCall) -> Iterator[str]:
    """Yield what is recorded of a call, without its request."""
    outcome = "refused with" if call.refused else "executed in mode audit; else refused with"
    yield f"{call.service}.{call.operation} in {call.region} at {call.time:%Y-%m-%d %H:%M:%S} UTC, request {call.id}"
    yield f"{outcome} {call.error_code}: {call.message}"


def request_text(found: Explanation) -> Iterator[str]:
    """Yield the call, its request with every condition key, and the line that decides."""
    yield from summary(found.call)
    request = found.request
    yield f"principal: {request.principal or 'anonymous'}"
    yield f"action: {request.action}"
    yield f"resource: {request.resource}"
    for key, values in request.context.items():
        yield f"  {key} = {', '.join(values)}"
    if not found.confirmed:
        yield from _changed(found)
    if found.where:
        yield f"decided at {found.where}"


def decision_text(found: Explanation) -> Iterator[str]:
    """Yield the decision as a tree of text."""
    yield from as_lines(decision_tree(found.trace, found.evaluator.snapshot))


def edit_text(found: Explanation) -> Iterator[str]:
    """Yield the smallest edit, re-evaluated, and what else it changes; nothing where the request is allowed."""
    if not found.trace.verdict.allowed:
        yield from remediation_text(found.remediation)


def explanation_json(found: Explanation) -> dict[str, Any]:
    """Return the explanation as plain values."""
    offered, where = found.remediation, found.where
    return {
        "call": found.call.to_json(),
        "confirmed": found.confirmed,
        "decision": decision_json(found.trace, refusal(found.trace)),
        "origin": str(where) if where else None,
        "remediation": offered
        and {
            "edits": [
                {
                    "description": edit.description,
                    "policy": edit.policy.name,
                    "origin": str(edit.where) if edit.where else None,
                    "document": edit.changed.document,
                }
                for edit in offered.edits
            ],
            "decision": offered.verdict.decision.value,
            "allowed": list(offered.impact.allowed),
            "denied": list(offered.impact.denied),
            "complete": offered.impact.complete,
        },
    }


def _changed(found: Explanation) -> Iterator[str]:
    """Yield the recorded decision where the snapshot gives another one."""
    request = found.request
    statements = f" ({', '.join(map(str, request.deciding))})" if request.deciding else ""
    yield (
        f"the engine's decision was {decided_by(request)}{statements}; the snapshot {found.evaluator.snapshot.source} "
        "gives another one: policies were changed since, or the snapshot does not have them"
    )
