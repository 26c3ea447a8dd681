"""A document of data centres: the format of the running data centre's own, and what a file may add to it."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.routing.model import Address, Announcement, DataCentre, Prefix, Router
from sandbox.snapshot.network.far_end import (
    COMMUNITIES,
    Family,
    FarEnd,
    FarInterface,
    FarLine,
    FarPeer,
    FarSession,
    InterfaceAddress,
    announced,
)
from sandbox.snapshot.network.routers.yaml_parts import Part, parse

LAST_ASN = 4294967295
_LAST_VLAN = 4094
_DEFAULT_NAME = "datacentre"
_ADDED = ("name", "vpn", "announcements")
"""Keys of a data centre beyond those of the running one's document."""


def read_document(text: str, file: str) -> FarEnd:
    """Return the far end that a document describes; raises SourceUnreadable with file and line.

    The document is one data centre, or an object with a list `datacentres` of them.
    """
    whole = parse(text, file)
    parts = dict(whole.pairs())
    centres = list(parts["datacentres"].items()) if set(parts) == {"datacentres"} else [whole]
    ends = [_datacentre(part) for part in centres]
    return FarEnd(
        tuple(centre for end in ends for centre in end.datacentres),
        tuple(line for end in ends for line in end.lines),
        (),
        {address: peer for end in ends for address, peer in end.vpn_peers.items()},
    )


def _datacentre(part: Part) -> FarEnd:
    found = part.keys(("asn", "prefixes", "lines"), _ADDED)
    asn = found["asn"].number(LAST_ASN)
    prefixes = tuple(each.prefix() for each in found["prefixes"].items())
    own = _announcements(found.get("announcements")) or tuple(Announcement(each) for each in prefixes)
    lines = tuple(_line(each, asn, own) for each in found["lines"].items())
    peers = dict(_peer(each, asn, own) for each in found["vpn"].items()) if "vpn" in found else {}
    name = found["name"].text() if "name" in found else _DEFAULT_NAME
    routers = _routers(lines, peers, asn, prefixes)
    return FarEnd((DataCentre(name, prefixes, routers, part.origin),), lines, (), peers)


def _line(part: Part, asn: int, datacentre: tuple[Announcement, ...]) -> FarLine:
    found = part.keys(
        ("name", "router", "location", "bandwidth", "interfaces"), ("preference", "state", "reason", "announcements")
    )
    preference = found["preference"].choice(tuple(COMMUNITIES)) if "preference" in found else "medium"
    own = _announcements(found.get("announcements")) or datacentre
    community = COMMUNITIES[preference]
    marked = tuple(
        Announcement(each.prefix, each.as_path, each.med, each.communities or frozenset((community,))) for each in own
    )
    down = "state" in found and found["state"].choice(("up", "down")) == "down"
    reason = found["reason"].text() if "reason" in found else "the line is down"
    interfaces = tuple(_interface(name, each, asn, marked) for name, each in found["interfaces"].pairs())
    texts = {name: found[name].text() for name in ("name", "router", "location", "bandwidth")}
    return FarLine(**texts, interfaces=interfaces, reason=reason if down else "", origin=part.origin)


def _interface(name: str, part: Part, asn: int, own: tuple[Announcement, ...]) -> FarInterface:
    found = part.keys(("vlan", "customer_address", "amazon_address", "amazon_asn"), ("key", "ipv6"))
    amazon_asn = found["amazon_asn"].number(LAST_ASN)
    halves = [_session(4, found, asn, amazon_asn, own)]
    if "ipv6" in found:
        six = found["ipv6"].keys((), ("customer_address", "amazon_address", "key"))
        halves.append(_session(6, six, asn, amazon_asn, own))
    return FarInterface(name, found["vlan"].number(_LAST_VLAN), tuple(halves), part.origin)


def _session(
    family: Family, found: Mapping[str, Part], asn: int, amazon_asn: int, own: tuple[Announcement, ...]
) -> FarSession:
    ends: dict[str, InterfaceAddress | None] = {
        name: found[name].interface_address() if name in found else None
        for name in ("customer_address", "amazon_address")
    }
    key = found["key"].text() if "key" in found else None
    origin = found["customer_address"].origin if "customer_address" in found else None
    return FarSession(
        family,
        asn,
        amazon_asn,
        ends["customer_address"],
        ends["amazon_address"],
        key=key,
        announcements=announced(own, family),
        origin=origin,
    )


def _announcements(part: Part | None) -> tuple[Announcement, ...]:
    return tuple(map(_announcement, part.items())) if part else ()


def _announcement(part: Part) -> Announcement:
    found = part.keys(("prefix",), ("as_path", "med", "communities"))
    return Announcement(
        found["prefix"].prefix(),
        tuple(each.number(LAST_ASN) for each in found["as_path"].items()) if "as_path" in found else (),
        found["med"].number(LAST_ASN) if "med" in found else None,
        frozenset(each.text() for each in found["communities"].items()) if "communities" in found else frozenset(),
    )


def _peer(part: Part, asn: int, datacentre: tuple[Announcement, ...]) -> tuple[Address, FarPeer]:
    found = part.keys(("router", "address"), ("asn", "announcements"))
    own = _announcements(found.get("announcements")) or datacentre
    number = found["asn"].number(LAST_ASN) if "asn" in found else asn
    return found["address"].address(), FarPeer(found["router"].text(), number, own, part.origin)


def _routers(
    lines: tuple[FarLine, ...], peers: Mapping[Address, FarPeer], asn: int, prefixes: tuple[Prefix, ...]
) -> tuple[Router, ...]:
    addresses: dict[str, list[Address]] = {}
    origins = {line.router: line.origin for line in reversed(lines)}
    for line in lines:
        own = addresses.setdefault(line.router, [])
        halves = (half for interface in line.interfaces for half in interface.sessions)
        own += [half.customer_address.ip for half in halves if half.customer_address]
    for address, peer in peers.items():
        addresses.setdefault(peer.router, []).append(address)
        origins.setdefault(peer.router, peer.origin)
    return tuple(Router(name, asn, tuple(known), prefixes, origin=origins[name]) for name, known in addresses.items())
