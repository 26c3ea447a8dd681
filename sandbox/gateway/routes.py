"""The HTTP route of the gateway's setting."""

from __future__ import annotations

import json
from http import HTTPStatus

from localstack.http import Request, Response

from sandbox.emulated.routes import route
from sandbox.gateway import enforcement
from sandbox.gateway.enforcement import Enforcement, Mode


@route("enforcement", "GET", "PUT")
def enforcement_setting(request: Request) -> Response:
    """Return or set `{"mode", "account_id_keys"}`."""
    if request.method == "PUT":
        try:
            given = json.loads(request.get_data(as_text=True))
            mode, account_id_keys = Mode(given["mode"]), given["account_id_keys"]
        except (ValueError, KeyError, TypeError):
            mode, account_id_keys = Mode.ENFORCE, None
        if not isinstance(account_id_keys, bool):
            message = f"Send an object with `mode`, one of {', '.join(Mode)}, and `account_id_keys`, true or false."
            return Response.for_json({"error": message}, status=HTTPStatus.BAD_REQUEST)
        enforcement.change(Enforcement(mode, account_id_keys))
    now = enforcement.current()
    return Response.for_json({"mode": now.mode, "account_id_keys": now.account_id_keys})
