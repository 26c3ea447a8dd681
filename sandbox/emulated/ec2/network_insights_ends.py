"""The ends of a path in the model of `sandbox.reach`, and the gateways at which its packets begin or end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from sandbox.emulated.ec2.network_insights_paths import HIGHEST_PORT
from sandbox.emulated.ec2.network_insights_resources import kind
from sandbox.emulated.service_call import Values
from sandbox.reach.ends import interface_end, resolve
from sandbox.reach.headers import ANY_PORT, ANY_PROTOCOL, Box, Interval, address_interval, overlap, prefix_interval
from sandbox.reach.model import EndKind, Flow, FlowEnd, Network, PortRange

ANYWHERE = IPv4Network("0.0.0.0/0")
PROTOCOLS = {"tcp": 6, "udp": 17}


@dataclass(frozen=True)
class PathEnd:
    """One end of a path."""

    end: FlowEnd
    gateway: str = ""
    """Id of the gateway that packets have to pass to or from the end; empty for an interface or an address."""

    @property
    def at_gateway(self) -> bool:
        """Return whether the path ends at the gateway itself, wherever the packets go beyond it."""
        return self.end.kind is EndKind.ADDRESS and bool(self.gateway)


def sources(network: Network, path: Values) -> Iterator[PathEnd]:
    """Yield the places where the packets of a path begin."""
    address = path.get("SourceIp") or _filter(path, "FilterAtSource").get("SourceAddress")
    yield from path_ends(network, path["Source"], address)


def destinations(network: Network, path: Values) -> Iterator[PathEnd]:
    """Yield the places where the packets of a path end."""
    address = path.get("DestinationIp") or _filter(path, "FilterAtSource").get("DestinationAddress")
    arrival = _filter(path, "FilterAtDestination").get("DestinationAddress")
    if "Destination" in path:
        yield from path_ends(network, path["Destination"], address)
    else:
        yield from (PathEnd(end) for end in resolve(network, str(address or arrival)))


def flow(path: Values, source: PathEnd, destination: PathEnd) -> Flow:
    """Return the flow of a path between two of its ends; ports are those that both filters allow, where some are."""
    at_source = pattern(_filter(path, "FilterAtSource"))
    first, last = at_source.server_port
    ports = overlap((first, last), arriving(path).server_port) or (first, last)
    if path.get("DestinationPort") is not None:
        ports = path["DestinationPort"], path["DestinationPort"]
    return Flow(
        source.end,
        destination.end,
        PROTOCOLS[path["Protocol"]],
        ports=PortRange(*ports),
        source_ports=PortRange(*at_source.client_port),
    )


def arriving(path: Values) -> Box:
    """Return the headers that packets have to have at the destination."""
    return pattern(_filter(path, "FilterAtDestination"))


def pattern(filter_: Values) -> Box:
    """Return the headers that a filter at one end matches."""
    return Box(
        _addresses(filter_.get("SourceAddress")),
        _addresses(filter_.get("DestinationAddress")),
        ANY_PROTOCOL,
        _ports(filter_.get("SourcePortRange")),
        _ports(filter_.get("DestinationPortRange")),
    )


def _filter(path: Values, name: str) -> Values:
    found: Values = path.get(name) or {}
    return found


def _addresses(address: str | None) -> Interval:
    return address_interval(IPv4Address(address)) if address else prefix_interval(ANYWHERE)


def _ports(given: Values | None) -> Interval:
    return (given.get("FromPort", 0), given.get("ToPort", HIGHEST_PORT)) if given else ANY_PORT


def path_ends(network: Network, id_: str, address: str | None = None) -> Iterator[PathEnd]:
    """Yield the ends that a resource is, with one of its addresses or all."""
    known = IPv4Address(address) if address else None
    prefixes = (IPv4Network(address),) if address else ()
    endpoint = network.topology.vpc_endpoints.get(id_)
    match kind(id_):
        case "eni":
            ids: tuple[str, ...] = (id_,)
        case "i":
            ids = network.instances[id_].interfaces if id_ in network.instances else ()
        case "vpce" if endpoint is not None and endpoint.interfaces:
            ids = endpoint.interfaces
        case "igw":
            yield PathEnd(FlowEnd(EndKind.INTERNET, "internet", known, prefixes, id_), id_)
            return
        case _:
            yield PathEnd(FlowEnd(EndKind.ADDRESS, id_, known, prefixes or (ANYWHERE,), id_), id_)
            return
    yield from (PathEnd(interface_end(network.interfaces[it], id_, known)) for it in ids if it in network.interfaces)
