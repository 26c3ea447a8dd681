"""The far end that the configurations of routers describe: one data centre whose routers reach each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_interface

from sandbox.routing.model import Address, DataCentre, Prefix, Router
from sandbox.snapshot.network.far_end import LOCAL_PREFERENCE, FarEnd, FarSession, InterfaceAddress, RouterSession
from sandbox.snapshot.network.routers.cisco import Configuration, Interface, read_configuration
from sandbox.snapshot.network.routers.cisco_bgp import Neighbor

_DATACENTRE = "datacentre"


def read_configurations(texts: Mapping[str, str]) -> FarEnd:
    """Return the far end of configurations by file name; raises SourceUnreadable with the line."""
    configurations = [read_configuration(text, file) for file, text in texts.items()]
    sessions = tuple(each for known in configurations for each in _sessions(known))
    routers = tuple(_router(known, sessions) for known in configurations)
    prefixes = dict.fromkeys(prefix for router in routers for prefix in router.announced)
    return FarEnd((DataCentre(_DATACENTRE, tuple(prefixes), routers),), (), sessions)


def _sessions(known: Configuration) -> Iterator[RouterSession]:
    if known.bgp is None:
        return
    for address, neighbor in known.bgp.sessions():
        if neighbor.remote_as is None:
            raise neighbor.line.wrong("Write `neighbor ADDRESS remote-as ASN`.")
        interface, own = _facing(known, address)
        down = "the router shuts the neighbor down" if neighbor.shutdown else ""
        if interface is not None and interface.shutdown:
            down = f"the router's interface {interface.name} is shut down"
        family = 4 if address.version == 4 else 6  # noqa: PLR2004 - the families
        half = FarSession(
            4 if family == 4 else 6,  # noqa: PLR2004 - the same
            known.bgp.asn,
            neighbor.remote_as,
            own,
            ip_interface(f"{address}/{own.network.prefixlen}") if own else None,
            key=neighbor.password,
            announcements=known.announcements(neighbor, family),
            local_preference=_preference(known, neighbor),
            origin=neighbor.line.origin,
        )
        yield RouterSession(known.hostname, half, interface.vlan if interface else None, down)


def _preference(known: Configuration, neighbor: Neighbor) -> int:
    if neighbor.map_in is None:
        return LOCAL_PREFERENCE
    return known.policies.local_preference(neighbor.map_in, neighbor.line)


def _facing(known: Configuration, address: Address) -> tuple[Interface | None, InterfaceAddress | None]:
    """Return the interface in whose network a neighbor is, and its own address there."""
    for interface in known.interfaces:
        for own in interface.addresses:
            if own.version == address.version and address in own.network:
                return interface, own
    return None, None


def _router(known: Configuration, sessions: tuple[RouterSession, ...]) -> Router:
    addresses = tuple(each.ip for interface in known.interfaces for each in interface.addresses)
    announced: dict[Prefix, None] = {}
    for each in sessions:
        if each.router == known.hostname:
            announced |= dict.fromkeys(route.prefix for route in each.session.announcements)
    return Router(
        known.hostname,
        known.bgp.asn if known.bgp else 0,
        addresses,
        tuple(announced),
        static_routes=tuple((route.prefix, route.next_hop) for route in known.static if route.next_hop),
        origin=known.bgp.line.origin if known.bgp else None,
    )
