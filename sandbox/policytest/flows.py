"""Entry points of assertions about the network: `flow(...)`, `nothing` and `everything`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, Self

from sandbox.policytest.errors import InvalidAssertion
from sandbox.policytest.failure_sets import FailureSet
from sandbox.policytest.flow_assertion import FlowAssertion, SurvivalAssertion
from sandbox.policytest.recorded_assertion import RecordedAssertion, caller_location, record
from sandbox.policytest.session import AssertionSession, current_session
from sandbox.reach import ends
from sandbox.reach.model import EndKind, Flow, FlowEnd, InterfaceKind, Network, PortRange
from sandbox.reach.protocols import ICMP_PROTOCOLS, PORT_PROTOCOLS, PROTOCOL_NUMBERS

type Port = int | tuple[int, int]
"""A port, or the first and the last of a range."""

_LAST_PORT = 65535
_ANY_CODE = -1


@dataclass(frozen=True)
class FlowSubject:
    """The flows that an assertion is about."""

    session: AssertionSession
    number: int
    """The subject's number in its session."""
    description: str
    flows: tuple[Flow, ...]

    def is_open(self) -> RecordedAssertion:
        """Assert that packets of each flow get there, and their responses back, on all its ports.

        Example:
            >>> flow("mobile/app", "legacy/monolith", port=443).is_open()

        """
        description = f"{self.description} is open"
        return record(self.session, self.number, FlowAssertion(description, caller_location(), self.flows, open=True))

    def is_closed(self) -> RecordedAssertion:
        """Assert that no packet of any of the flows gets there and has its response back.

        Example:
            >>> flow("internet", "legacy/postgres", port=5432).is_closed()

        """
        description = f"{self.description} is closed"
        return record(self.session, self.number, FlowAssertion(description, caller_location(), self.flows, open=False))

    def survives(self, failures: FailureSet) -> RecordedAssertion:
        """Assert that each flow is open, and stays so whichever of the failures happens.

        Args:
            failures: `any_one_line`, `any_one_router`, `any_one_session`, `any_one_gateway`, `any_one_zone`, or
                `any_two` of one of these.

        Example:
            >>> flow("mobile/app", "datacentre", port=443).survives(any_one_line)

        """
        description = f"{self.description} survives {failures.name}"
        return record(
            self.session, self.number, SurvivalAssertion(description, caller_location(), self.flows, failures)
        )


def flow(source: str, destination: str, port: Port | None = None, protocol: str | int = "tcp") -> FlowSubject:
    """Return the flow from one end to another; for an account or a prefix, from and to each end in it.

    Args:
        source: The estate's name of an endpoint (`mobile/app`), an account, `datacentre`, `internet`, the id of an
            instance or interface, the name of a load balancer, an address or a prefix.
        destination: The same, or an AWS service: `s3.us-east-1`.
        port: The destination port, or the first and last of a range; for ICMP the type and the code. None for all.
        protocol: `tcp`, `udp`, `icmp`, `icmpv6`, `all` or its IANA number.

    Raises:
        UnknownEnd: The network has no such end.
        InvalidAssertion: The protocol or the port is not one.
        NoSession: No policy test runs.

    Example:
        >>> flow("mobile/app", "legacy/monolith", port=443).is_open()

    """
    session = current_session()
    number, ports = _protocol(protocol), _ports(port, _protocol(protocol))
    pairs = _pairs(ends.resolve(session.network, source), ends.resolve(session.network, destination))
    description = f"flow {source} -> {destination}{_suffix(protocol, port)}"
    flows = tuple(Flow(one, other, number, ports) for one, other in pairs)
    return FlowSubject(session, session.add_subject(description), description, flows)


@dataclass(frozen=True)
class Sources:
    """The sources of an assertion about all flows, narrowed by place."""

    quantifier: Literal["nothing", "everything"]
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    def from_(self, *places: str) -> Self:
        """Keep the sources in these places: accounts, endpoints, `datacentre`, `internet`, prefixes.

        Example:
            >>> nothing.from_("personalisation").reaches("data/isolated")

        """
        return replace(self, inside=(*self.inside, *places))

    def but(self, *places: str) -> Self:
        """Leave out the sources in these places.

        Example:
            >>> nothing.but("mobile/app").reaches("mobile/sessions")

        """
        return replace(self, outside=(*self.outside, *places))

    def reaches(self, *destinations: str, port: Port | None = None, protocol: str | int = "all") -> RecordedAssertion:
        """Assert it of the flows from the sources to each of the destinations.

        Args:
            *destinations: As of `flow`.
            port: As of `flow`.
            protocol: As of `flow`.

        Raises:
            UnknownEnd: The network has no such end.
            InvalidAssertion: There is no destination, no source, or the protocol or port is not one.
            NoSession: No policy test runs.

        """
        session = current_session()
        description = f"{self._description()} reaches {', '.join(destinations)}{_suffix(protocol, port)}"
        number = _protocol(protocol)
        targets = [end for name in destinations for end in ends.resolve(session.network, name)]
        flows = tuple(
            Flow(source, target, number, _ports(port, number))
            for source, target in _pairs(self._sources(session.network), targets)
        )
        if not flows:
            raise InvalidAssertion(f"`{description}` is about no flow.", "Name sources and destinations that exist.")
        assertion = FlowAssertion(description, caller_location(), flows, open=self.quantifier == "everything")
        return record(session, session.add_subject(description), assertion)

    def _sources(self, network: Network) -> tuple[FlowEnd, ...]:
        found = [end for place in self.inside for end in ends.resolve(network, place)] or list(_all_ends(network))
        left_out = {(end.kind, end.id) for place in self.outside for end in ends.resolve(network, place)}
        return tuple(end for end in found if (end.kind, end.id) not in left_out)

    def _description(self) -> str:
        parts: list[str] = [self.quantifier]
        if self.inside:
            parts.append(f"from {', '.join(self.inside)}")
        if self.outside:
            parts.append(f"but {', '.join(self.outside)}")
        return " ".join(parts)


nothing = Sources("nothing")
"""Every workload's interface, the data centre and the internet: none of them `reaches` the destination."""

everything = Sources("everything")
"""The same: each of them `reaches` the destination."""


def _all_ends(network: Network) -> Iterable[FlowEnd]:
    for interface in network.interfaces.values():
        if interface.kind is InterfaceKind.INTERFACE:
            yield ends.interface_end(interface)
    if network.topology.datacentres:
        yield from ends.resolve(network, ends.DATACENTRE)
    yield from ends.resolve(network, ends.INTERNET)


def _pairs(sources: Iterable[FlowEnd], destinations: Iterable[FlowEnd]) -> Iterable[tuple[FlowEnd, FlowEnd]]:
    """Return each source with each destination, without an end and itself."""
    listed = tuple(destinations)
    for source in sources:
        for destination in listed:
            same = (source.kind, source.id) == (destination.kind, destination.id)
            if not same or source.kind is EndKind.ADDRESS:
                yield source, destination


def _protocol(protocol: str | int) -> int | None:
    if protocol == "all":
        return None
    if isinstance(protocol, str):
        if protocol not in PROTOCOL_NUMBERS:
            raise InvalidAssertion(
                f"There is no protocol {protocol!r}.", f"Write one of {', '.join(PROTOCOL_NUMBERS)}, all."
            )
        return PROTOCOL_NUMBERS[protocol]
    return protocol


def _ports(port: Port | None, protocol: int | None) -> PortRange | None:
    if port is None:
        return None
    first, last = port if isinstance(port, tuple) else (port, _ANY_CODE if protocol in ICMP_PROTOCOLS else port)
    if protocol in ICMP_PROTOCOLS:
        return PortRange(first, last)
    if protocol not in PORT_PROTOCOLS:
        raise InvalidAssertion("Only tcp, udp, sctp (132) and icmp have ports or types.", "Leave the port out.")
    if not 0 <= first <= last <= _LAST_PORT:
        raise InvalidAssertion(f"{port} is no port or range of ports.", f"Write numbers from 0 to {_LAST_PORT}.")
    return PortRange(first, last)


def _suffix(protocol: str | int, port: Port | None) -> str:
    shown = "" if protocol == "all" else f" {protocol}"
    if port is None:
        return shown
    return f"{shown} {port}" if isinstance(port, int) else f"{shown} {port[0]}-{port[1]}"
