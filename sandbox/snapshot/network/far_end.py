"""The customer's end of Direct Connect lines and VPN connections, and whether both ends of a BGP session agree.

A far end comes from the estate file, the document of the running data centre, a YAML file or routers' configurations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Interface, IPv6Interface
from typing import Literal

from sandbox.origin import Origin
from sandbox.routing.model import Address, Announcement, BgpSession, DataCentre, Router

type InterfaceAddress = IPv4Interface | IPv6Interface
type Family = Literal[4, 6]

COMMUNITIES: Mapping[str, str] = {"low": "7224:7100", "medium": "7224:7200", "high": "7224:7300"}
"""Preference of a line -> AWS's local-preference community.

https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html
"""


LOCAL_PREFERENCE = 100
"""Of routes to which a router gives none: the default of Cisco and others."""


@dataclass(frozen=True, slots=True)
class FarSession:
    """A customer router's half of a BGP session; for None it takes what AWS has."""

    family: Family
    asn: int
    amazon_asn: int | None
    customer_address: InterfaceAddress | None = None
    amazon_address: InterfaceAddress | None = None
    key: str | None = None
    announcements: tuple[Announcement, ...] = ()
    local_preference: int = LOCAL_PREFERENCE
    """Of Amazon's routes in the customer's network."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class FarInterface:
    """A customer router's half of a virtual interface."""

    name: str
    vlan: int
    sessions: tuple[FarSession, ...]
    has_prefixes: bool = False
    """Whether it has prefixes of its own: without, a router announces nothing on a public interface."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class FarLine:
    """A line as the customer knows it; for None it takes what AWS has."""

    name: str
    router: str
    location: str | None
    bandwidth: str | None
    interfaces: tuple[FarInterface, ...]
    reason: str = ""
    """Why it is down; empty while it is up."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class FarPeer:
    """A customer router that ends VPN connections at a public address."""

    router: str
    asn: int
    announcements: tuple[Announcement, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class RouterSession:
    """A BGP neighbor in a router's configuration, which knows addresses and no lines."""

    router: str
    session: FarSession
    vlan: int | None = None
    problem: str = ""
    """Why the router does not establish it; empty where it does."""


@dataclass(frozen=True, slots=True)
class FarEnd:
    """All data centres."""

    datacentres: tuple[DataCentre, ...] = ()
    lines: tuple[FarLine, ...] = ()
    sessions: tuple[RouterSession, ...] = ()
    vpn_peers: Mapping[Address, FarPeer] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Return whether the customer's end of any session is known."""
        return bool(self.lines or self.sessions)

    @property
    def routers(self) -> Mapping[str, Router]:
        """Return the routers by name."""
        return {router.name: router for each in self.datacentres for router in each.routers}


@dataclass(frozen=True, slots=True)
class Port:
    """A connection, as AWS has it."""

    name: str
    location: str
    bandwidth: str


@dataclass(frozen=True, slots=True)
class AmazonSession:
    """Amazon's half of a BGP session of a virtual interface; for None it takes what the customer has."""

    id: str
    family: Family
    vlan: int
    amazon_asn: int
    customer_asn: int
    customer_address: InterfaceAddress | None = None
    amazon_address: InterfaceAddress | None = None
    key: str | None = None
    public: bool = False
    """Whether it is on a public virtual interface."""
    origin: Origin | None = None


def line_of(far: FarEnd, port: Port) -> FarLine | None:
    """Return the line that ends at a connection: its name and location match."""
    for line in far.lines:
        if line.name == port.name and (line.location or port.location).upper() == port.location.upper():
            return line
    return None


def line_problem(far: FarEnd, port: Port) -> str:
    """Return why a connection is down as the customer sees it; empty while it is up."""
    line = line_of(far, port)
    if line is None:
        return f"no line of the data centre has the name {port.name} at {port.location}"
    if line.bandwidth is not None and line.bandwidth != port.bandwidth:
        return f"bandwidth: data centre {line.bandwidth}, AWS {port.bandwidth}"
    return line.reason


def session(amazon: AmazonSession, ports: Iterable[Port], far: FarEnd | None) -> BgpSession:
    """Return the session of both halves; `ports` are the connection of its virtual interface, or those of its LAG."""
    lines = [line for port in ports if far and (line := line_of(far, port))]
    half: FarSession | None = None
    router = lines[0].router if lines else None
    if far is None or not far.is_known:
        problems: tuple[str, ...] = ("the customer's routers are not known",)
    elif lines:
        half, problems = _half(amazon, lines)
    elif found := _neighbor(amazon, far):
        half, router = found.session, found.router
        problems = (
            *mismatches(half, amazon),
            *_vlan_problem(found, amazon),
            *((found.problem,) if found.problem else ()),
        )
    else:
        problems = ("no line of the data centre ends at its connection, and no router has its addresses",)
    announcements = half.announcements if half else ()
    return BgpSession(
        amazon.id,
        amazon.family,
        amazon.amazon_asn,
        customer_asn=amazon.customer_asn,
        amazon_address=_address(amazon.amazon_address or (half.amazon_address if half else None)),
        customer_address=_address(amazon.customer_address or (half.customer_address if half else None)),
        announcements=announcements,
        problems=problems,
        customer_preference=half.local_preference if half else LOCAL_PREFERENCE,
        router=router,
        origin=amazon.origin,
    )


def _half(amazon: AmazonSession, lines: list[FarLine]) -> tuple[FarSession | None, tuple[str, ...]]:
    """Return the customer's half of a session, found by its VLAN alone, and where the ends disagree."""
    interfaces = [interface for line in lines for interface in line.interfaces]
    found = next((interface for interface in interfaces if interface.vlan == amazon.vlan), None)
    if found is None:
        vlans = ", ".join(str(interface.vlan) for interface in interfaces) or "none"
        return None, (f"VLAN: data centre {vlans}, AWS {amazon.vlan}",)
    half = next((each for each in found.sessions if each.family == amazon.family), None)
    if half is None:
        families = ", ".join(f"IPv{each.family}" for each in found.sessions) or "none"
        return None, (f"address family: data centre {families}, AWS IPv{amazon.family}",)
    if amazon.public and not found.has_prefixes:
        half = replace(half, announcements=())
    return half, mismatches(half, amazon)


def _neighbor(amazon: AmazonSession, far: FarEnd) -> RouterSession | None:
    """Return the router's neighbor that has one of the addresses of a session, one with both first."""
    wanted = {_address(amazon.customer_address), _address(amazon.amazon_address)} - {None}
    ranked = [
        (len(wanted & {_address(each.session.customer_address), _address(each.session.amazon_address)}), each)
        for each in far.sessions
        if each.session.family == amazon.family
    ]
    best = max(ranked, key=lambda one: one[0], default=(0, None))
    return best[1] if best[0] else None


def _vlan_problem(found: RouterSession, amazon: AmazonSession) -> tuple[str, ...]:
    differs = found.vlan is not None and found.vlan != amazon.vlan
    return (f"VLAN: data centre {found.vlan}, AWS {amazon.vlan}",) if differs else ()


def mismatches(half: FarSession, amazon: AmazonSession) -> tuple[str, ...]:
    """Return everything in which both halves of a session differ."""
    compared: tuple[tuple[str, object, object], ...] = (
        ("customer address", half.customer_address, amazon.customer_address),
        ("Amazon address", half.amazon_address, amazon.amazon_address),
        ("customer ASN", half.asn, amazon.customer_asn),
        ("Amazon ASN", half.amazon_asn, amazon.amazon_asn),
    )
    found = [
        f"{what}: data centre {theirs}, AWS {aws}"
        for what, theirs, aws in compared
        if theirs is not None and aws is not None and theirs != aws
    ]
    if half.key is not None and amazon.key is not None and half.key != amazon.key:
        found.append("BGP key: both ends differ")
    return tuple(found)


def announced(prefixes: Iterable[Announcement], family: Family) -> tuple[Announcement, ...]:
    """Return the announcements of an address family: each session carries those of its own."""
    return tuple(each for each in prefixes if each.prefix.version == family)


def _address(known: InterfaceAddress | None) -> Address | None:
    return known.ip if known is not None else None
