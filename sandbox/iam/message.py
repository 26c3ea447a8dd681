"""The message with which AWS denies a request, word for word where AWS publishes it.

Reference: IAM user guide, troubleshoot_access-denied ("Access denied error message examples").
"""

from __future__ import annotations

from sandbox.iam.decision import Decision
from sandbox.iam.evaluation_trace import EvaluationTrace
from sandbox.iam.layers import Layer
from sandbox.iam.request import Request
from sandbox.iam.service_refusal import RefusalType, ServiceRefusal

POLICY_TYPES = {
    Layer.IDENTITY: "identity-based policy",
    Layer.RESOURCE: "resource-based policy",
    Layer.TRUST: "role trust policy",
    Layer.BOUNDARY: "permissions boundary",
    Layer.SESSION: "session policy",
    Layer.SCP: "service control policy",
    Layer.RCP: "resource control policy",
    Layer.ENDPOINT: "VPC endpoint policy",
}


def refusal(trace: EvaluationTrace) -> str | None:
    """AWS's message for a refused request; None where it is allowed."""
    request, verdict = trace.request, trace.verdict
    if verdict.allowed:
        return None
    start = f"User: {request.principal.arn or 'anonymous'} is not authorized to perform: {request.action}"
    what = f" on resource: {request.resource}" if request.resource != "*" else ""
    if trace.refused_by_service:
        return f"{start}{what}: the service refuses {request.action} to such a caller, regardless of policies"
    if verdict.service_refusal is not None:
        return _of_service(f"{start}{what}", request, verdict.service_refusal)
    kind = POLICY_TYPES[verdict.layer]
    article = "the" if verdict.layer is Layer.TRUST else "an" if kind[0] in "aeiou" else "a"
    match verdict.decision:
        case Decision.EXPLICIT_DENY:
            arn = next((e.policy.arn for e in trace.deciding if e.layer is verdict.layer), None)
            named = f": {arn}" if arn else ""
            return f"{start}{what} with an explicit deny in {article} {kind}{named}"
        case Decision.IMPLICIT_DENY:
            return f"{start}{what} because no {kind} allows the {request.action} action"
        case _:
            problem = next((p for e in trace.deciding for p in e.statement.problems), "")
            return f"{start}{what}: {article} {kind} cannot be evaluated: {problem}"


def _of_service(denied: str, request: Request, refused: ServiceRefusal) -> str:
    if refused.type is RefusalType.NAME:
        return f"Invalid name in {request.action} of {request.resource}: {refused.reason} ({refused.page})"
    return f"{denied}: AWS refuses this regardless of policies: {refused.reason} ({refused.page})"
