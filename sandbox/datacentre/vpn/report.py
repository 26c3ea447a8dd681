"""Report the tunnels as the devices see them, and why one is down; no keys."""

from __future__ import annotations

from typing import Any

from sandbox.datacentre.vpn.far_end import VpnDevices
from sandbox.datacentre.vpn.model import Device
from sandbox.emulated.hybrid_network.vpn_model import GONE, VpnConnection, VpnNetwork
from sandbox.emulated.hybrid_network.vpn_progress import session


def report(network: VpnNetwork) -> dict[str, Any]:
    """Return the devices with their tunnels, and the connections that no device belongs to."""
    far = network.far_end if isinstance(network.far_end, VpnDevices) else None
    live = [it for it in network.connections.values() if it.state not in GONE]
    owners = {it.id: _device_of(network, far, it) for it in live}
    return {
        "devices": [
            _document(device)
            | {"tunnels": [each for it in live if owners[it.id] is device for each in _tunnels(network, it)]}
            for device in (far.devices.devices if far else ())
        ],
        "unknown_connections": [each for it in live if owners[it.id] is None for each in _tunnels(network, it)],
    }


def _device_of(network: VpnNetwork, far: VpnDevices | None, connection: VpnConnection) -> Device | None:
    gateway = network.customer_gateways.get(connection.customer_gateway)
    return far.device(gateway) if far and gateway else None


def _document(device: Device) -> dict[str, Any]:
    """Return the device as a document has it, without its key."""
    identity = {"address": device.address} if device.address else {"certificate": device.certificate}
    return {
        "name": device.name,
        **identity,
        "asn": device.asn,
        "prefixes": list(device.prefixes),
        "down": list(device.down),
    }


def _tunnels(network: VpnNetwork, connection: VpnConnection) -> list[dict[str, Any]]:
    return [
        {
            "connection": connection.id,
            "owner": connection.owner,
            "number": number,
            "outside_address": tunnel.outside_address,
            "status": tunnel.status,
            "received": list(tunnel.received),
            "why": [] if tunnel.status == "UP" else _why(network, connection, number),
        }
        for number, tunnel in enumerate(connection.tunnels, start=1)
    ]


def _why(network: VpnNetwork, connection: VpnConnection, number: int) -> list[str]:
    if connection.state != "available":
        return [f"VPN connection: theirs is {connection.state}"]
    if connection.virtual_gateway is None and connection.transit_gateway is None:
        return ["VPN connection: theirs has no virtual private or transit gateway"]
    return list(session(network, connection, number).mismatches) or ["tunnel: being established"]
