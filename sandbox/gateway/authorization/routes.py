"""The HTTP routes of the denied calls and of the recording."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from http import HTTPStatus

from localstack.http import Request, Response

from sandbox.emulated.routes import route
from sandbox.gateway.authorization import recorded_calls
from sandbox.gateway.authorization.denied_calls import listed


@route("denied-calls")
def denied_calls(_request: Request) -> Response:
    """Return `{"calls": [...]}`, the newest last."""
    return Response.for_json({"calls": [call.to_json() for call in listed()]})


@route("recording", "GET", "PUT")
def recording(request: Request) -> Response:
    """Return `{"recording": ...}`, null before the first start; start a new one or stop it with `{"running": true}`."""
    if request.method == "PUT":
        try:
            wanted = json.loads(request.get_data(as_text=True))["running"]
        except (ValueError, KeyError, TypeError):
            wanted = None
        if not isinstance(wanted, bool):
            message = "Send an object with `running`, true or false."
            return Response.for_json({"error": message}, status=HTTPStatus.BAD_REQUEST)
        if wanted:
            recorded_calls.start()
        elif (latest := recorded_calls.latest()) is not None:
            latest.stop(datetime.now(UTC))
    latest = recorded_calls.latest()
    return Response.for_json({"recording": latest.recording().to_json() if latest is not None else None})
