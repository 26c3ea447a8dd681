"""The customer's routers: when a line is cross-connected, and when a BGP session comes up."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_interface, ip_network

from sandbox.datacentre.model import Cut, DataCentre, Interface, Line, Port
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
    """The far end of Direct Connect's connections: the lines of all data centres."""

    datacentres: tuple[DataCentre, ...]
    cuts: Mapping[Port, Cut] = field(default_factory=dict)
    """The lines that are down."""

    def place(self, port: Port) -> tuple[DataCentre, Line] | None:
        """Return the line of this name at this location, and its data centre."""
        for datacentre in self.datacentres:
            for line in datacentre.lines:
                if line.port == port:
                    return datacentre, line
        return None

    def lines(self) -> list[tuple[DataCentre, Line]]:
        """Return all lines with their data centres."""
        return [(datacentre, line) for datacentre in self.datacentres for line in datacentre.lines]

    def cross_connected(self, connection: Connection) -> bool:
        """Return whether the carrier connects the line: name, location and bandwidth match, and it is not cut."""
        found = self.place(connection.port)
        return found is not None and connection.port not in self.cuts and found[1].bandwidth == connection.bandwidth

    def router(self, connection: Connection) -> str | None:
        """Return the name of the router that the line of this port ends on; None where there is no line."""
        found = self.place(connection.port)
        return None if found is None else found[1].router

    def reason_down(self, connection: Connection) -> str | None:
        """Return why the line of this port is cut; None where it is not."""
        cut = self.cuts.get(connection.port)
        return None if cut is None else cut.reason

    def session(self, connection: Connection, vif: VirtualInterface, peer: BgpPeer, amazon_asn: int) -> Session:
        """Return the router's view of the peer; frames reach the router by their VLAN alone."""
        found = self.place(connection.port)
        if found is None:
            return Session(mismatches=(f"line: ours has none of the name {connection.name} at {connection.location}",))
        datacentre, line = found
        if cut := self.cuts.get(line.port):
            return Session(mismatches=(f"line: ours is down: {cut.reason}",))
        for interface in line.interfaces.values():
            if interface.vlan == vif.vlan:
                asn = datacentre.asn_of(line)
                return Session(
                    mismatches=mismatches(asn, interface, vif, peer, amazon_asn),
                    prefixes=_announced(datacentre, line, interface, vif, peer.family),
                    communities=(LOCAL_PREFERENCE[line.preference],),
                    as_path=(asn,),
                )
        ours = ", ".join(str(it.vlan) for it in line.interfaces.values()) or "none"
        return Session(mismatches=(f"VLAN: ours {ours}, theirs {vif.vlan}",))


def _announced(
    datacentre: DataCentre, line: Line, interface: Interface, vif: VirtualInterface, family: str
) -> tuple[str, ...]:
    """Return the announced prefixes of the address family: each session carries the routes of its own.

    On a public interface AWS accepts the prefixes that it verified for the interface, and more specific ones.
    """
    if interface.prefixes is not None:
        announced = interface.prefixes
    elif vif.kind != "public":
        announced = datacentre.prefixes_of(line)
    else:
        announced = ()
    own = tuple(it for it in announced if f"ipv{ip_network(it).version}" == family)
    if vif.kind != "public":
        return own
    verified = [ip_network(it) for it in vif.prefixes]
    return tuple(it for it in own if any(_within(it, outer) for outer in verified))


def _within(inner: str, outer: object) -> bool:
    network = ip_network(inner)
    return type(network) is type(outer) and network.subnet_of(outer)  # type: ignore[arg-type]


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
