"""Virtual interfaces that an account creates for itself, and operations on every type of interface."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import api_shapes, prefix_pools, rules, values
from sandbox.emulated.directconnect.create_interface import make
from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import LEAVING, Gateway, VirtualInterface
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag
from sandbox.emulated.operation import operation


def shown(call: HybridCall, vif: VirtualInterface) -> dict[str, Any]:
    """Return the interface as the API shows it now."""
    return api_shapes.interface(call.direct_connect, vif, call.virtual_gateway_asns())


@operation("CreatePrivateVirtualInterface")
def create_private_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Create a private interface on the caller's connection, attached to a gateway of the caller's."""
    requested = call.request["newPrivateVirtualInterface"]
    connection = rules.own_port(call.direct_connect, call.account, call.region, call.request["connectionId"])
    gateway, virtual = destination(call, requested)
    vif = make(call, connection, "private", requested, owner=call.account, state="pending")
    vif.gateway, vif.virtual_gateway = gateway, virtual
    return shown(call, vif)


@operation("CreateTransitVirtualInterface")
def create_transit_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Create a transit interface on the caller's connection, attached to a Direct Connect gateway of the caller's."""
    requested = call.request["newTransitVirtualInterface"]
    connection = rules.own_port(call.direct_connect, call.account, call.region, call.request["connectionId"])
    gateway = transit_destination(call, requested)
    vif = make(call, connection, "transit", requested, owner=call.account, state="pending")
    vif.gateway = gateway
    return {"virtualInterface": shown(call, vif)}


@operation("CreatePublicVirtualInterface")
def create_public_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Create a public interface; its session comes up after AWS has verified the prefixes."""
    requested = call.request["newPublicVirtualInterface"]
    connection = rules.own_port(call.direct_connect, call.account, call.region, call.request["connectionId"])
    return shown(call, make(call, connection, "public", requested, owner=call.account, state="verifying"))


def destination(call: HybridCall, requested: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return the Direct Connect gateway or the virtual private gateway of a private interface; exactly one is given."""
    gateway, virtual = requested.get("directConnectGatewayId"), requested.get("virtualGatewayId")
    if bool(gateway) == bool(virtual):
        raise rules.refusal("Specify either a virtual private gateway or a Direct Connect gateway, and not both.")
    if gateway:
        found_gateway = rules.own_gateway(call.direct_connect, call.account, gateway)
        _check_attachment(call, found_gateway, "private", requested)
        return found_gateway.id, None
    found = call.resources.virtual_gateways().get(str(virtual))
    if found is None or found.owner != call.account or found.region != call.region:
        raise rules.refusal(f"Virtual Gateway {virtual} does not exist.")
    return None, found.id


def transit_destination(call: HybridCall, requested: dict[str, Any]) -> str:
    """Return the Direct Connect gateway of a transit interface."""
    gateway = rules.own_gateway(call.direct_connect, call.account, requested.get("directConnectGatewayId") or "")
    _check_attachment(call, gateway, "transit", requested)
    return gateway.id


def _check_attachment(call: HybridCall, gateway: Gateway, kind: str, requested: dict[str, Any]) -> None:
    """Raise unless the gateway takes another interface, and the prefixes that it is to be allocated."""
    rules.check_gateway(call.direct_connect, gateway, kind)
    prefix_pools.check_gateway(call.direct_connect, gateway.id, None, prefix_pools.requested(kind, requested))


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
    """Change name, MTU or SiteLink of the caller's interface, or the prefixes allocated to one on the caller's port."""
    request = call.request
    if request.get("rateLimit"):
        raise NotEmulatedError("directconnect", "UpdateVirtualInterfaceAttributes", "rate limits of virtual interfaces")
    vif = own_or_carried(call, request["virtualInterfaceId"])
    limits = prefix_pools.requested(vif.kind, request)
    own = {member: request.get(member) for member in ("mtu", "enableSiteLink", "virtualInterfaceName")}
    if vif.owner != call.account and (any(it is not None for it in own.values()) or not limits):
        raise rules.refusal(f"Virtual Interface with ID {vif.id} does not exist")
    if limits and _carrier(call, vif) != call.account:
        raise rules.refusal(
            f"Only the owner of connection {vif.connection} can allocate prefixes to Virtual Interface {vif.id}."
        )
    if limits and (port := call.direct_connect.port(vif.connection)):
        prefix_pools.check(call.direct_connect, port, vif, limits)
        if vif.gateway:
            prefix_pools.check_gateway(call.direct_connect, vif.gateway, vif, vif.prefix_limits | limits)
    mtu = vif.mtu if own["mtu"] is None else values.mtu(vif.kind, own["mtu"])
    name = values.name(own["virtualInterfaceName"]) if own["virtualInterfaceName"] else vif.name
    if own["enableSiteLink"] is not None:
        if vif.gateway is None:
            raise rules.refusal("SiteLink needs a virtual interface that is attached to a Direct Connect gateway.")
        vif.site_link = own["enableSiteLink"]
    vif.mtu, vif.name, vif.prefix_limits = mtu, name, vif.prefix_limits | limits
    return shown(call, vif)


@operation("AssociateVirtualInterface")
def associate_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Move an interface to another connection or link aggregation group of the caller's; it is interrupted."""
    vif = own_or_carried(call, call.request["virtualInterfaceId"])
    target = rules.own_port(call.direct_connect, call.account, call.region, call.request["connectionId"])
    rules.check_usable(target)
    current = call.direct_connect.port(vif.connection)
    if target is current:
        raise rules.refusal(f"Virtual Interface {vif.id} is already associated with {target.id}.")
    if isinstance(current, Connection) and current.parent and isinstance(target, Lag):
        raise rules.refusal(
            f"Virtual Interface {vif.id} is on hosted connection {current.id}; use AssociateHostedConnection."
        )
    rules.check_quota(call.direct_connect, target, vif.kind)
    rules.check_vlan(call.direct_connect, target, vif.vlan)
    rules.check_addresses(call.direct_connect, target, vif)
    if vif.kind != "public":
        prefix_pools.check(call.direct_connect, target, vif, vif.prefix_limits)
    vif.connection = target.id
    if vif.state not in {"confirming", "verifying"}:
        vif.enter("pending", call.timestamp)
    return shown(call, vif)


@operation("DeleteVirtualInterface")
def delete_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Delete an interface; the connection's owner may delete one of another account too."""
    vif = own_or_carried(call, call.request["virtualInterfaceId"])
    for peer in vif.peers:
        peer.enter("deleting", call.timestamp)
    vif.enter("deleting", call.timestamp)
    return {"virtualInterfaceState": vif.state}


def own_or_carried(call: HybridCall, id_: str) -> VirtualInterface:
    """Return an interface of the caller's, or one on a port of the caller's."""
    vif = call.direct_connect.interfaces.get(id_)
    mine = vif is not None and call.account in {vif.owner, _carrier(call, vif)} and vif.region == call.region
    if vif is None or not mine or vif.state in LEAVING:
        raise rules.refusal(f"Virtual Interface with ID {id_} does not exist")
    return vif


def _carrier(call: HybridCall, vif: VirtualInterface) -> str | None:
    port = call.direct_connect.port(vif.connection)
    return port.owner if port else None
