"""Operations that are refused, because LocalStack or moto would return success without an effect."""

from __future__ import annotations

from sandbox.emulated.stub_operations import MADE_UP, NOTHING_IS_KEPT

_MULTICAST = "multicast on transit gateways: nothing here carries packets to groups"

STUB_OPERATIONS = {
    "AcceptTransitGatewayMulticastDomainAssociations": _MULTICAST,
    "AssociateTransitGatewayMulticastDomain": _MULTICAST,
    "CreateTransitGatewayMulticastDomain": _MULTICAST,
    "DeleteTransitGatewayMulticastDomain": _MULTICAST,
    "DeregisterTransitGatewayMulticastGroupMembers": _MULTICAST,
    "DeregisterTransitGatewayMulticastGroupSources": _MULTICAST,
    "DescribeReservedInstances": MADE_UP,
    "DescribeReservedInstancesOfferings": MADE_UP,
    "DescribeTransitGatewayMulticastDomains": _MULTICAST,
    "DisassociateTransitGatewayMulticastDomain": _MULTICAST,
    "GetTransitGatewayMulticastDomainAssociations": _MULTICAST,
    "PurchaseReservedInstancesOffering": NOTHING_IS_KEPT,
    "RegisterTransitGatewayMulticastGroupMembers": _MULTICAST,
    "RegisterTransitGatewayMulticastGroupSources": _MULTICAST,
    "RejectTransitGatewayMulticastDomainAssociations": _MULTICAST,
    "SearchTransitGatewayMulticastGroups": _MULTICAST,
}
