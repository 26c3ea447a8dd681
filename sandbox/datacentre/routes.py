"""HTTP routes of the data centres: their document, the state of their lines, and one line to cut or restore."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from localstack.http import Request, Response

from sandbox.datacentre import changes
from sandbox.datacentre.document import REASON, read
from sandbox.datacentre.document_request import read_request
from sandbox.datacentre.model import Port
from sandbox.datacentre.report import report
from sandbox.datacentre.routers import Routers
from sandbox.datacentre.written_document import written
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import LEAVING
from sandbox.emulated.hybrid_network.store import internal_call
from sandbox.emulated.routes import route

REASON_FOR_A_CUT = "cut by hand"


@route("datacentre", "GET")
def show(_request: Request) -> Response:
    """Return the document, as it can be edited and put back."""
    with internal_call() as call:
        return Response.for_json(written(_routers(call)))


@route("datacentre", "PUT")
def take(request: Request) -> Response:
    """Replace the data centres; lines that are no longer in it are down, and so are those that were cut."""
    document = read_request(request, read)
    if isinstance(document, Response):
        return document
    with internal_call() as call:
        used = {it.port for it in call.direct_connect.connections.values() if not it.parent and it.state not in LEAVING}
        changed = changes.replaced(_routers(call), document, call.timestamp, used.__contains__)
        call.direct_connect.far_end = changed
    with internal_call() as call:
        return Response.for_json(written(_routers(call)))


@route("datacentre/lines", "GET")
def show_lines(_request: Request) -> Response:
    """Return the lines, their sessions, and why one is down."""
    with internal_call() as call:
        return Response.for_json(report(call.state, call.resources))


@route("datacentre/lines/<name>", "PUT")
def change_line(request: Request, name: str) -> Response:
    """Cut a line, `{"down": true, "reason": ...}`, or restore it, `{"down": false}`; `NAME@LOCATION`."""
    try:
        wanted = json.loads(request.get_data())
    except (ValueError, RecursionError):
        wanted = None
    reason = wanted.get("reason", REASON_FOR_A_CUT) if isinstance(wanted, dict) else None
    if not isinstance(wanted, dict) or not isinstance(wanted.get("down"), bool) or set(wanted) - {"down", "reason"}:
        return _refused('send {"down": true or false, "reason": text}')
    if not isinstance(reason, str) or not REASON.fullmatch(reason):
        return _refused("reason: write 1 to 200 printable ASCII characters")
    name = unquote(name)  # the router matches the path as it was sent
    with internal_call() as call:
        routers = _routers(call) or Routers(())
        found = _named(routers, name)
        if len(found) != 1:
            return Response.for_json(_unknown(routers, name, found), status=404 if not found else 409)
        port = found[0]
        is_down = wanted["down"]
        changed = changes.cut(routers, port, reason, call.timestamp) if is_down else changes.restored(routers, port)
        call.direct_connect.far_end = changed
    with internal_call() as call:
        lines: list[Mapping[str, Any]] = report(call.state, call.resources)["lines"]
        return Response.for_json(next(it for it in lines if (it["name"], it["location"].upper()) == port))


def _routers(call: HybridCall) -> Routers | None:
    far = call.direct_connect.far_end
    return far if isinstance(far, Routers) else None


def _named(routers: Routers, name: str) -> list[Port]:
    """Return the lines of a name, or the one of `NAME@LOCATION`."""
    ports = [line.port for _, line in routers.lines()]
    plain, _, location = name.rpartition("@")
    return [it for it in ports if it[0] == name or it == (plain, location.upper())]


def _unknown(routers: Routers, name: str, found: list[Port]) -> dict[str, Any]:
    known = sorted({f"{it.name}@{it.location}" if found else it.name for _, it in routers.lines()})
    similar = difflib.get_close_matches(name, known, 3) if not found else []
    if found:
        similar = [f"{it.name}@{it.location}" for _, it in routers.lines() if it.port in found]
    error = f"{len(found)} lines have the name {name!r}" if found else f"no line {name!r}"
    return {"errors": [error], "similar": similar, "known": known}


def _refused(fault: str) -> Response:
    return Response.for_json({"errors": [fault]}, status=400)
