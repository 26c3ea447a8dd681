"""Virtual interfaces that an account creates for itself, and operations on every type of interface."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import api_shapes, rules, values
from sandbox.emulated.directconnect.create_interface import make
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import LEAVING, VirtualInterface
from sandbox.emulated.operation import operation


def shown(call: HybridCall, vif: VirtualInterface) -> dict[str, Any]:
    """Return the interface as the API shows it now."""
    return api_shapes.interface(call.direct_connect, vif, call.virtual_gateway_asns())


@operation("CreatePrivateVirtualInterface")
def create_private_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Create a private interface on the caller's connection, attached to a gateway of the caller's."""
    requested = call.request["newPrivateVirtualInterface"]
    connection = rules.own_connection(call.direct_connect, call.account, call.region, call.request["connectionId"])
    gateway, virtual = destination(call, requested)
    vif = make(call, connection, "private", requested, owner=call.account, state="pending")
    vif.gateway, vif.virtual_gateway = gateway, virtual
    return shown(call, vif)


@operation("CreateTransitVirtualInterface")
def create_transit_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Create a transit interface on the caller's connection, attached to a Direct Connect gateway of the caller's."""
    requested = call.request["newTransitVirtualInterface"]
    connection = rules.own_connection(call.direct_connect, call.account, call.region, call.request["connectionId"])
    gateway = transit_destination(call, requested)
    vif = make(call, connection, "transit", requested, owner=call.account, state="pending")
    vif.gateway = gateway
    return {"virtualInterface": shown(call, vif)}


@operation("CreatePublicVirtualInterface")
def create_public_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Create a public interface; its session comes up after AWS has verified the prefixes."""
    requested = call.request["newPublicVirtualInterface"]
    connection = rules.own_connection(call.direct_connect, call.account, call.region, call.request["connectionId"])
    return shown(call, make(call, connection, "public", requested, owner=call.account, state="verifying"))


def destination(call: HybridCall, requested: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return the Direct Connect gateway or the virtual private gateway of a private interface; exactly one is given."""
    gateway, virtual = requested.get("directConnectGatewayId"), requested.get("virtualGatewayId")
    if bool(gateway) == bool(virtual):
        raise rules.refusal("Specify either a virtual private gateway or a Direct Connect gateway, and not both.")
    if gateway:
        rules.check_gateway(
            call.direct_connect, rules.own_gateway(call.direct_connect, call.account, gateway), "private"
        )
        return gateway, None
    found = call.resources.virtual_gateways().get(str(virtual))
    if found is None or found.owner != call.account or found.region != call.region:
        raise rules.refusal(f"Virtual Gateway {virtual} does not exist.")
    return None, found.id


def transit_destination(call: HybridCall, requested: dict[str, Any]) -> str:
    """Return the Direct Connect gateway of a transit interface."""
    gateway = rules.own_gateway(call.direct_connect, call.account, requested.get("directConnectGatewayId") or "")
    rules.check_gateway(call.direct_connect, gateway, "transit")
    return gateway.id


@operation("DescribeVirtualInterfaces")
def describe_virtual_interfaces(call: HybridCall) -> dict[str, Any]:
    """Return the caller's interfaces, and those of others on the caller's connections."""
    wanted, on = call.request.get("virtualInterfaceId"), call.request.get("connectionId")
    found = [
        vif
        for vif in call.direct_connect.interfaces.values()
        if vif.region == call.region
        and call.account in {vif.owner, _carrier(call, vif)}
        and wanted in {None, vif.id}
        and on in {None, vif.connection}
    ]
    return call.page("virtualInterfaces", [shown(call, vif) for vif in found])


@operation("UpdateVirtualInterfaceAttributes")
def update_virtual_interface_attributes(call: HybridCall) -> dict[str, Any]:
    """Change name, MTU or SiteLink of an interface."""
    vif = rules.own_interface(call.direct_connect, call.account, call.region, call.request["virtualInterfaceId"])
    if (size := call.request.get("mtu")) is not None:
        vif.mtu = values.mtu(vif.kind, size)
    if (link := call.request.get("enableSiteLink")) is not None:
        if vif.gateway is None:
            raise rules.refusal("SiteLink needs a virtual interface that is attached to a Direct Connect gateway.")
        vif.site_link = link
    if call.request.get("virtualInterfaceName"):
        vif.name = values.name(call.request["virtualInterfaceName"])
    return shown(call, vif)


@operation("DeleteVirtualInterface")
def delete_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Delete an interface; the connection's owner may also delete one that is not confirmed."""
    id_ = call.request["virtualInterfaceId"]
    vif = call.direct_connect.interfaces.get(id_)
    mine = vif is not None and call.account in {vif.owner, _carrier(call, vif)} and vif.region == call.region
    if vif is None or not mine or vif.state in LEAVING:
        raise rules.refusal(f"Virtual Interface with ID {id_} does not exist")
    for peer in vif.peers:
        peer.enter("deleting", call.timestamp)
    vif.enter("deleting", call.timestamp)
    return {"virtualInterfaceState": vif.state}


def _carrier(call: HybridCall, vif: VirtualInterface) -> str | None:
    connection = call.direct_connect.connections.get(vif.connection)
    return connection.owner if connection else None
