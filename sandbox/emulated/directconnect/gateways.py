"""Direct Connect gateways: global, owned by one account, with an ASN of their own."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import api_shapes, rules, values
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import DEFAULT_AMAZON_ASN, LEAVING, Gateway
from sandbox.emulated.operation import operation

GATEWAYS_AN_ACCOUNT = 200
"""Direct Connect gateways of an account (AWS Direct Connect quotas)."""


@operation("CreateDirectConnectGateway")
def create_direct_connect_gateway(call: HybridCall) -> dict[str, Any]:
    """Create a gateway."""
    present = sum(it.owner == call.account and it.state not in LEAVING for it in call.direct_connect.gateways.values())
    if present >= GATEWAYS_AN_ACCOUNT:
        raise rules.refusal(f"You have reached the limit of {GATEWAYS_AN_ACCOUNT} Direct Connect gateways.")
    gateway = Gateway(
        id=call.uuid(),
        owner=call.account,
        name=values.name(call.request["directConnectGatewayName"]),
        asn=values.amazon_asn(call.request.get("amazonSideAsn") or DEFAULT_AMAZON_ASN),
        tags=values.tags(call.request.get("tags")),
        state="pending",
        since=call.timestamp,
    )
    call.direct_connect.gateways[gateway.id] = gateway
    return {"directConnectGateway": api_shapes.gateway(call.direct_connect, gateway)}


@operation("DescribeDirectConnectGateways")
def describe_direct_connect_gateways(call: HybridCall) -> dict[str, Any]:
    """Return the account's gateways, the same in every Region."""
    wanted = call.request.get("directConnectGatewayId")
    found = [it for it in call.direct_connect.gateways.values() if it.owner == call.account and wanted in {None, it.id}]
    return call.page("directConnectGateways", found, lambda it: api_shapes.gateway(call.direct_connect, it))


@operation("UpdateDirectConnectGateway")
def update_direct_connect_gateway(call: HybridCall) -> dict[str, Any]:
    """Rename a gateway."""
    gateway = rules.own_gateway(call.direct_connect, call.account, call.request["directConnectGatewayId"])
    gateway.name = values.name(call.request["newDirectConnectGatewayName"])
    return {"directConnectGateway": api_shapes.gateway(call.direct_connect, gateway)}


@operation("DeleteDirectConnectGateway")
def delete_direct_connect_gateway(call: HybridCall) -> dict[str, Any]:
    """Delete a gateway without interfaces and associations."""
    gateway = rules.own_gateway(call.direct_connect, call.account, call.request["directConnectGatewayId"])
    if call.direct_connect.interfaces_of(gateway.id):
        raise rules.refusal(f"Direct Connect Gateway {gateway.id} has virtual interfaces attached.")
    if call.direct_connect.associations_of(gateway.id):
        raise rules.refusal(f"Direct Connect Gateway {gateway.id} has gateway associations.")
    gateway.enter("deleting", call.timestamp)
    return {"directConnectGateway": api_shapes.gateway(call.direct_connect, gateway)}


@operation("DescribeDirectConnectGatewayAttachments")
def describe_direct_connect_gateway_attachments(call: HybridCall) -> dict[str, Any]:
    """Return the interfaces that are attached to the account's gateways."""
    wanted, by = call.request.get("directConnectGatewayId"), call.request.get("virtualInterfaceId")
    if not wanted and not by:
        raise rules.refusal("Specify a Direct Connect gateway ID or a virtual interface ID.")
    mine = {it.id for it in call.direct_connect.gateways.values() if it.owner == call.account}
    found = [
        vif
        for vif in call.direct_connect.interfaces.values()
        if vif.gateway in mine and wanted in {None, vif.gateway} and by in {None, vif.id} and vif.state != "deleted"
    ]
    return call.page("directConnectGatewayAttachments", found, api_shapes.attachment)


@operation("DescribeVirtualGateways")
def describe_virtual_gateways(call: HybridCall) -> dict[str, Any]:
    """Return the virtual private gateways of the account and Region."""
    mine = [
        it for it in call.resources.virtual_gateways().values() if (it.owner, it.region) == (call.account, call.region)
    ]
    return {"virtualGateways": [{"virtualGatewayId": it.id, "virtualGatewayState": "available"} for it in mine]}
