"""Peerings of transit gateways: none can be made here (`sandbox/emulated/stub_operations.py`), so there are none."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("DescribeTransitGatewayPeeringAttachments")
def describe_transit_gateway_peering_attachments(_call: Call) -> dict[str, Any]:
    """There are none, as none can be made."""
    return {"TransitGatewayPeeringAttachments": []}
