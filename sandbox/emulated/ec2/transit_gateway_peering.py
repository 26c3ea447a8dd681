"""Peering of transit gateways is refused by name: moto's records of it would take part in no route table here."""

from __future__ import annotations

from typing import Any, NoReturn

from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.operation import operation


@operation(
    "CreateTransitGatewayPeeringAttachment",
    "AcceptTransitGatewayPeeringAttachment",
    "RejectTransitGatewayPeeringAttachment",
    "DeleteTransitGatewayPeeringAttachment",
)
def refuse_peering(context: Any, _request: dict[str, Any]) -> NoReturn:
    """Say which operation is not there."""
    raise NotEmulatedError("ec2", context.operation.name, "peering of transit gateways")


@operation("DescribeTransitGatewayPeeringAttachments")
def describe_transit_gateway_peering_attachments(_context: Any, _request: dict[str, Any]) -> dict[str, Any]:
    """There are none, as none can be made."""
    return {"TransitGatewayPeeringAttachments": []}
