"""Expected answers in text, and the packet and the flow that ask for them.

`open|closed FROM TO PROTOCOL PORTS [from PORT] [DISPOSITION] [via ID,...] [not ID,...] [code CODE]`: an end is an
interface, a data centre, the internet or a service, with its address where it is not the first one
(`eni-a/10.0.0.5`, `dc/192.168.1.1`, `internet/9.9.9.9`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from ipaddress import ip_address

from sandbox.reach.model import EndKind, Flow, FlowEnd, Network, PortRange
from sandbox.routing.model import Address
from tests.sandbox.reach.network_text.filters import ports, protocol
from tests.sandbox.reach.packet_walker.packet import INTERNET, WITH_PORTS, WITH_TYPES, Packet, Place

_CLIENT_PORT = 40000
"""Any ephemeral port."""
_KINDS = {
    "interface": EndKind.INTERFACE,
    "datacentre": EndKind.DATACENTRE,
    "internet": EndKind.INTERNET,
    "service": EndKind.SERVICE,
}


@dataclass(frozen=True, slots=True)
class Query:
    """One packet from one place to another."""

    source: Place
    destination: Place
    packet: Packet

    def flow(self) -> Flow:
        """Return the flow of this packet alone."""
        packet = self.packet
        source_ports = PortRange(packet.source_port, packet.source_port)
        ports: PortRange | None = None
        if packet.protocol in WITH_PORTS:
            ports = PortRange(packet.port, packet.port)
        elif packet.protocol in WITH_TYPES:
            ports = PortRange(packet.port, packet.code)
        return Flow(
            _flow_end(self.source, packet.source),
            _flow_end(self.destination, packet.destination),
            packet.protocol,
            ports,
            source_ports,
        )

    def __str__(self) -> str:
        return f"{self.source.name} -> {self.destination.name}: {self.packet}"


def _flow_end(place: Place, address: Address) -> FlowEnd:
    return FlowEnd(_KINDS[place.kind], place.name, address)


@dataclass(frozen=True, slots=True)
class Expectation:
    """A query and its answer."""

    line: str
    query: Query
    open: bool
    disposition: str = ""
    via: tuple[str, ...] = ()
    not_via: tuple[str, ...] = ()
    code: str = ""


def expectation(network: Network, line: str) -> Expectation:
    verb, *words = line.split()
    tail = words[4:]
    source_port = int(tail[tail.index("from") + 1]) if "from" in tail else _CLIENT_PORT
    upper = [word for place, word in enumerate(tail) if word.isupper() and tail[place - 1 : place] != ["code"]]
    return Expectation(
        line,
        query(network, words[0], words[1], (words[2], words[3], source_port)),
        {"open": True, "closed": False}[verb],
        upper[0] if upper else "",
        _listed(tail, "via"),
        _listed(tail, "not"),
        next(iter(_listed(tail, "code")), ""),
    )


def _listed(words: list[str], name: str) -> tuple[str, ...]:
    return tuple(words[words.index(name) + 1].split(",")) if name in words else ()


def query(network: Network, source: str, destination: str, packet_text: tuple[str, str, int]) -> Query:
    """Return the query of two ends and the packet's protocol, ports and source port."""
    kind, numbers, source_port = packet_text
    start, from_address = _place(network, source)
    end, to_address = _place(network, destination)
    if from_address is None or to_address is None:
        from_address, to_address = _same_family(network, start, from_address, end, to_address)
    number = protocol(kind)
    if number is None:
        raise ValueError(f"A packet has one protocol, not {kind!r}.")
    packet = Packet(from_address, to_address, number)
    found = ports(numbers)
    if number in WITH_TYPES and found is not None:
        return Query(start, end, replace(packet, port=found.first, code=found.last))
    if number in WITH_PORTS and found is not None:
        return Query(start, end, replace(packet, source_port=source_port, port=found.first))
    return Query(start, end, packet)


def _place(network: Network, text: str) -> tuple[Place, Address | None]:
    name, _, written = text.partition("/")
    address = ip_address(written) if written else None
    if name == INTERNET.name:
        return INTERNET, address
    if name in network.interfaces:
        return Place("interface", name), address
    if name in network.topology.datacentres:
        return Place("datacentre", name), address
    return Place("service", name), address


def _same_family(
    network: Network, start: Place, source: Address | None, end: Place, destination: Address | None
) -> tuple[Address, Address]:
    """Return the first addresses of one family: public ones towards an interface from the internet."""
    known = source or destination
    version = known.version if known else 4

    def first(place: Place, *, public: bool) -> Address:
        interface = network.interfaces[place.name]
        own = next(address for address in interface.addresses if address.version == version)
        return interface.public_addresses.get(own, own) if public else own

    return (
        source or first(start, public=False),
        destination or first(end, public=start == INTERNET),
    )
