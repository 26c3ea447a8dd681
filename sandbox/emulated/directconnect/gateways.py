"""Direct Connect gateways: global, one account's, with an ASN of their own."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import rules, values, views
from sandbox.emulated.directconnect.answers import listed
from sandbox.emulated.directconnect.model import Gateway
from sandbox.emulated.hybrid.call import Call
from sandbox.emulated.hybrid.serving import served

DEFAULT_ASN = 64512


@served("CreateDirectConnectGateway")
def create_direct_connect_gateway(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Make a gateway."""
    gateway = Gateway(
        id=call.uuid(),
        owner=call.account,
        name=values.name(request["directConnectGatewayName"]),
        asn=values.amazon_asn(request.get("amazonSideAsn") or DEFAULT_ASN),
        tags=values.tags(request.get("tags")),
        state="pending",
        since=call.now,
    )
    call.fabric.gateways[gateway.id] = gateway
    return {"directConnectGateway": views.gateway(gateway)}


@served("DescribeDirectConnectGateways")
def describe_direct_connect_gateways(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """The account's gateways, the same from every region."""
    wanted = request.get("directConnectGatewayId")
    found = [it for it in call.fabric.gateways.values() if it.owner == call.account and wanted in {None, it.id}]
    return listed("directConnectGateways", [views.gateway(it) for it in found], request)


@served("UpdateDirectConnectGateway")
def update_direct_connect_gateway(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Rename a gateway."""
    gateway = rules.own_gateway(call.fabric, call.account, request["directConnectGatewayId"])
    gateway.name = values.name(request["newDirectConnectGatewayName"])
    return {"directConnectGateway": views.gateway(gateway)}


@served("DeleteDirectConnectGateway")
def delete_direct_connect_gateway(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """End a gateway that nothing hangs on any more."""
    gateway = rules.own_gateway(call.fabric, call.account, request["directConnectGatewayId"])
    if call.fabric.interfaces_of(gateway.id):
        raise rules.refusal(f"Direct Connect Gateway {gateway.id} has virtual interfaces attached.")
    if call.fabric.associations_of(gateway.id):
        raise rules.refusal(f"Direct Connect Gateway {gateway.id} has gateway associations.")
    gateway.enter("deleting", call.now)
    return {"directConnectGateway": views.gateway(gateway)}


@served("DescribeDirectConnectGatewayAttachments")
def describe_direct_connect_gateway_attachments(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Which interfaces hang on the account's gateways."""
    wanted, by = request.get("directConnectGatewayId"), request.get("virtualInterfaceId")
    if not wanted and not by:
        raise rules.refusal("Specify a Direct Connect gateway ID or a virtual interface ID.")
    mine = {it.id for it in call.fabric.gateways.values() if it.owner == call.account}
    found = [
        vif
        for vif in call.fabric.interfaces.values()
        if vif.gateway in mine and wanted in {None, vif.gateway} and by in {None, vif.id} and vif.state != "deleted"
    ]
    return listed("directConnectGatewayAttachments", [views.attachment(vif) for vif in found], request)


@served("DescribeVirtualGateways")
def describe_virtual_gateways(call: Call, _request: dict[str, Any]) -> dict[str, Any]:
    """The virtual private gateways of the account and region that an interface could lead to."""
    mine = [
        edge
        for edge in call.facts.virtual_gateways().values()
        if (edge.owner, edge.region) == (call.account, call.region)
    ]
    return {"virtualGateways": [{"virtualGatewayId": it.id, "virtualGatewayState": "available"} for it in mine]}
