"""VPN connections are moto's, but for those on a transit gateway, which moto does not know."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("CreateVpnConnection")
def create_vpn_connection(call: Call) -> dict[str, Any]:
    """Create a VPN connection on a virtual private gateway."""
    if call.request.get("TransitGatewayId"):
        raise NotEmulatedError("ec2", "CreateVpnConnection", "on a transit gateway")
    return call.inner()
