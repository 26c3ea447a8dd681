"""Hosted interfaces: the connection's owner allocates one to another account, which confirms it onto its gateway."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import rules
from sandbox.emulated.directconnect.create_interface import make
from sandbox.emulated.directconnect.hosted_connections import other_account
from sandbox.emulated.directconnect.interfaces import destination, shown, transit_destination
from sandbox.emulated.directconnect.model import Kind, VirtualInterface
from sandbox.emulated.hybrid.call import Call
from sandbox.emulated.hybrid.serving import served


@served("AllocatePrivateVirtualInterface")
def allocate_private_virtual_interface(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Give a private interface on one's connection to another account."""
    return shown(call, _allocate(call, "private", request, request["newPrivateVirtualInterfaceAllocation"]))


@served("AllocateTransitVirtualInterface")
def allocate_transit_virtual_interface(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Give a transit interface on one's connection to another account."""
    vif = _allocate(call, "transit", request, request["newTransitVirtualInterfaceAllocation"])
    return {"virtualInterface": shown(call, vif)}


@served("AllocatePublicVirtualInterface")
def allocate_public_virtual_interface(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Give a public interface on one's connection to another account."""
    return shown(call, _allocate(call, "public", request, request["newPublicVirtualInterfaceAllocation"]))


@served("ConfirmPrivateVirtualInterface")
def confirm_private_virtual_interface(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Accept a private interface onto a gateway of one's own."""
    vif = _awaited(call, request["virtualInterfaceId"], "private")
    vif.gateway, vif.virtual_gateway = destination(call, request)
    return _confirmed(call, vif, "pending")


@served("ConfirmTransitVirtualInterface")
def confirm_transit_virtual_interface(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Accept a transit interface onto a Direct Connect gateway of one's own."""
    vif = _awaited(call, request["virtualInterfaceId"], "transit")
    vif.gateway = transit_destination(call, request)
    return _confirmed(call, vif, "pending")


@served("ConfirmPublicVirtualInterface")
def confirm_public_virtual_interface(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Accept a public interface."""
    return _confirmed(call, _awaited(call, request["virtualInterfaceId"], "public"), "verifying")


def _allocate(call: Call, kind: Kind, request: dict[str, Any], asked: dict[str, Any]) -> VirtualInterface:
    connection = rules.own_connection(call.fabric, call.account, call.region, request["connectionId"])
    return make(call, connection, kind, asked, owner=other_account(request["ownerAccount"]), state="confirming")


def _awaited(call: Call, id_: str, kind: Kind) -> VirtualInterface:
    vif = rules.own_interface(call.fabric, call.account, call.region, id_)
    if vif.kind != kind:
        raise rules.refusal(f"Virtual Interface {id_} is a {vif.kind} virtual interface, not a {kind} one.")
    if vif.state != "confirming":
        raise rules.refusal(f"Virtual Interface {id_} is in state {vif.state} and can not be confirmed.")
    return vif


def _confirmed(call: Call, vif: VirtualInterface, state: str) -> dict[str, Any]:
    vif.enter(state, call.now)
    return {"virtualInterfaceState": vif.state}
