"""The devices' view of tunnels and BGP sessions: when one comes up, and what is announced on it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from sandbox.datacentre.vpn.model import Device, Devices
from sandbox.emulated.hybrid_network.vpn_model import CustomerGateway, TunnelSession, VpnConnection


@dataclass(frozen=True)
class VpnDevices:
    """The far end of VPN connections and Connect peers."""

    devices: Devices

    def device(self, gateway: CustomerGateway) -> Device | None:
        """Return the device that a customer gateway stands for in AWS."""
        for device in self.devices.devices:
            if gateway.address and device.address == gateway.address:
                return device
            if gateway.certificate and device.certificate == gateway.certificate:
                return device
        return None

    def tunnel(self, gateway: CustomerGateway, connection: VpnConnection, number: int) -> TunnelSession:
        """Return the device's view of tunnel 1 or 2 of a connection."""
        device = self.device(gateway)
        if device is None:
            at = gateway.address or gateway.certificate
            return TunnelSession(mismatches=(f"device: ours has none at {at}, the address of {gateway.id}",))
        found = []
        if number in device.down:
            found.append(f"tunnel {number}: {device.name} does not use it")
        key = connection.tunnels[number - 1].pre_shared_key
        if device.pre_shared_key is not None and not hmac.compare_digest(device.pre_shared_key, key):
            found.append("pre-shared key: ours and theirs differ")
        if not connection.static_routes_only and device.asn != gateway.asn:
            found.append(f"customer ASN: ours {device.asn}, theirs {gateway.asn}")
        return TunnelSession(mismatches=tuple(found), prefixes=device.prefixes)

    def connect_peer(self, address: str, asn: int) -> TunnelSession:
        """Return the view of the appliance at the peer address of a Connect peer."""
        for device in self.devices.devices:
            if device.address == address:
                wrong = (f"peer ASN: ours {device.asn}, theirs {asn}",) if device.asn != asn else ()
                return TunnelSession(mismatches=wrong, prefixes=device.prefixes)
        return TunnelSession(mismatches=(f"device: ours has none at {address}",))
