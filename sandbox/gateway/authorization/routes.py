"""The HTTP route of the denied calls."""

from __future__ import annotations

from localstack.http import Request, Response

from sandbox.emulated.routes import route
from sandbox.gateway.authorization.denied_calls import listed


@route("denied-calls")
def denied_calls(_request: Request) -> Response:
    """Return `{"calls": [...]}`, the newest last."""
    return Response.for_json({"calls": [call.to_json() for call in listed()]})
