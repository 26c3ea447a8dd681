"""One request to Direct Connect or to a transit gateway: who asks, where, when, and what the rest of AWS knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sandbox.emulated.directconnect.model import Edge, Fabric
from sandbox.emulated.ec2.transit_gateway_model import TransitNetwork


@dataclass
class HybridNetwork:
    """Everything that the two services remember, for all accounts."""

    fabric: Fabric = field(default_factory=Fabric)
    transit: TransitNetwork = field(default_factory=TransitNetwork)


@dataclass(frozen=True)
class Vpc:
    """What a transit gateway needs to know of a VPC."""

    cidrs: tuple[str, ...]
    zone_of_subnet: Mapping[str, str]


class Facts(Protocol):
    """What other parts of AWS know: EC2's VPCs, gateways and tags, and the shares of RAM."""

    def virtual_gateways(self) -> Mapping[str, Edge]:
        """Every virtual private gateway of every account and region that is not deleted."""

    def vpc(self, account: str, region: str, vpc: str) -> Vpc | None:
        """The VPC, if it is this account's and in this region."""

    def shared_with(self, arn: str, account: str) -> bool:
        """Whether a resource share reaches the account."""

    def tags(self, account: str, region: str, resource: str) -> dict[str, str]:
        """The tags that this account gave to an EC2 resource, its own or a shared one."""

    def tag(self, account: str, region: str, resource: str, tags: Mapping[str, str]) -> None:
        """Give an EC2 resource tags."""


@dataclass(frozen=True)
class Call:
    """The request's circumstances; clock and randomness are handed in."""

    world: HybridNetwork
    account: str
    region: str
    now: float
    token: Callable[[int], str]
    """Makes so many random hexadecimal digits."""
    facts: Facts

    @property
    def fabric(self) -> Fabric:
        """Direct Connect's state."""
        return self.world.fabric

    @property
    def transit(self) -> TransitNetwork:
        """The transit gateways' state."""
        return self.world.transit

    def virtual_gateway_asns(self) -> dict[str, int]:
        """The ASN of each virtual private gateway."""
        return {id_: edge.asn for id_, edge in self.facts.virtual_gateways().items()}

    def uuid(self) -> str:
        """A random id in the form of a UUID."""
        digits = self.token(32)
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
