"""Access to endpoints that are not AWS APIs: LocalStack's (`/_localstack`, `/_aws`) and ours (`/_causeway`).

They stop the engine, change it, or show the contents of calls, and LocalStack serves them to every caller. Here they
require the token of the project that started the engine, except those that only return its state and version.
"""

from __future__ import annotations

import hmac
import os
from http import HTTPStatus
from typing import Any

from sandbox.gateway.refusal import refuse

HEADER = "x-causeway-token"
VARIABLE = "SANDBOX_TOKEN"
"""Environment variable with the engine's token. An engine without one refuses its internal endpoints."""

SHOWN = frozenset({"_localstack/health", "_localstack/info", "_causeway/engine"})
"""Open to a GET of every caller: clients and tools poll them until the engine is ready."""

DATA_PLANE = ("_aws/execute-api/", "_aws/sns/SimpleNotificationService-")
"""Data planes of services: invoke URLs of REST APIs, the certificate that signs notifications."""


def is_internal(path: str) -> bool:
    """Return whether a path is that of an internal endpoint."""
    first = path.lstrip("/").split("/", 1)[0]
    return first in {"_aws", "_causeway"} or first.startswith("_localstack")


def needs_token(method: str, path: str) -> bool:
    """Return whether a request is for an internal endpoint that is not open to every caller."""
    path = path.lstrip("/")
    if not is_internal(path) or path.startswith(DATA_PLANE):
        return False
    return method not in {"GET", "HEAD"} or path.rstrip("/") not in SHOWN


def require_token(chain: Any, context: Any, _response: Any) -> None:
    """Refuse a request to an internal endpoint without the engine's token."""
    request = context.request
    if not needs_token(request.method, request.path):
        return
    token, given = os.environ.get(VARIABLE, ""), request.headers.get(HEADER, "")
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        message = (
            f"{request.path[:100]} requires the token of the project that runs this engine: "
            f"send the content of its .sandbox/engine-token in the header {HEADER}."
        )
        refuse(chain, HTTPStatus.FORBIDDEN, message)


def refuse_unknown(chain: Any, context: Any, _response: Any) -> None:
    """Refuse a request to an internal endpoint that nothing served: it is no call of an AWS service."""
    path = context.request.path
    if is_internal(path):
        refuse(chain, HTTPStatus.NOT_FOUND, f"There is no endpoint {path[:100]}.")
