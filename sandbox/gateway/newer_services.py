"""Refuse what only newer models of AWS have and the engine would take for something else: by name, with 501."""

from __future__ import annotations

import json
import re
from typing import Any

import cbor2

from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.newer_models import unknown_operations
from sandbox.gateway.aws_error import answer, exception

CREDENTIAL = re.compile(r"[^/]+/[^/]+/[^/]+/(?P<service>[^/,]+)/aws4_request")
"""The scope of Signature Version 4: access key, date, Region, service.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
"""


def refuse_services(chain: Any, context: Any, response: Any) -> None:
    """Refuse a request that is signed for a service which the engine does not know."""
    request = context.request
    scope = request.headers.get("Authorization") or request.args.get("X-Amz-Credential") or ""
    signed = CREDENTIAL.search(scope)
    service = unknown_operations.service_signed_as(signed["service"]) if signed else None
    if service is None:
        return
    error = NotEmulatedError(service, _name(request))
    body = {"__type": error.code, "message": error.message}
    response.status_code = error.status
    response.headers["x-amzn-errortype"] = error.code
    if "cbor" in request.headers.get("smithy-protocol", ""):
        response.headers["smithy-protocol"] = "rpc-v2-cbor"
        response.headers["Content-Type"] = "application/cbor"
        response.data = cbor2.dumps(body)
    else:
        response.headers["Content-Type"] = "application/json"
        response.data = json.dumps(body).encode()
    chain.stop()


def refuse_operations(chain: Any, context: Any, response: Any) -> None:
    """Refuse an operation that the engine would take for an older one of the same path."""
    if context.service is None:
        return
    request, service = context.request, context.service.service_name
    found = unknown_operations.requested_by_query(service, request.method, request.path, frozenset(request.args))
    if found:
        answer(context, response, exception(NotEmulatedError(found.service, found.name)))
        chain.stop()


def _name(request: Any) -> str:
    """Return the operation that the request names, else its method and path."""
    if target := request.headers.get("X-Amz-Target"):
        return str(target).rpartition(".")[2]
    if "/operation/" in request.path:
        return str(request.path).rpartition("/")[2]
    return f"{request.method} {request.path}"
