"""Find the paths of a Network Access Scope: those that match, without those that are excluded.

Source: "How Network Access Analyzer works" in its guide. A path is found where packets get to the destination and their
responses back; one finding for each pair of ends and protocol.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.emulated.ec2.access_scope_statements import has_header, matches, patterns
from sandbox.emulated.ec2.network_insights_components import Components
from sandbox.emulated.ec2.network_insights_ends import PROTOCOLS, PathEnd, path_ends
from sandbox.emulated.ec2.network_insights_search import Passed, passing
from sandbox.emulated.service_call import Call, Values
from sandbox.reach import Analyzer
from sandbox.reach.headers import ANY_PORT, Box, Boxes, intersect, subtract
from sandbox.reach.model import Flow, InterfaceKind, Network, PortRange

MOST_PAIRS = 2000
"""Pairs of ends of an analysis: each takes milliseconds, during which other calls of EC2 wait."""
_ENDS = frozenset({InterfaceKind.INTERFACE, InterfaceKind.VPC_ENDPOINT, InterfaceKind.OTHER})


class TooManyPairs(Exception):
    """More pairs of ends match than an analysis evaluates."""


@dataclass(frozen=True)
class Candidate:
    """A resource at which paths may begin or end, with the ids by which statements name it."""

    end: PathEnd
    ids: frozenset[str]


def findings(call: Call, analyzer: Analyzer, scope: Values) -> Iterator[list[Values]]:
    """Yield the components of each path that a scope matches and does not exclude; raises TooManyPairs."""
    network = analyzer.network
    every = list(_candidates(network))
    pairs: dict[tuple[int, int], list[Values]] = {}
    for path in scope.get("MatchPaths") or ():
        sources, destinations = (
            [number for number, it in enumerate(every) if matches(call, path.get(end) or {}, it.ids)]
            for end in ("Source", "Destination")
        )
        for one in sources:
            for other in destinations:
                if not every[one].ids & every[other].ids & _identities(every[one]):
                    pairs.setdefault((one, other), []).append(path)
        if len(pairs) > MOST_PAIRS:
            raise TooManyPairs
    components = Components(call, analyzer.index)
    for (one, other), paths in pairs.items():
        source, destination = every[one], every[other]
        excluded = [it for it in scope.get("ExcludePaths") or () if _between(call, it, source, destination)]
        pair = _Pair(call, network, source, destination, paths, excluded)
        for protocol in PROTOCOLS.values():
            found = _first(analyzer, pair, protocol)
            if found is not None:
                yield components.path(found.forward, found.sent, found.arrived)


def _identities(it: Candidate) -> frozenset[str]:
    """Return the id of the interface or gateway itself."""
    return frozenset({it.end.gateway or it.end.end.id})


def _candidates(network: Network) -> Iterator[Candidate]:
    for interface in network.interfaces.values():
        if interface.kind in _ENDS:
            near = (interface.id, interface.subnet, interface.vpc, interface.attached_to, *interface.groups)
            for end in path_ends(network, interface.id):
                yield Candidate(end, frozenset(filter(None, near)))
    topology = network.topology
    owned = {id_ for id_, it in topology.virtual_private_gateways.items() if it.vpc in topology.vpcs}
    for id_ in (*topology.internet_gateways, *owned, *topology.peerings, *topology.transit_gateways):
        for end in path_ends(network, id_):
            yield Candidate(end, frozenset({id_}))


@dataclass(frozen=True)
class _Pair:
    """Two ends with the paths of the scope that are about them."""

    call: Call
    network: Network
    source: Candidate
    destination: Candidate
    matching: list[Values]
    excluding: list[Values]

    def headers(self, box: Box) -> Boxes:
        """Return the packets of a set that a path matches and none excludes by its source alone."""
        left: Boxes = tuple(part for it in self._at(self.matching, "Source") for part in intersect((box,), it))
        outright = [it for it in self.excluding if not it.get("ThroughResources") and not has_header(it, "Destination")]
        for pattern in self._at(outright, "Source"):
            left = subtract(left, pattern)
        ports = {(it.client_port, it.server_port) for it in self._at(self.matching, "Destination")}
        limits = [it._replace(client_port=one, server_port=other) for it in left for one, other in ports]
        return tuple(part for it in limits for part in intersect(left, it)) or left

    def has(self, found: Passed) -> bool:
        """Return whether a path matches what was found, and none excludes it."""
        return any(self._fits(it, found) for it in self.matching) and not any(
            self._fits(it, found) for it in self.excluding
        )

    def _at(self, paths: list[Values], end: str) -> Boxes:
        return tuple(pattern for path in paths for pattern in patterns(self.network, path, end))

    def _fits(self, path: Values, found: Passed) -> bool:
        passed = found.components | self.source.ids | self.destination.ids
        through = all(matches(self.call, it, passed) for it in path.get("ThroughResources") or ())
        sent = any(intersect((found.sent,), it) for it in self._at([path], "Source"))
        return through and sent and any(intersect((found.arrived,), it) for it in self._at([path], "Destination"))


def _first(analyzer: Analyzer, pair: _Pair, protocol: int) -> Passed | None:
    """Return a path between two ends that the scope matches and does not exclude."""
    source, destination = pair.source.end, pair.destination.end
    flow = Flow(source.end, destination.end, protocol, PortRange(*ANY_PORT), PortRange(*ANY_PORT))
    found = passing(analyzer, flow, source, destination, pair.headers)
    return next((it for it in found if pair.has(it)), None)


def _between(call: Call, path: Values, source: Candidate, destination: Candidate) -> bool:
    return matches(call, path.get("Source") or {}, source.ids) and matches(
        call, path.get("Destination") or {}, destination.ids
    )
