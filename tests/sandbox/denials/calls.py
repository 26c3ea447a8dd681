"""Denied calls as the engine keeps them, of requests in a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sandbox.denials.call import DeniedCall, EvaluatedRequest
from sandbox.iam import Evaluator, Kind, Policy, PolicySet, Snapshot, explain
from sandbox.iam.message import refusal

MOMENT = datetime(2026, 11, 30, 12, 0, 5, tzinfo=UTC)


def denied_call(
    snapshot: Snapshot,
    principal: str,
    action: str,
    resource: str = "*",
    *,
    context: Mapping[str, object] | None = None,
    session: tuple[Policy, ...] = (),
) -> DeniedCall:
    """Return the record of a request that the snapshot's policies deny."""
    request, layers = Evaluator(snapshot).request_and_layers(principal, action, resource, context)
    trace = explain(request, replace(layers, session=PolicySet(session, Kind.SESSION) if session else None))
    message = refusal(trace)
    assert message is not None
    service, operation = action.split(":")
    return DeniedCall(
        id="1f0c2a9e-0000-4000-8000-000000000001",
        time=MOMENT,
        refused=True,
        account=request.principal.account,
        service=service,
        operation=operation,
        region="us-east-1",
        error_code="AccessDenied",
        message=message,
        request=EvaluatedRequest.of(trace),
    )
