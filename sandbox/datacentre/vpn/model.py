"""The customer's VPN devices and SD-WAN appliances, as their team describes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Device:
    """A device: by its address or its certificate the far end of VPN connections, by its address of Connect peers."""

    name: str
    address: str
    """The customer gateway's `IpAddress`, or the Connect peer's `PeerAddress`; empty with a certificate."""
    certificate: str
    """ARN of the customer gateway's certificate; empty where its address identifies the device."""
    asn: int
    prefixes: tuple[str, ...]
    """What the device announces by BGP."""
    pre_shared_key: str | None = None
    """None: the operator copies the key from the configuration that AWS gives."""
    down: tuple[int, ...] = ()
    """The tunnels (1, 2) of each connection that are not configured or out of order."""


@dataclass(frozen=True)
class Devices:
    """All devices."""

    devices: tuple[Device, ...]
