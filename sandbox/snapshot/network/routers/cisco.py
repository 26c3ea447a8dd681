"""One router's configuration in the style of Cisco IOS: interfaces, static routes, BGP with its policies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_interface, ip_network

from sandbox.routing.model import Address, Announcement, Prefix
from sandbox.snapshot.network.far_end import InterfaceAddress
from sandbox.snapshot.network.routers.cisco_bgp import Bgp, Neighbor, read_bgp
from sandbox.snapshot.network.routers.cisco_lines import Line, blocks
from sandbox.snapshot.network.routers.cisco_policy import Policies, read_policies
from sandbox.snapshot.network.values import prefix

_MATTERS = (
    "router ",
    "vrf ",
    "ip vrf",
    "ip nat",
    "ip local policy",
    "ipv6 local policy",
    "route-policy ",
    "zone-pair ",
    "ip inspect",
)
"""Beginnings of commands that decide where packets go and are not modelled."""
_INTERFACE_MATTERS = (
    "ip access-group",
    "ipv6 traffic-filter",
    "ip policy",
    "ip nat",
    "ip vrf",
    "vrf ",
    "zone-member",
    "ip verify",
)
_DEFAULTS = {4: ip_network("0.0.0.0/0"), 6: ip_network("::/0")}


@dataclass
class Interface:
    """An interface with its addresses."""

    name: str
    line: Line
    addresses: list[InterfaceAddress] = field(default_factory=list)
    vlan: int | None = None
    shutdown: bool = False


@dataclass
class StaticRoute:
    """A static route; `next_hop` is None for Null0 or an interface."""

    prefix: Prefix
    next_hop: Address | None
    line: Line


@dataclass
class Configuration:
    """What is modelled of a router."""

    hostname: str
    file: str
    policies: Policies
    interfaces: list[Interface] = field(default_factory=list)
    static: list[StaticRoute] = field(default_factory=list)
    bgp: Bgp | None = None

    def announcements(self, neighbor: Neighbor, family: int) -> tuple[Announcement, ...]:
        """Return what the router announces to a neighbor, after the policies for routes that it sends."""
        if self.bgp is None:
            return ()
        found: dict[Prefix, Announcement] = {}
        for known, policy, line in self._originated():
            if known.version == family and known not in found:
                route: Announcement | None = Announcement(known, med=0)
                route = self.policies.apply(policy, route, line) if policy and route else route
                sent = self._sent(neighbor, route) if route else None
                if sent:
                    found[known] = sent
        default = _DEFAULTS[family]
        if neighbor.default_originate and default not in found:
            found[default] = Announcement(default)
        return tuple(found.values())

    def _originated(self) -> Iterator[tuple[Prefix, str | None, Line]]:
        """Yield the prefixes that the router originates, with a route map: those of `network` need a route."""
        if self.bgp is None:
            return
        connected = {each.network for one in self.interfaces if not one.shutdown for each in one.addresses}
        static = {route.prefix for route in self.static}
        for known, policy, line in self.bgp.networks:
            if known in connected | static:
                yield known, policy, line
        for kind, policy, line in self.bgp.redistributed:
            for each in sorted(connected if kind == "connected" else static, key=str):
                yield each, policy, line
        for known, line in self.bgp.aggregates:
            if any(each.version == known.version and each.network_address in known for each in connected | static):
                yield known, None, line

    def _sent(self, neighbor: Neighbor, route: Announcement) -> Announcement | None:
        if neighbor.list_out and not self.policies.permits(neighbor.list_out, route.prefix, neighbor.line):
            return None
        sent = self.policies.apply(neighbor.map_out, route, neighbor.line) if neighbor.map_out else route
        if sent is None or self.bgp is None:
            return None
        path = (self.bgp.asn, *sent.as_path) if sent.as_path else ()
        communities = sent.communities if neighbor.send_community else frozenset[str]()
        return Announcement(sent.prefix, path, sent.med, communities)


def read_configuration(text: str, file: str) -> Configuration:
    """Return a router's configuration; raises SourceUnreadable with the line of what is not modelled."""
    lines = blocks(text, file)
    stem = file.rpartition("/")[2].partition(".")[0]
    found = Configuration(stem, file, read_policies(lines))
    for line in lines:
        words = line.words
        if words[0] == "hostname" and len(words) > 1:
            found.hostname = words[1]
        elif words[0] == "interface":
            found.interfaces.append(_interface(line))
        elif words[:2] == ("router", "bgp"):
            found.bgp = read_bgp(line)
        elif words[:2] in (("ip", "route"), ("ipv6", "route")):
            found.static.append(_static(line))
        elif line.text.startswith(_MATTERS):
            raise line.unsupported()
    return found


def _interface(line: Line) -> Interface:
    found = Interface(line.text.partition(" ")[2], line)
    for below in line.below:
        try:
            _setting(found, below)
        except ValueError:
            raise below.wrong("Write `ip address ADDRESS MASK`.") from None
    return found


def _setting(found: Interface, line: Line) -> None:
    if line.text.startswith(_INTERFACE_MATTERS):
        raise line.unsupported()
    if (words := line.after("ip", "address")) and words[0] not in ("dhcp", "negotiated"):
        found.addresses.append(ip_interface(f"{words[0]}/{words[1]}" if len(words) > 1 else words[0]))
    elif words := line.after("ipv6", "address"):
        if words[-1] != "link-local" and "/" in words[0]:
            found.addresses.append(ip_interface(words[0]))
    elif words := line.after("encapsulation", "dot1Q"):
        found.vlan = int(words[0])
    elif line.text == "shutdown":
        found.shutdown = True


def _static(line: Line) -> StaticRoute:
    words = line.words[2:]
    try:
        six = line.words[0] == "ipv6"
        known = prefix(words[0] if six else f"{words[0]}/{words[1]}")
        rest = words[1:] if six else words[2:]
    except (IndexError, ValueError):
        raise line.wrong("Write `ip route PREFIX MASK NEXT-HOP`.") from None
    if not rest:
        raise line.wrong("Write `ip route PREFIX MASK NEXT-HOP`.")
    if rest[0] == "vrf" or words[0] == "vrf":
        raise line.unsupported()
    return StaticRoute(known, next(_addresses(rest), None), line)


def _addresses(words: tuple[str, ...]) -> Iterator[Address]:
    for word in words:
        try:
            yield ip_address(word)
        except ValueError:
            continue
