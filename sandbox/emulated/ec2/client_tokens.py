"""Client tokens: the same request again returns what the first one created.

Source: "Ensuring idempotency in Amazon EC2 API requests".
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call


def repeated(call: Call) -> str | None:
    """Return the id of what an earlier request with the same client token created."""
    token = call.request.get("ClientToken")
    earlier = _known(call).get((call.operation, token)) if token else None
    if earlier is None:
        return None
    request, id_ = earlier
    if request != call.request:
        raise AwsError(
            "IdempotentParameterMismatch",
            "The request uses the same client token as a previous, but non-identical request.",
        )
    return id_


def remember(call: Call, id_: str) -> None:
    """Remember what a request with a client token created."""
    if token := call.request.get("ClientToken"):
        _known(call)[call.operation, token] = (dict(call.request), id_)


def _known(call: Call) -> dict[tuple[str, str], tuple[dict[str, Any], str]]:
    own = backend.of(call)
    if not hasattr(own, "client_tokens"):
        own.client_tokens = {}
    known: dict[tuple[str, str], tuple[dict[str, Any], str]] = own.client_tokens
    return known
