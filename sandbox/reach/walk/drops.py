"""Stop packets, or in a lenient walk record what stops them and go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sandbox.origin import Origin
from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.edits import Edit
from sandbox.reach.model import EndKind
from sandbox.reach.walk.locations import AtCustomer, AtInternet, InVpc, Location
from sandbox.reach.walk.state import Leaf, Move, Obstacle, Packets, Walk

UNREACHED = 100
"""Cost of an obstacle that no edit removes: more than any path's other obstacles together."""

type Detour = tuple[Location, Edit | None]
"""Where packets would go after an edit, None for a change that is not the network's own."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why packets are dropped."""

    disposition: Disposition
    code: str
    """AWS's explanation code."""
    component: str
    """Id of the resource that drops them."""
    text: str
    origin: Origin | None = None
    """Location of the setting."""

    def obstacle(self, packets: Packets, edit: Edit | None = None, cost: int = 1) -> Obstacle:
        """Return the obstacle that it is to packets."""
        edits = (edit,) if edit else ()
        return Obstacle(self.code, self.component, self.text, packets.response, self.origin, edits, cost)


def drop(
    walk: Walk, location: Location, packets: Packets, reason: Reason, detours: Iterable[Detour] = ()
) -> Iterator[Leaf | Move]:
    """End the walk of packets; leniently, go on by each detour, and at the destination itself."""
    stopped = (
        packets.step(StepAction.DROPPED, reason.component, reason.text, reason.origin) if packets.hops else packets
    )
    if not walk.lenient:
        yield Leaf(reason.disposition, stopped, location, reason.obstacle(packets))
        return
    for target, edit in detours:
        yield Move(target, packets.past(reason.obstacle(packets, edit)))
    unreached = reason.obstacle(packets, cost=UNREACHED)
    if any(obstacle.cost == UNREACHED for obstacle in packets.obstacles):
        yield Leaf(reason.disposition, stopped, location, unreached)
        return
    yield _at_destination(walk, location, packets.past(unreached))


def _at_destination(walk: Walk, location: Location, packets: Packets) -> Leaf | Move:
    interface = walk.index.interfaces.get(walk.destination.id)
    if walk.destination.kind is EndKind.INTERFACE and interface is not None:
        return Move(InVpc(interface.vpc, None), packets)
    if walk.destination.kind is EndKind.DATACENTRE:
        return Leaf(Disposition.ACCEPTED, packets, AtCustomer(None, ""))
    if walk.destination.kind in {EndKind.INTERNET, EndKind.SERVICE}:
        return Leaf(Disposition.ACCEPTED, packets, AtInternet())
    return Leaf(Disposition.ACCEPTED, packets, location)


def insufficient(walk: Walk, location: Location, packets: Packets, component: str, text: str) -> Iterator[Leaf | Move]:
    """End the walk where what happens next cannot be modelled; the note names it."""
    walk.note(text)
    stopped = packets.step(StepAction.DROPPED, component, text) if packets.hops else packets
    obstacle = Obstacle("UNSUPPORTED_COMPONENT", component, text, packets.response, cost=UNREACHED)
    yield Leaf(Disposition.INSUFFICIENT_INFO, stopped, location, obstacle)
