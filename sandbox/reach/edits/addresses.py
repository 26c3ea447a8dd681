"""Edits of interfaces' public addresses."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Address

from sandbox.reach.edits.edit import Edit
from sandbox.reach.model import Network, NetworkInterface
from sandbox.routing.model import Address

ANY_PUBLIC = IPv4Address("198.51.100.1")
"""Stands for the Elastic IP address that AWS would choose: reserved for documentation (RFC 5737)."""


def assign_public_address(interface: NetworkInterface, private: Address) -> Edit:
    """Return the edit that associates an Elastic IP address with an interface's private address."""

    def apply(network: Network) -> Network:
        now = network.interfaces[interface.id]
        used = {public for one in network.interfaces.values() for public in one.public_addresses.values()}
        chosen = next(a for n in range(len(used) + 1) if (a := ANY_PUBLIC + n) not in used)
        changed = replace(now, public_addresses={**now.public_addresses, private: chosen})
        return replace(network, interfaces={**network.interfaces, interface.id: changed})

    return Edit(f"Associate an Elastic IP address with {interface.id}, {private}", interface.origin, apply)
