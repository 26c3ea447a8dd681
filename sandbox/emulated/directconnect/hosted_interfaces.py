"""Hosted interfaces: the connection's owner allocates one to another account, which confirms it."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import rules
from sandbox.emulated.directconnect.create_interface import make
from sandbox.emulated.directconnect.hosted_connections import other_account
from sandbox.emulated.directconnect.interfaces import destination, shown, transit_destination
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import Kind, VirtualInterface
from sandbox.emulated.operation import operation


@operation("AllocatePrivateVirtualInterface")
def allocate_private_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Allocate a private interface on the caller's connection to another account."""
    return shown(call, _allocate(call, "private", call.request, call.request["newPrivateVirtualInterfaceAllocation"]))


@operation("AllocateTransitVirtualInterface")
def allocate_transit_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Allocate a transit interface on the caller's connection to another account."""
    vif = _allocate(call, "transit", call.request, call.request["newTransitVirtualInterfaceAllocation"])
    return {"virtualInterface": shown(call, vif)}


@operation("AllocatePublicVirtualInterface")
def allocate_public_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Allocate a public interface on the caller's connection to another account."""
    return shown(call, _allocate(call, "public", call.request, call.request["newPublicVirtualInterfaceAllocation"]))


@operation("ConfirmPrivateVirtualInterface")
def confirm_private_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Confirm a private interface, attached to a gateway of the caller's."""
    vif = _awaited(call, call.request["virtualInterfaceId"], "private")
    vif.gateway, vif.virtual_gateway = destination(call, call.request)
    return _confirmed(call, vif, "pending")


@operation("ConfirmTransitVirtualInterface")
def confirm_transit_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Confirm a transit interface, attached to a Direct Connect gateway of the caller's."""
    vif = _awaited(call, call.request["virtualInterfaceId"], "transit")
    vif.gateway = transit_destination(call, call.request)
    return _confirmed(call, vif, "pending")


@operation("ConfirmPublicVirtualInterface")
def confirm_public_virtual_interface(call: HybridCall) -> dict[str, Any]:
    """Confirm a public interface."""
    return _confirmed(call, _awaited(call, call.request["virtualInterfaceId"], "public"), "verifying")


def _allocate(call: HybridCall, kind: Kind, request: dict[str, Any], requested: dict[str, Any]) -> VirtualInterface:
    port = rules.own_port(call.direct_connect, call.account, call.region, request["connectionId"])
    return make(call, port, kind, requested, owner=other_account(request["ownerAccount"]), state="confirming")


def _awaited(call: HybridCall, id_: str, kind: Kind) -> VirtualInterface:
    vif = rules.own_interface(call.direct_connect, call.account, call.region, id_)
    if vif.kind != kind:
        raise rules.refusal(f"Virtual Interface {id_} is a {vif.kind} virtual interface, not a {kind} one.")
    if vif.state != "confirming":
        raise rules.refusal(f"Virtual Interface {id_} is in state {vif.state} and can not be confirmed.")
    return vif


def _confirmed(call: HybridCall, vif: VirtualInterface, state: str) -> dict[str, Any]:
    vif.enter(state, call.timestamp)
    return {"virtualInterfaceState": vif.state}
