"""VPC peering connections of a Region, of all accounts, as moto keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from moto.ec2.models import ec2_backends

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


def peerings(region: str) -> Iterator[Peering]:
    """Yield the connections of the Region, each once though two accounts know it."""
    seen: set[str] = set()
    for account in list(ec2_backends):
        if region not in ec2_backends[account]:
            continue
        for it in list(ec2_backends[account][region].vpc_pcxs.values()):
            if it.id not in seen:
                seen.add(it.id)
                yield Peering(it.id, it._status.code, (it.vpc.id, it.peer_vpc.id))  # noqa: SLF001 - moto's only record


def state_of(region: str, id_: str) -> str:
    """Return the state of a connection; deleted for one that is no longer known."""
    return next((it.state for it in peerings(region) if it.id == id_), DELETED)


def active_between(region: str, one: str, other: str) -> Peering | None:
    """Return the active connection of two VPCs."""
    found = (it for it in peerings(region) if it.state == ACTIVE and set(it.vpcs) == {one, other})
    return next(found, None)
