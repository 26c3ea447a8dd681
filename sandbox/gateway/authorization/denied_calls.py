"""The denied calls of this engine, in the order in which they were refused."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime
from typing import Any

from sandbox.denials.call import DeniedCall, EvaluatedRequest
from sandbox.emulated.caller import Caller
from sandbox.emulated.errors import AwsError
from sandbox.iam import EvaluationTrace
from sandbox.iam.message import refusal

KEPT = 1000
"""Calls that are kept, the newest; at some 3 kB each they take about 3 MB."""

_calls: deque[DeniedCall] = deque(maxlen=KEPT)


def listed() -> tuple[DeniedCall, ...]:
    """Return the kept calls, the newest last."""
    return tuple(_calls)


def keep(context: Any, caller: Caller, error: AwsError, trace: EvaluationTrace | None, *, refused: bool) -> None:
    """Keep a call.

    Args:
        context: LocalStack's context of the request.
        caller: Who calls.
        error: What the client gets, or would get.
        trace: The evaluation of the first request that is denied; None where the operation has no mapping.
        refused: Whether the client got the error.

    """
    _calls.append(
        DeniedCall(
            id=context.request_id,
            time=datetime.now(UTC),
            refused=refused,
            account=caller.account or caller.source.account,
            service=context.service.service_name,
            operation=context.operation.name,
            region=context.region,
            error_code=error.code,
            message=(refusal(trace) if trace else None) or error.message,
            request=EvaluatedRequest.of(trace) if trace else None,
        )
    )
