"""Dispositions are Batfish's; explanation codes are those of AWS's Reachability Analyzer.

https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sandbox.origin import Origin
from sandbox.reach.model import Flow, PortRange


class Disposition(StrEnum):
    """What becomes of a flow."""

    ACCEPTED = "ACCEPTED"
    DENIED_IN = "DENIED_IN"
    DENIED_OUT = "DENIED_OUT"
    NO_ROUTE = "NO_ROUTE"
    NULL_ROUTED = "NULL_ROUTED"
    EXITS_NETWORK = "EXITS_NETWORK"
    DELIVERED_TO_SUBNET = "DELIVERED_TO_SUBNET"
    INSUFFICIENT_INFO = "INSUFFICIENT_INFO"


class StepAction(StrEnum):
    """What a hop did with the packet."""

    RECEIVED = "RECEIVED"
    PERMITTED = "PERMITTED"
    DENIED = "DENIED"
    FORWARDED = "FORWARDED"
    TRANSLATED = "TRANSLATED"
    DELIVERED = "DELIVERED"
    DROPPED = "DROPPED"


@dataclass(frozen=True, slots=True)
class Step:
    """One decision at a hop: the rule or route that let the packet pass or stopped it."""

    action: StepAction
    component: str
    """Id of the security group, network ACL, route table or gateway that decided."""
    rule: str
    """The rule in words: `entry 100 allows tcp 443 from 10.33.0.0/16`, `route 10.0.0.0/8 -> tgw-0abc`."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """A resource that the packet passes."""

    id: str
    kind: str
    """`interface`, `subnet`, `route-table`, `internet-gateway`, `nat-gateway`, `transit-gateway`, `peering`,
    `virtual-private-gateway`, `direct-connect-gateway`, `virtual-interface`, `line`, `vpn-connection`, `router`,
    `load-balancer`, `vpc-endpoint`, `datacentre`, `internet`."""
    name: str
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """The way of the packets in one direction."""

    disposition: Disposition
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A setting that is in the way."""

    code: str
    """AWS's explanation code: `ENI_SG_RULES_MISMATCH`, `NO_ROUTE_TO_DESTINATION`, ..."""
    component: str
    text: str
    returning: bool = False
    """Whether it stops the packets on the way back."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """The smallest edit that opens the flow; evaluated before it is offered."""

    texts: tuple[str, ...]
    """One line for each changed setting."""
    origins: tuple[Origin | None, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowAnswer:
    """Whether a flow passes, there and back."""

    flow: Flow
    disposition: Disposition
    open: bool
    """Whether some packet of the flow gets there and its response back."""
    open_ports: tuple[PortRange, ...] = ()
    """The destination ports of the flow that are open; empty for protocols without ports."""
    forward: tuple[Trace, ...] = ()
    """One trace for each distinct path (ECMP, several addresses)."""
    back: tuple[Trace, ...] = ()
    blocks: tuple[Block, ...] = ()
    """Every setting in the way, where it is closed."""
    remedy: Remedy | None = None
    notes: tuple[str, ...] = ()
    """What could not be modelled on the way."""
