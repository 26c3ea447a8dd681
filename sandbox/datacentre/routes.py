"""HTTP routes of the data centre: PUT sets its end of the lines, GET shows their state."""

from __future__ import annotations

from localstack.http import Request, Response

from sandbox.datacentre.document import BYTES, UnreadableDataCentre, read
from sandbox.datacentre.report import report
from sandbox.datacentre.routers import Routers
from sandbox.emulated.hybrid_network.store import internal_call
from sandbox.emulated.routes import route


@route("datacentre", "GET")
def show(_request: Request) -> Response:
    """Return the lines, their sessions, and why one is down."""
    with internal_call() as call:
        return Response.for_json(report(call.direct_connect, call.virtual_gateway_asns()))


@route("datacentre", "PUT")
def take(request: Request) -> Response:
    """Replace the whole data centre; lines that are no longer in it are disconnected."""
    if request.content_length is None or request.content_length > BYTES:
        faults = [f"document: send its length, at most {BYTES} bytes"]
        return Response.for_json({"errors": faults}, status=413)
    try:
        datacentre = read(request.get_data())
    except UnreadableDataCentre as unreadable:
        return Response.for_json({"errors": unreadable.faults}, status=400)
    with internal_call() as call:
        call.direct_connect.far_end = Routers(datacentre)
    with internal_call() as call:
        return Response.for_json(report(call.direct_connect, call.virtual_gateway_asns()))
