"""The customer's routers: when a line is cross-connected, and when a BGP session comes up."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from ipaddress import ip_interface, ip_network

from sandbox.datacentre.model import DataCentre, Interface, Line
from sandbox.emulated.hybrid_network.direct_connect_model import BgpPeer, Session, VirtualInterface
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection

KIND_OF = {"legacy": "private", "transit": "transit"}
"""Interfaces by these names are meant for these kinds, which helps to say what a stray VLAN was meant to be."""

LOCAL_PREFERENCE = {"low": "7224:7100", "medium": "7224:7200", "high": "7224:7300"}
"""The BGP communities by which a customer's router asks AWS to prefer a line.

https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html
"""


@dataclass(frozen=True)
class Routers:
    """The far end of Direct Connect's connections."""

    datacentre: DataCentre

    def line(self, connection: Connection) -> Line | None:
        """Return the line with this connection's name at its location."""
        for line in self.datacentre.lines:
            if line.port == connection.port:
                return line
        return None

    def cross_connected(self, connection: Connection) -> bool:
        """Return whether the carrier connects the line: name, location and bandwidth match."""
        line = self.line(connection)
        return line is not None and line.bandwidth == connection.bandwidth

    def session(self, connection: Connection, vif: VirtualInterface, peer: BgpPeer, amazon_asn: int) -> Session:
        """Return the router's view of the peer; frames reach the router by their VLAN alone."""
        line = self.line(connection)
        if line is None:
            return Session(mismatches=(f"line: ours has none of the name {connection.name} at {connection.location}",))
        for interface in line.interfaces.values():
            if interface.vlan == vif.vlan:
                differences = mismatches(self.datacentre.asn, interface, vif, peer, amazon_asn)
                announced = self._announced(peer.family) if vif.kind != "public" else ()
                return Session(
                    mismatches=differences,
                    prefixes=announced,
                    communities=(LOCAL_PREFERENCE[line.preference],),
                    as_path=(self.datacentre.asn,),
                )
        ours = ", ".join(str(it.vlan) for it in line.interfaces.values()) or "none"
        return Session(mismatches=(f"VLAN: ours {ours}, theirs {vif.vlan}",))

    def _announced(self, family: str) -> tuple[str, ...]:
        """Return the prefixes of the address family: each session carries the routes of its own."""
        return tuple(it for it in self.datacentre.prefixes if f"ipv{ip_network(it).version}" == family)


def mismatches(
    asn: int, interface: Interface, vif: VirtualInterface, peer: BgpPeer, amazon_asn: int
) -> tuple[str, ...]:
    """Return everything that keeps the session down; "ours" is the data centre's side, "theirs" is AWS's."""
    found = []
    if interface.vlan != vif.vlan:
        found.append(f"VLAN: ours {interface.vlan}, theirs {vif.vlan}")
    half = interface.ipv6 if peer.family == "ipv6" else interface
    if half is None:
        found.append(f"address family: ours ipv4, theirs {peer.family}")
    else:
        for what, ours, theirs in (
            ("customer address", half.customer_address, peer.customer_address),
            ("Amazon address", half.amazon_address, peer.amazon_address),
        ):
            if ours is not None and ip_interface(ours) != ip_interface(theirs):
                found.append(f"{what}: ours {ours}, theirs {theirs}")
    if asn != peer.asn:
        found.append(f"customer ASN: ours {asn}, theirs {peer.asn}")
    if interface.amazon_asn != amazon_asn:
        found.append(f"Amazon ASN: ours {interface.amazon_asn}, theirs {amazon_asn}")
    if half is not None and half.key is not None and not hmac.compare_digest(half.key, peer.key):
        found.append("BGP key: ours and theirs differ")
    return tuple(found)


def paired(line: Line, vifs: list[VirtualInterface]) -> dict[str, VirtualInterface]:
    """Match virtual interfaces to the line's interfaces: by VLAN, else by address, else by kind."""
    pairs = {name: vif for name, interface in line.interfaces.items() for vif in vifs if vif.vlan == interface.vlan}
    for fits in (_same_address, _same_kind):
        for name, interface in line.interfaces.items():
            for vif in vifs:
                if name not in pairs and vif not in pairs.values() and fits(name, interface, vif):
                    pairs[name] = vif
    return pairs


def _same_address(_name: str, interface: Interface, vif: VirtualInterface) -> bool:
    ours = {interface.customer_address, interface.amazon_address}
    return any({peer.customer_address, peer.amazon_address} & ours for peer in vif.peers)


def _same_kind(name: str, _interface: Interface, vif: VirtualInterface) -> bool:
    return KIND_OF.get(name) == vif.kind
