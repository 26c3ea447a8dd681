"""The packets of a walk, what stops them, and what the walk has to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sandbox.origin import Origin
from sandbox.reach.answer import Disposition, Hop, Step, StepAction
from sandbox.reach.edits import Edit
from sandbox.reach.headers import Boxes, Interval
from sandbox.reach.headers.ranges import Family
from sandbox.reach.index import NetworkIndex
from sandbox.reach.model import FlowEnd, NetworkInterface
from sandbox.reach.walk.locations import Location


class References(StrEnum):
    """How far the sender's security groups are known where the packets are."""

    VPC = "vpc"
    PEERING = "peering"
    TRANSIT = "transit"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A setting that stops packets, with the edits that would let them pass."""

    code: str
    """AWS's explanation code."""
    component: str
    text: str
    returning: bool
    origin: Origin | None = None
    edits: tuple[Edit, ...] = ()
    cost: int = 1


@dataclass(frozen=True, slots=True)
class Packets:
    """A set of packets on its way, with its path so far."""

    boxes: Boxes
    family: Family
    response: bool = False
    hops: tuple[Hop, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    sender: str | None = None
    """Id of the interface that sent them, while its security groups are known."""
    references: References = References.VPC
    tracked: frozenset[str] = frozenset()
    """Interfaces that track the connection."""
    zones: tuple[tuple[str, str], ...] = ()
    """Attachments in appliance mode with the zone that they chose for the connection."""
    visited: frozenset[tuple[Location, tuple[tuple[Interval, ...], ...]]] = frozenset()
    """Where the packets were, with their headers then."""

    def destination(self) -> int:
        """Return the index of the dimension that the packets are routed by."""
        return 0 if self.response else 1

    def targets(self) -> tuple[Interval, ...]:
        """Return the destination addresses."""
        n = self.destination()
        return tuple(dict.fromkeys(box[:2][n] for box in self.boxes))

    def sources(self) -> tuple[Interval, ...]:
        """Return the source addresses."""
        n = 1 - self.destination()
        return tuple(dict.fromkeys(box[:2][n] for box in self.boxes))

    def with_boxes(self, boxes: Boxes) -> Packets:
        """Return the packets with other headers."""
        return replace(self, boxes=boxes)

    def at(self, kind: str, ident: str, name: str = "") -> Packets:
        """Return the packets at their next hop."""
        return replace(self, hops=(*self.hops, Hop(ident, kind, name or ident)))

    def step(self, action: StepAction, component: str, rule: str, origin: Origin | None = None) -> Packets:
        """Return the packets after a decision at their last hop."""
        last = self.hops[-1]
        done = replace(last, steps=(*last.steps, Step(action, component, rule, origin)))
        return replace(self, hops=(*self.hops[:-1], done))

    def cost(self) -> int:
        """Return the cost of the obstacles that the packets went past."""
        return sum(obstacle.cost for obstacle in dict.fromkeys(self.obstacles))

    def past(self, obstacle: Obstacle) -> Packets:
        """Return the packets past an obstacle, as if it were not there."""
        return replace(self, obstacles=(*self.obstacles, obstacle))


@dataclass(frozen=True, slots=True)
class Leaf:
    """The end of a walk for a set of packets."""

    disposition: Disposition
    packets: Packets
    location: Location
    obstacle: Obstacle | None = None
    """What stopped them."""


@dataclass(frozen=True, slots=True)
class Move:
    """The next location of a set of packets."""

    location: Location
    packets: Packets


@dataclass
class Walk:
    """What the walk of one question has to know."""

    index: NetworkIndex
    destination: FlowEnd
    """The end that the packets are for: the flow's source for responses."""
    lenient: bool = False
    """Whether packets go on past what stops them, which is recorded."""
    unnumbered: Mapping[str, NetworkInterface] = field(default_factory=dict)
    """By subnet: an interface whose address is not known; it has those that no other interface has."""
    notes: list[str] = field(default_factory=list)
    consulted: set[str] = field(default_factory=set)
    """Ids of everything that the answer depends on."""

    def note(self, text: str) -> None:
        """Add a note, if it is new."""
        if text not in self.notes:
            self.notes.append(text)
