"""The state of Direct Connect and of transit gateways, and the interface to other services' resources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sandbox.emulated.hybrid_network.direct_connect_model import AssociatedGateway, DirectConnectState
from sandbox.emulated.hybrid_network.transit_gateway_model import TransitNetwork


@dataclass
class HybridNetwork:
    """The state of both services, for all accounts."""

    direct_connect: DirectConnectState = field(default_factory=DirectConnectState)
    transit: TransitNetwork = field(default_factory=TransitNetwork)


@dataclass(frozen=True)
class Vpc:
    """The properties of a VPC that a transit gateway needs."""

    cidrs: tuple[str, ...]
    zone_of_subnet: Mapping[str, str]


class ResourceLookup(Protocol):
    """The resources of other services: EC2's VPCs, gateways and tags, and RAM's shares."""

    def virtual_gateways(self) -> Mapping[str, AssociatedGateway]:
        """Return every virtual private gateway of every account and region that is not deleted, by its id."""

    def vpc(self, account: str, region: str, vpc: str) -> Vpc | None:
        """Return the VPC, if it is this account's and in this region."""

    def shared_with(self, arn: str, account: str) -> bool:
        """Return whether a resource share reaches the account."""

    def tags(self, account: str, region: str, resource: str) -> dict[str, str]:
        """Return the tags that this account gave to an EC2 resource, its own or a shared one."""

    def tag(self, account: str, region: str, resource: str, tags: Mapping[str, str]) -> None:
        """Give an EC2 resource tags."""
