"""VPC peering connections of a Region, of all accounts, as moto keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from moto.ec2.models import ec2_backends

from sandbox.emulated.ec2.peering_states import settle, status_of
from sandbox.emulated.service_call import Call

ACTIVE = "active"
DELETED = "deleted"


@dataclass(frozen=True)
class Peering:
    """A VPC peering connection: its id, its state and the two VPCs."""

    id: str
    state: str
    vpcs: tuple[str, str]

    def other(self, vpc: str) -> str:
        """Return the VPC at the other end."""
        return next(it for it in self.vpcs if it != vpc)


def peerings(call: Call) -> Iterator[Peering]:
    """Yield the connections of the Region, without repeating those that two accounts know."""
    seen: set[str] = set()
    for account in list(ec2_backends):
        if call.region not in ec2_backends[account]:
            continue
        for it in list(ec2_backends[account][call.region].vpc_pcxs.values()):
            if it.id not in seen:
                seen.add(it.id)
                settle(it, call.timestamp)
                yield Peering(it.id, status_of(it), (it.vpc.id, it.peer_vpc.id))


def state_of(call: Call, id_: str) -> str:
    """Return the state of a connection; deleted for one that is no longer known."""
    return next((it.state for it in peerings(call) if it.id == id_), DELETED)


def active_between(call: Call, one: str, other: str) -> Peering | None:
    """Return the active connection of two VPCs."""
    found = (it for it in peerings(call) if it.state == ACTIVE and set(it.vpcs) == {one, other})
    return next(found, None)
