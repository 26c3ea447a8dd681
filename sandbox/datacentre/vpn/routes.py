"""HTTP routes of the VPN devices: PUT sets them, GET shows their tunnels."""

from __future__ import annotations

from localstack.http import Request, Response

from sandbox.datacentre.document_request import read_request
from sandbox.datacentre.vpn.document import read
from sandbox.datacentre.vpn.far_end import VpnDevices
from sandbox.datacentre.vpn.report import report
from sandbox.emulated.hybrid_network.store import internal_call
from sandbox.emulated.routes import route


@route("datacentre/vpn", "GET")
def show(_request: Request) -> Response:
    """Return the devices, their tunnels, and why one is down."""
    with internal_call() as call:
        return Response.for_json(report(call.vpn))


@route("datacentre/vpn", "PUT")
def take(request: Request) -> Response:
    """Replace all devices; tunnels of devices that are no longer among them go down."""
    devices = read_request(request, read)
    if isinstance(devices, Response):
        return devices
    with internal_call() as call:
        call.vpn.far_end = VpnDevices(devices)
    with internal_call() as call:
        return Response.for_json(report(call.vpn))
