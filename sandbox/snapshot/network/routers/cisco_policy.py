"""Prefix lists and route maps of a Cisco IOS-style configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sandbox.routing.model import Announcement, Prefix
from sandbox.snapshot.network.far_end import LOCAL_PREFERENCE
from sandbox.snapshot.network.routers.cisco_lines import Line
from sandbox.snapshot.network.values import prefix

_WELL_KNOWN = {"no-export": "65535:65281", "no-advertise": "65535:65282", "local-AS": "65535:65283"}


@dataclass(frozen=True, slots=True)
class PrefixRule:
    """One entry of a prefix list."""

    permit: bool
    prefix: Prefix
    shortest: int
    longest: int

    def matches(self, other: Prefix) -> bool:
        """Return whether a prefix is covered, with a length in the range."""
        if other.version != self.prefix.version or not self.shortest <= other.prefixlen <= self.longest:
            return False
        return other.network_address in self.prefix and other.prefixlen >= self.prefix.prefixlen


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a route map."""

    permit: bool
    line: Line
    lists: tuple[str, ...] = ()
    """Names of prefix lists of which one must permit the prefix; empty for every prefix."""
    communities: frozenset[str] = frozenset()
    additive: bool = False
    prepend: tuple[int, ...] = ()
    med: int | None = None
    local_preference: int | None = None


@dataclass
class Policies:
    """The prefix lists and route maps of a router by name."""

    lists: dict[str, list[PrefixRule]] = field(default_factory=dict)
    maps: dict[str, list[Clause]] = field(default_factory=dict)

    def permits(self, name: str, other: Prefix, line: Line) -> bool:
        """Return whether a prefix list permits a prefix: the first entry that matches decides, else it is denied."""
        if name not in self.lists:
            raise line.wrong(f"There is no prefix list {name}.")
        return next((rule.permit for rule in self.lists[name] if rule.matches(other)), False)

    def apply(self, name: str, route: Announcement, line: Line) -> Announcement | None:
        """Return a route as a route map leaves it; None for one that it denies."""
        clause = self.clause(name, route.prefix, line)
        if clause is None or not clause.permit:
            return None
        kept = route.communities if clause.additive or not clause.communities else frozenset()
        return replace(
            route,
            as_path=(*clause.prepend, *route.as_path),
            med=route.med if clause.med is None else clause.med,
            communities=frozenset((*kept, *clause.communities)),
        )

    def clause(self, name: str, other: Prefix, line: Line) -> Clause | None:
        """Return the first clause of a route map that matches a prefix."""
        if name not in self.maps:
            raise line.wrong(f"There is no route map {name}.")
        for clause in self.maps[name]:
            if not clause.lists or any(self.permits(each, other, clause.line) for each in clause.lists):
                return clause
        return None

    def local_preference(self, name: str, line: Line) -> int:
        """Return the local preference that a route map gives to all routes received; one that filters is refused."""
        if name not in self.maps:
            raise line.wrong(f"There is no route map {name}.")
        for clause in self.maps[name]:
            if not clause.permit or clause.lists or clause is not self.maps[name][0]:
                raise clause.line.unsupported()
        known = self.maps[name][0].local_preference
        return LOCAL_PREFERENCE if known is None else known


def read_policies(lines: tuple[Line, ...]) -> Policies:
    """Return the prefix lists and route maps of a configuration; raises SourceUnreadable."""
    policies = Policies()
    numbered: dict[str, list[tuple[int, Clause]]] = {}
    for line in lines:
        for family in ("ip", "ipv6"):
            words = line.after(family, "prefix-list")
            if words and "description" not in words:
                policies.lists.setdefault(words[0], []).append(_rule(line, words[1:]))
        words = line.after("route-map")
        if words:
            place = int(words[2]) if len(words) > 2 and words[2].isdecimal() else 10  # noqa: PLR2004 - name, permit, number
            numbered.setdefault(words[0], []).append((place, _clause(line, words)))
    policies.maps = {
        name: [clause for _, clause in sorted(each, key=lambda one: one[0])] for name, each in numbered.items()
    }
    return policies


def _rule(line: Line, words: tuple[str, ...]) -> PrefixRule:
    rest = words[2:] if words[:1] == ("seq",) else words
    try:
        action, covered = rest[0], prefix(rest[1])
        bounds: Mapping[str, int] = {rest[n]: int(rest[n + 1]) for n in range(2, len(rest), 2)}
    except (IndexError, ValueError):
        raise line.wrong("Write `permit PREFIX [ge N] [le N]`.") from None
    if action not in ("permit", "deny") or not set(bounds) <= {"ge", "le"}:
        raise line.wrong("Write `permit PREFIX [ge N] [le N]`.")
    shortest = bounds.get("ge", covered.prefixlen)
    longest = bounds.get("le", covered.max_prefixlen if "ge" in bounds else covered.prefixlen)
    return PrefixRule(action == "permit", covered, shortest, longest)


def _clause(line: Line, words: tuple[str, ...]) -> Clause:
    clause = Clause(words[1:2] != ("deny",), line)
    for below in line.below:
        clause = _with(clause, below)
    return clause


def _with(clause: Clause, line: Line) -> Clause:
    for family in ("ip", "ipv6"):
        lists = line.after("match", family, "address", "prefix-list")
        if lists:
            return replace(clause, lists=(*clause.lists, *lists))
    try:
        if values := line.after("set", "community"):
            tags = [_WELL_KNOWN.get(each, each) for each in values if each != "additive"]
            if not all(":" in each for each in tags):
                raise line.wrong("Write communities as ASN:NUMBER.")
            return replace(clause, communities=frozenset(tags), additive="additive" in values)
        if values := line.after("set", "as-path", "prepend"):
            return replace(clause, prepend=tuple(int(each) for each in values))
        if values := line.after("set", "metric"):
            return replace(clause, med=int(values[0]))
        if values := line.after("set", "local-preference"):
            return replace(clause, local_preference=int(values[0]))
    except ValueError:
        raise line.wrong("Write a number.") from None
    if line.after("description") is not None:
        return clause
    raise line.unsupported()
