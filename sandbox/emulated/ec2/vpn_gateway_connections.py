"""VPN connections stay moto's, but not those on a transit gateway: moto knows none of ours."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.operation import inner, operation


@operation("CreateVpnConnection")
def create_vpn_connection(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """A VPN on a virtual private gateway."""
    if request.get("TransitGatewayId"):
        raise NotEmulatedError("ec2", "CreateVpnConnection", "on a transit gateway")
    return inner(context, request)
