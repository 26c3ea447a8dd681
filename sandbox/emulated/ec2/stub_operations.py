"""Operations that are refused, because LocalStack or moto would return success without an effect."""

from __future__ import annotations

from sandbox.emulated.stub_operations import MADE_UP, NOTHING_IS_KEPT

_PEERING = "peering of transit gateways: moto's record of it would take part in no route table"

STUB_OPERATIONS = {
    "AcceptTransitGatewayPeeringAttachment": _PEERING,
    "CreateTransitGatewayPeeringAttachment": _PEERING,
    "DeleteTransitGatewayPeeringAttachment": _PEERING,
    "DescribeReservedInstances": MADE_UP,
    "DescribeReservedInstancesOfferings": MADE_UP,
    "PurchaseReservedInstancesOffering": NOTHING_IS_KEPT,
    "RejectTransitGatewayPeeringAttachment": _PEERING,
}
