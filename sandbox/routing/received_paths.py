"""The paths that Amazon accepted on established sessions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox.routing.model import Announcement, BgpSession, Prefix, Topology, VirtualInterface
from sandbox.routing.prefix_order import IPV4, covers
from sandbox.routing.routes import Path
from sandbox.routing.sessions import CarriedSession

type PathsTo = dict[Prefix, list[Path]]

POINT_TO_POINT_LENGTH = 30
"""Length of the prefix of an interface's peering addresses."""


@dataclass(frozen=True)
class Received:
    """All paths that Amazon accepted, by what carries the session."""

    interfaces: dict[str, PathsTo] = field(default_factory=dict)
    tunnels: dict[str, PathsTo] = field(default_factory=dict)
    """By VPN connection."""
    connect: dict[str, PathsTo] = field(default_factory=dict)
    """By Connect attachment."""


def receive(topology: Topology, established: Iterable[CarriedSession]) -> Received:
    """Return the paths of all established sessions."""
    received = Received()
    stores = {"interface": received.interfaces, "tunnel": received.tunnels, "connect": received.connect}
    for carried in established:
        paths_to = stores[carried.carrier].setdefault(carried.via, {})
        interface = topology.virtual_interfaces.get(carried.via)
        for announcement, path in carried.accepted():
            if _is_accepted(interface, carried.session, announcement):
                paths_to.setdefault(announcement.prefix, []).append(path)
    return received


def _is_accepted(interface: VirtualInterface | None, session: BgpSession, announcement: Announcement) -> bool:
    """Return whether Amazon takes the route.

    A public interface takes the prefixes that it was created with ("you must specify the public IPv4 prefixes or IPv6
    prefixes to advertise over BGP", Direct Connect User Guide, "Routing policies and BGP communities"). Peering
    addresses "using a /30 range" do not propagate to a transit gateway (same guide, "Transit gateway associations",
    https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-transit-gateways.html).
    """
    if interface is None or interface.kind == "private":
        return True
    prefix = announcement.prefix
    if interface.kind == "public":
        return any(covers(allowed, prefix) for allowed in interface.prefixes)
    peering = [it for it in (session.amazon_address, session.customer_address) if it is not None]
    return not (
        prefix.version == IPV4 and prefix.prefixlen >= POINT_TO_POINT_LENGTH and any(it in prefix for it in peering)
    )
