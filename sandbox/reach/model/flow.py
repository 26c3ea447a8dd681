"""A flow: who sends to whom, with which protocol and ports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sandbox.reach.model.filters import PortRange
from sandbox.routing.model import Address, Prefix

EPHEMERAL = PortRange(1024, 65535)
"""Source ports of clients (VPC user guide, "Ephemeral ports")."""


class EndKind(StrEnum):
    """Where an end of a flow is."""

    INTERFACE = "interface"
    DATACENTRE = "datacentre"
    INTERNET = "internet"
    LOAD_BALANCER = "load-balancer"
    SERVICE = "service"
    """An AWS service behind a VPC endpoint or its public addresses."""
    ADDRESS = "address"
    """An address that no known interface has."""


@dataclass(frozen=True, slots=True)
class FlowEnd:
    """One end of a flow."""

    kind: EndKind
    id: str
    """Id of the interface or load balancer, name of the data centre or service, `internet`."""
    address: Address | None = None
    """One concrete address; None for any of the end's."""
    prefixes: tuple[Prefix, ...] = ()
    """The data centre's or the internet's addresses that are meant; empty for all."""
    name: str = ""
    """As the user wrote it."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Packets from one end to another."""

    source: FlowEnd
    destination: FlowEnd
    protocol: int | None = 6
    """IANA protocol number; None for any."""
    ports: PortRange | None = None
    """Destination ports, for ICMP type and code; None for any."""
    source_ports: PortRange = EPHEMERAL
