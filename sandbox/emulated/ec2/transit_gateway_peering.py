"""Peerings of transit gateways: none can be created here (`stub_operations.py` beside this file)."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("DescribeTransitGatewayPeeringAttachments")
def describe_transit_gateway_peering_attachments(_call: Call) -> dict[str, Any]:
    """Return no peerings."""
    return {"TransitGatewayPeeringAttachments": []}
