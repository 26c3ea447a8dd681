"""Evaluate the flows between all pairs of ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sandbox.reach.analysis import Analyzer
from sandbox.reach.analysis.load_balancing import PROTOCOLS
from sandbox.reach.ends import interface_end
from sandbox.reach.headers import Boxes
from sandbox.reach.headers.ranges import Family
from sandbox.reach.matrix.classes import EndClasses
from sandbox.reach.matrix.interface_pairs import InterfacePairs
from sandbox.reach.matrix.open_ports import OpenPorts, open_ports
from sandbox.reach.model import EndKind, Flow, FlowEnd, InterfaceKind, Network, PortRange


@dataclass(frozen=True, slots=True)
class Cell:
    """What is open from one end to another; nothing where the flow is closed."""

    source: FlowEnd
    destination: FlowEnd
    open: tuple[OpenPorts, ...]


@dataclass(frozen=True)
class Matrix:
    """The cells of all pairs, kept by the classes of their ends."""

    sources: tuple[FlowEnd, ...]
    destinations: tuple[FlowEnd, ...]
    source_classes: tuple[int, ...]
    destination_classes: tuple[int, ...]
    by_class: Mapping[tuple[int, int], tuple[OpenPorts, ...]]
    """Pairs of classes with an open flow."""

    def __iter__(self) -> Iterator[Cell]:
        """Yield the cell of each pair of two different ends, by source."""
        for place in range(len(self.sources)):
            yield from self.row(place)

    def row(self, place: int) -> Iterator[Cell]:
        """Yield the cells of one source."""
        source, its_class = self.sources[place], self.source_classes[place]
        for destination, other in zip(self.destinations, self.destination_classes, strict=True):
            if not is_same(source, destination):
                yield Cell(source, destination, self.by_class.get((its_class, other), ()))

    def open(self) -> Iterator[Cell]:
        """Yield the cells with an open flow, by source."""
        members: dict[int, list[int]] = defaultdict(list)
        for place, number in enumerate(self.destination_classes):
            members[number].append(place)
        reached: dict[int, list[tuple[int, tuple[OpenPorts, ...]]]] = defaultdict(list)
        for (number, other), found in self.by_class.items():
            reached[number] += ((place, found) for place in members[other])
        for source, number in zip(self.sources, self.source_classes, strict=True):
            for place, found in sorted(reached[number]):
                if not is_same(source, self.destinations[place]):
                    yield Cell(source, self.destinations[place], found)

    def counts(self) -> tuple[int, int]:
        """Return the number of pairs with an open flow, and of all pairs."""
        sources = Counter((end.kind, end.id) for end in self.sources)
        same = sum(sources[end.kind, end.id] for end in self.destinations)
        return sum(1 for _ in self.open()), len(self.sources) * len(self.destinations) - same


def reach_matrix(
    network: Network, sources: Iterable[FlowEnd] | None = None, destinations: Iterable[FlowEnd] | None = None
) -> Matrix:
    """Return what is open between ends, exactly, there and back; clients use ephemeral ports.

    A load balancer is a destination alone, open on the ports of listeners of which a target is reached.

    Args:
        network: The network.
        sources: The sources; all ends of the network by default.
        destinations: The destinations; all ends by default.

    """
    to = tuple(all_ends(network) if destinations is None else destinations)
    found = all_ends(network) if sources is None else sources
    by = tuple(end for end in found if end.kind is not EndKind.LOAD_BALANCER)
    analyzer = Analyzer(network).without_explanations()
    classes = EndClasses(network, analyzer.index.routes, (*by, *to))
    rows, columns = tuple(map(classes.number, by)), tuple(map(classes.number, to))
    return Matrix(by, to, rows, columns, dict(_evaluated(analyzer, _members(by, rows), _members(to, columns))))


def all_ends(network: Network) -> Iterator[FlowEnd]:
    """Yield the interfaces of workloads, the load balancers, the data centres and the internet."""
    for interface in network.interfaces.values():
        if interface.kind is InterfaceKind.INTERFACE:
            yield interface_end(interface)
    for balancer in network.load_balancers.values():
        yield FlowEnd(EndKind.LOAD_BALANCER, balancer.id, name=balancer.name)
    for centre in network.topology.datacentres.values():
        yield FlowEnd(EndKind.DATACENTRE, centre.name, name=centre.name)
    yield FlowEnd(EndKind.INTERNET, "internet", name="internet")


def is_same(one: FlowEnd, other: FlowEnd) -> bool:
    """Return whether two ends are one, which has no flow to itself."""
    return (one.kind, one.id) == (other.kind, other.id)


def cell_of(analyzer: Analyzer, source: FlowEnd, destination: FlowEnd) -> tuple[OpenPorts, ...]:
    """Return what is open from one end to another."""
    headers = analyzer.headers_by_family(Flow(source, destination, None))
    if headers and destination.kind is EndKind.LOAD_BALANCER:
        headers = _balanced(analyzer, source, destination)
    return open_ports(headers)


def _members(ends: Sequence[FlowEnd], numbers: Sequence[int]) -> dict[int, list[FlowEnd]]:
    """Return two ends of each class, or its only one: a flow inside a class needs both."""
    found: dict[int, list[FlowEnd]] = {}
    for end, number in zip(ends, numbers, strict=True):
        members = found.setdefault(number, [])
        if len(members) < 2 and not any(is_same(end, member) for member in members):  # noqa: PLR2004 - a pair
            members.append(end)
    return found


def _evaluated(
    analyzer: Analyzer, sources: Mapping[int, list[FlowEnd]], destinations: Mapping[int, list[FlowEnd]]
) -> Iterator[tuple[tuple[int, int], tuple[OpenPorts, ...]]]:
    ends = [end for members in (*sources.values(), *destinations.values()) for end in members]
    pairs = InterfacePairs(analyzer.index, ends)
    plain = {end.id: number for number, members in destinations.items() for end in members if _plain(pairs, end)}
    others = {number: members for number, members in destinations.items() if not _plain(pairs, members[0])}
    by_id = {end.id: end for members in destinations.values() for end in members}
    for number, members in sources.items():
        every = destinations
        if _plain(pairs, members[0]):
            every = others
            for one in members if len(destinations.get(number, ())) == 1 else members[:1]:
                for idents, opened in pairs.row(one.id):
                    for ident in idents:
                        if ident in plain:
                            found = cell_of(analyzer, one, by_id[ident]) if opened is None else opened
                            if found:
                                yield (number, plain[ident]), found
        for other, to in every.items():
            pair = next(((a, b) for a in members for b in to if not is_same(a, b)), None)
            opened = cell_of(analyzer, *pair) if pair else ()
            if opened:
                yield (number, other), opened


def _plain(pairs: InterfacePairs, end: FlowEnd) -> bool:
    return end.kind is EndKind.INTERFACE and end.address is None and end.id in pairs.interfaces


def _balanced(analyzer: Analyzer, source: FlowEnd, balancer: FlowEnd) -> dict[Family, Boxes]:
    """Return the headers to the listeners of a load balancer that reach a target."""
    found: dict[Family, Boxes] = {}
    for protocol, port in _listened(analyzer.network, balancer.id):
        flow = Flow(source, balancer, protocol, PortRange(port, port))
        if analyzer.flow(flow).open:
            for family, boxes in analyzer.headers_by_family(flow).items():
                found[family] = (*found.get(family, ()), *boxes)
    return found


def _listened(network: Network, balancer: str) -> Iterator[tuple[int, int]]:
    pairs = (
        (protocol, listener.port)
        for listener in network.load_balancers[balancer].listeners
        for protocol in PROTOCOLS.get(listener.protocol, ())
    )
    yield from dict.fromkeys(pairs)
