"""A document of data centres: the format of the running data centre's own, and what a file may add to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sandbox.routing.model import Address, Announcement, DataCentre, Router
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
_KEPT = "(kept)"
"""Stands for a BGP key in the running data centre's document, which shows none."""


type Own = tuple[int, tuple[Announcement, ...]]
"""ASN and announcements of a router."""


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
    found = part.keys(("asn", "prefixes", "lines"), ("name", "routers", "vpn", "announcements"))
    asn = found["asn"].number(LAST_ASN)
    prefixes = tuple(each.prefix() for each in found["prefixes"].items())
    own = _sent(found)
    known = dict(_router(each, asn, own) for each in found["routers"].items()) if "routers" in found else {}
    lines = tuple(_line(each, known, (asn, own)) for each in found["lines"].items())
    peers = dict(_peer(each, asn, own) for each in found["vpn"].items()) if "vpn" in found else {}
    name = found["name"].text() if "name" in found else _DEFAULT_NAME
    routers = _routers(lines, peers, known, (asn, own))
    return FarEnd((DataCentre(name, prefixes, routers, part.origin),), lines, (), peers)


def _router(part: Part, asn: int, datacentre: tuple[Announcement, ...]) -> tuple[str, Own]:
    """Return the name of a router that differs from its data centre, and its ASN and announcements."""
    found = part.keys(("name",), ("asn", "prefixes", "announcements"))
    number = found["asn"].number(LAST_ASN) if "asn" in found else asn
    return found["name"].text(), (number, _sent(found) or datacentre)


def _line(part: Part, routers: Mapping[str, Own], datacentre: Own) -> FarLine:
    found = part.keys(
        ("name", "router", "location", "bandwidth", "interfaces"), ("preference", "down", "announcements")
    )
    preference = found["preference"].choice(tuple(COMMUNITIES)) if "preference" in found else "medium"
    asn, sent = routers.get(found["router"].text(), datacentre)
    own = asn, _marked(_announcements(found.get("announcements")) or sent, preference)
    reason = found["down"].keys(("reason",), ("since",))["reason"].text() if "down" in found else ""
    interfaces = tuple(_interface(name, each, own, preference) for name, each in found["interfaces"].pairs())
    texts = {name: found[name].text() for name in ("name", "router", "location", "bandwidth")}
    return FarLine(**texts, interfaces=interfaces, reason=reason, origin=part.origin)


def _marked(sent: tuple[Announcement, ...], preference: str) -> tuple[Announcement, ...]:
    """Return announcements with the community of the line's preference, where they have none of their own."""
    community = frozenset((COMMUNITIES[preference],))
    return tuple(replace(each, communities=each.communities or community) for each in sent)


def _interface(name: str, part: Part, line: Own, preference: str) -> FarInterface:
    found = part.keys(("vlan", "customer_address", "amazon_address", "amazon_asn"), ("key", "ipv6", "prefixes"))
    asn, sent = line
    own = asn, _marked(_sent(found), preference) if "prefixes" in found else sent
    amazon_asn = found["amazon_asn"].number(LAST_ASN)
    halves = [_session(4, found, own, amazon_asn)]
    if "ipv6" in found:
        six = found["ipv6"].keys((), ("customer_address", "amazon_address", "key"))
        halves.append(_session(6, six, own, amazon_asn))
    return FarInterface(name, found["vlan"].number(_LAST_VLAN), tuple(halves), "prefixes" in found, origin=part.origin)


def _sent(found: Mapping[str, Part]) -> tuple[Announcement, ...]:
    prefixes = found["prefixes"].items() if "prefixes" in found else ()
    return _announcements(found.get("announcements")) or tuple(Announcement(each.prefix()) for each in prefixes)


def _session(family: Family, found: Mapping[str, Part], own: Own, amazon_asn: int) -> FarSession:
    ends: dict[str, InterfaceAddress | None] = {
        name: found[name].interface_address() if name in found else None
        for name in ("customer_address", "amazon_address")
    }
    key = found["key"].text() if "key" in found else None
    return FarSession(
        family,
        own[0],
        amazon_asn,
        ends["customer_address"],
        ends["amazon_address"],
        key=None if key == _KEPT else key,
        announcements=announced(own[1], family),
        origin=found["customer_address"].origin if "customer_address" in found else None,
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
    lines: tuple[FarLine, ...], peers: Mapping[Address, FarPeer], known: Mapping[str, Own], datacentre: Own
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
    return tuple(
        Router(
            name,
            known.get(name, datacentre)[0],
            tuple(listed),
            tuple(each.prefix for each in known.get(name, datacentre)[1]),
            origin=origins[name],
        )
        for name, listed in addresses.items()
    )
