"""The gateway's handler: attaches the caller to a request, or refuses it with the error of the service."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from functools import cache
from typing import Any

import botocore.session

from sandbox.emulated.caller import ANONYMOUS
from sandbox.gateway import enforcement
from sandbox.gateway.authentication.access_keys import find_key
from sandbox.gateway.authentication.http_request import HttpRequest
from sandbox.gateway.authentication.post_policy import verify_form
from sandbox.gateway.authentication.refused import Refused
from sandbox.gateway.authentication.service_errors import error_of
from sandbox.gateway.authentication.signature_v4 import from_query
from sandbox.gateway.authentication.verification import Endpoint, Verified, authorization_header, verify
from sandbox.gateway.aws_error import answer, exception
from sandbox.gateway.enforcement import Mode
from sandbox.gateway.server import BODY
from sandbox.gateway.trusted_headers import SOCKET
from sandbox.gateway.vpc_endpoints import TARGET

LOG = logging.getLogger(__name__)

S3 = frozenset({"s3", "s3control"})
"""Services whose requests are signed as those of S3 are."""


def name_presigned_service(_chain: Any, context: Any, _response: Any) -> None:
    """Give a presigned request the Authorization header by which LocalStack finds the service; nothing is verified."""
    headers = context.request.headers
    if BODY not in context.request.environ or "X-Amz-" not in context.request.environ["RAW_URI"]:
        return
    if "Authorization" not in headers:
        with suppress(Refused):
            headers["Authorization"] = authorization_header(from_query(received(context.request)))


def authenticate(chain: Any, context: Any, response: Any) -> None:
    """Attach `context.caller`, or refuse the request; calls inside the engine have no caller.

    While auditing, a request that would be refused goes on without a caller, and `context.refusal` is the error.
    """
    environ, mode = context.request.environ, enforcement.current().mode
    if mode is Mode.OFF or context.service is None or context.is_internal_call or BODY not in environ:
        return
    request = received(context.request)
    try:
        verified = _verify(context, request)
    except Refused as refused:
        error = error_of(refused, context.service.service_name, context.protocol or context.service.protocol)
        if mode is Mode.AUDIT:
            context.refusal = error
            LOG.warning("audit: %s %s would be refused: %s", request.method, request.path[:200], error)
            return
        context.operation = None  # nothing is recorded, as AWS records no call of an unknown caller
        answer(context, response, exception(error))
        chain.stop()
        return
    context.caller = verified.caller
    if verified.authorization is not None:
        context.request.headers["Authorization"] = verified.authorization


def received(request: Any) -> HttpRequest:
    """Return a request as it came by the socket."""
    environ = request.environ
    target = environ.get(TARGET) or environ["RAW_URI"]
    return HttpRequest.of(environ["REQUEST_METHOD"], target.encode(), environ[SOCKET], environ[BODY])


def _verify(context: Any, request: HttpRequest) -> Verified:
    endpoint, now = _endpoint(context.service), time.time()
    verified = verify(request, endpoint, find_key, now)
    if verified.caller is ANONYMOUS and endpoint.s3 and request.method == "POST" and "form-data" in _type(request):
        return verify_form(context.request.form.items(multi=True), endpoint, find_key, now)
    return verified


def _type(request: HttpRequest) -> str:
    return (request.header("content-type") or "").lower()


def _endpoint(service: Any) -> Endpoint:
    return Endpoint(service.signing_name, regions(), service.service_name in S3)


@cache
def regions() -> frozenset[str]:
    """Return the Regions of every partition of AWS."""
    session = botocore.session.Session()
    partitions = session.get_available_partitions()
    return frozenset(name for partition in partitions for name in session.get_available_regions("ec2", partition))
