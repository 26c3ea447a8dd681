"""Pass packets through network ACLs and security groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.reach.answer import Disposition, StepAction
from sandbox.reach.edits import Edit
from sandbox.reach.filters import CompiledGroup, FilterOutcome
from sandbox.reach.filters.security_groups import apply_groups
from sandbox.reach.headers import Interval, address_interval, family_of
from sandbox.reach.headers.ranges import Family
from sandbox.reach.model import InterfaceKind, NetworkInterface
from sandbox.reach.walk.drops import insufficient
from sandbox.reach.walk.locations import Location
from sandbox.reach.walk.openings import acl_opening, group_opening
from sandbox.reach.walk.state import Leaf, Move, Obstacle, Packets, References, Walk
from sandbox.reach.walk.text import named, traffic_text
from sandbox.routing.model import Subnet

type Passed = Iterator[Packets | Leaf]

UNFILTERED = frozenset({InterfaceKind.NAT_GATEWAY, InterfaceKind.TRANSIT_GATEWAY, InterfaceKind.LOAD_BALANCER})
"""Interfaces that may have no security group: they filter nothing then."""


def pass_acl(walk: Walk, location: Location, packets: Packets, subnet: Subnet, *, egress: bool) -> Passed:
    """Yield what passes a subnet's network ACL."""
    acl = walk.index.acl_of(subnet)
    if acl is None:
        walk.note(f"The network ACL of {subnet.id} is not known: taken as the default one, which allows everything.")
        yield packets
        return
    walk.consulted.add(acl.acl.id)
    outcome = acl.apply(packets.boxes, packets.family, egress=egress, response=packets.response)
    edit = (
        acl_opening(acl.acl, packets.with_boxes(outcome.denied), egress=egress)
        if walk.lenient and outcome.denied
        else None
    )
    yield from _outcome(
        walk, location, packets, outcome, "SUBNET_ACL_RESTRICTION", egress=egress, edits=(edit,) if edit else ()
    )


def pass_groups(
    walk: Walk, location: Location, packets: Packets, interface: NetworkInterface, *, egress: bool
) -> Iterator[Packets | Leaf | Move]:
    """Yield what passes an interface's security groups, which track the connection."""
    walk.consulted.add(interface.id)
    if packets.response and interface.id in packets.tracked:
        yield packets.step(StepAction.PERMITTED, interface.id, "response of a tracked connection")
        return
    if not interface.groups:
        if interface.kind in UNFILTERED or interface.kind is InterfaceKind.OTHER:
            yield packets
            return
        yield from insufficient(
            walk, location, packets, interface.id, f"The security groups of {interface.id} are not known."
        )
        return
    groups: list[CompiledGroup] = []
    for group in interface.groups:
        found = walk.index.group(group)
        if found is None:
            yield from insufficient(
                walk, location, packets, group, f"Security group {group} of {interface.id} is not known."
            )
            return
        walk.consulted.add(group)
        groups.append(found)
    members = _Members(walk, packets, interface, egress)
    outcome = apply_groups(groups, packets.boxes, packets.family, members, egress=egress, response=packets.response)
    edit = (
        group_opening(groups[0].group, packets.with_boxes(outcome.denied), egress=egress)
        if walk.lenient and outcome.denied
        else None
    )
    code = "ENI_SG_RULES_MISMATCH" if any(g.group.rules for g in groups) else "SG_HAS_NO_RULES"
    yield from _outcome(walk, location, packets, outcome, code, egress=egress, edits=(edit,) if edit else ())


def _outcome(
    walk: Walk,
    location: Location,
    packets: Packets,
    outcome: FilterOutcome,
    code: str,
    *,
    egress: bool,
    edits: tuple[Edit, ...],
) -> Passed:
    if outcome.permitted:
        yield packets.with_boxes(outcome.permitted).step(
            StepAction.PERMITTED, outcome.component, outcome.permitted_by, outcome.permitted_origin
        )
    if not outcome.denied:
        return
    what = packets.with_boxes(outcome.denied)
    text = f"{named(walk, outcome.component)}: {outcome.denied_by} ({traffic_text(what, egress=egress)})"
    obstacle = Obstacle(code, outcome.component, text, packets.response, outcome.denied_origin, edits)
    denied = packets.with_boxes(outcome.denied).step(
        StepAction.DENIED, outcome.component, outcome.denied_by, outcome.denied_origin
    )
    if walk.lenient:
        yield denied.past(obstacle)
    else:
        disposition = Disposition.DENIED_OUT if egress else Disposition.DENIED_IN
        yield Leaf(disposition, denied, location, obstacle)


@dataclass(frozen=True, slots=True)
class _Members:
    """The addresses that a reference to a group stands for at an interface.

    A reference means the private addresses of the group's interfaces in the VPC, in a peered VPC of the Region, and for
    inbound rules behind a transit gateway with security group referencing:
    https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
    """

    walk: Walk
    packets: Packets
    interface: NetworkInterface
    egress: bool

    def __call__(self, group: str, family: Family) -> tuple[Interval, ...]:
        self.walk.consulted.add(f"members:{group}")
        return tuple(
            address_interval(address)
            for member in self.walk.index.members.get(group, ())
            if self._known(member)
            for address in member.addresses
            if family_of(address) == family
        )

    def _known(self, member: NetworkInterface) -> bool:
        if self.egress is not self.packets.response:
            return member.vpc == self.interface.vpc or _peered(self.walk, member.vpc, self.interface.vpc)
        if self.packets.references is References.TRANSIT and self.egress:
            return False
        return self.packets.sender == member.id and self.packets.references is not References.LOST


def _peered(walk: Walk, one: str, other: str) -> bool:
    vpcs = walk.index.topology.vpcs
    if one not in vpcs or other not in vpcs or vpcs[one].region != vpcs[other].region:
        return False
    return frozenset((one, other)) in walk.index.peered
