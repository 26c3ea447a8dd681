"""The BGP neighbors of a Cisco IOS-style configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address

from sandbox.routing.model import Address, Prefix
from sandbox.snapshot.network.routers.cisco_lines import Line
from sandbox.snapshot.network.values import prefix

_IGNORED = (
    "activate",
    "advertisement-interval",
    "description",
    "fall-over",
    "maximum-prefix",
    "next-hop-self",
    "soft-reconfiguration",
    "timers",
    "ttl-security",
    "ebgp-multihop",
    "update-source",
    "version",
    "log-neighbor-changes",
)
"""Settings of a neighbor that decide no route here."""
_FLAGS: Mapping[str, str] = {
    "shutdown": "shutdown",
    "send-community": "send_community",
    "default-originate": "default_originate",
}
"""Setting of a neighbor -> field that it sets."""
_IGNORED_BGP = ("bgp", "timers", "maximum-paths", "exit-address-family", "synchronization", "no")


@dataclass
class Neighbor:
    """A neighbor, or a peer group of neighbors."""

    line: Line
    remote_as: int | None = None
    password: str | None = None
    shutdown: bool = False
    send_community: bool = False
    default_originate: bool = False
    group: str | None = None
    map_in: str | None = None
    map_out: str | None = None
    list_out: str | None = None


@dataclass
class Bgp:
    """The process of one autonomous system."""

    asn: int
    line: Line
    neighbors: dict[str, Neighbor] = field(default_factory=dict)
    """By address, or by the name of a peer group."""
    networks: list[tuple[Prefix, str | None, Line]] = field(default_factory=list)
    """Prefix, route map, line."""
    aggregates: list[tuple[Prefix, Line]] = field(default_factory=list)
    redistributed: list[tuple[str, str | None, Line]] = field(default_factory=list)
    """`static` or `connected`, route map, line."""

    def sessions(self) -> Iterator[tuple[Address, Neighbor]]:
        """Yield the neighbors by address, with what they inherit from their peer group."""
        for name, neighbor in self.neighbors.items():
            try:
                known = ip_address(name)
            except ValueError:
                continue  # a peer group
            yield known, self._inherited(neighbor)

    def _inherited(self, own: Neighbor) -> Neighbor:
        group = self.neighbors.get(own.group or "")
        if group is None:
            return own
        return Neighbor(
            own.line,
            own.remote_as or group.remote_as,
            own.password or group.password,
            own.shutdown or group.shutdown,
            own.send_community or group.send_community,
            own.default_originate or group.default_originate,
            own.group,
            own.map_in or group.map_in,
            own.map_out or group.map_out,
            own.list_out or group.list_out,
        )


def read_bgp(line: Line) -> Bgp:
    """Return the process that `router bgp ASN` configures; raises SourceUnreadable for what is not modelled."""
    asn = line.words[2:3]
    if not asn or not asn[0].isdecimal():
        raise line.wrong("Write `router bgp ASN`.")
    bgp = Bgp(int(asn[0]), line)
    _commands(bgp, line)
    return bgp


def _commands(bgp: Bgp, block: Line) -> None:
    for line in block.below:
        words = line.words
        if words[0] == "neighbor" and len(words) > 2:  # noqa: PLR2004 - neighbor, its name, a setting
            _neighbor(bgp, line)
        elif words[0] == "network":
            bgp.networks.append((_network(line, words[1:]), _map_of(words), line))
        elif words[0] == "aggregate-address":
            bgp.aggregates.append((_network(line, words[1:]), line))
        elif words[0] == "redistribute" and words[1:2] in (("static",), ("connected",)):
            bgp.redistributed.append((words[1], _map_of(words), line))
        elif words[0] == "address-family" and words[1] in ("ipv4", "ipv6") and words[2:] in ((), ("unicast",)):
            _commands(bgp, line)
        elif words[0] not in _IGNORED_BGP:
            raise line.unsupported()


def _neighbor(bgp: Bgp, line: Line) -> None:
    name, setting, *values = line.words[1:]
    known = bgp.neighbors.setdefault(name, Neighbor(line))
    if setting in _FLAGS and not (setting == "default-originate" and values):
        setattr(known, _FLAGS[setting], True)
    elif setting in ("route-map", "prefix-list"):
        _set_policy(known, line, setting, values)
    elif setting == "remote-as" and values and values[0].isdecimal():
        known.remote_as = int(values[0])
    elif setting == "password" and values:
        known.password = values[-1] if len(values) == 1 or values[0] == "0" else None  # others are encrypted
    elif setting == "peer-group":
        known.group = values[0] if values else None
    elif setting not in _IGNORED:
        raise line.unsupported()


def _set_policy(known: Neighbor, line: Line, setting: str, values: list[str]) -> None:
    match setting, values:
        case "route-map", [policy, "in"]:
            known.map_in = policy
        case "route-map", [policy, "out"]:
            known.map_out = policy
        case "prefix-list", [listed, "out"]:
            known.list_out = listed
        case _:
            raise line.unsupported()


def _network(line: Line, words: tuple[str, ...]) -> Prefix:
    try:
        if words[1:2] == ("mask",):
            return prefix(f"{words[0]}/{words[2]}")
        if "/" not in words[0] and len(words) > 1 and words[1].count(".") == 3:  # noqa: PLR2004 - dots of a mask
            return prefix(f"{words[0]}/{words[1]}")
        return prefix(words[0] if "/" in words[0] else f"{words[0]}/{_classful(words[0])}")
    except (IndexError, ValueError):
        raise line.wrong("Write `network PREFIX mask MASK`.") from None


def _classful(text: str) -> int:
    """Return the prefix length that IOS takes for a network without a mask."""
    first = int(text.partition(".")[0])
    return 8 if first < 128 else 16 if first < 192 else 24  # noqa: PLR2004 - classes A, B and C


def _map_of(words: tuple[str, ...]) -> str | None:
    place = words.index("route-map") + 1 if "route-map" in words else 0
    return words[place] if 0 < place < len(words) else None
