"""The state of Direct Connect, transit gateways and VPN, and the interface to other services' resources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sandbox.emulated.hybrid_network.direct_connect_model import AssociatedGateway, DirectConnectState
from sandbox.emulated.hybrid_network.transit_gateway_model import TransitNetwork
from sandbox.emulated.hybrid_network.vpn_model import VirtualGateway, VpnNetwork


@dataclass
class HybridNetwork:
    """The state of all of them, for all accounts."""

    direct_connect: DirectConnectState = field(default_factory=DirectConnectState)
    transit: TransitNetwork = field(default_factory=TransitNetwork)
    vpn: VpnNetwork = field(default_factory=VpnNetwork)


@dataclass(frozen=True)
class Vpc:
    """The properties of a VPC that a transit gateway needs."""

    cidrs: tuple[str, ...]
    """Its IPv4 ranges."""
    zone_of_subnet: Mapping[str, str]
    ipv6_cidrs: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrefixList:
    """The properties of a managed prefix list that a transit gateway's route table needs."""

    owner: str
    cidrs: tuple[str, ...]


def associated(gateway: VirtualGateway, cidrs: tuple[str, ...]) -> AssociatedGateway:
    """Return the gateway as Direct Connect knows it, with the ranges of its VPC."""
    found = gateway.attachment
    return AssociatedGateway(
        id=gateway.id,
        type="virtualPrivateGateway",
        owner=gateway.owner,
        region=gateway.region,
        asn=gateway.asn,
        vpc=gateway.vpc,
        cidrs=cidrs if found else (),
    )


class ResourceLookup(Protocol):
    """The resources of other services: EC2's VPCs, gateways, prefix lists and tags, and RAM's shares."""

    def virtual_gateways(self) -> Mapping[str, AssociatedGateway]:
        """Return every virtual private gateway of every account and region that is not deleted, by its id."""

    def vpc(self, account: str, region: str, vpc: str) -> Vpc | None:
        """Return the VPC, if it is this account's and in this region."""

    def prefix_list(self, account: str, region: str, prefix_list: str) -> PrefixList | None:
        """Return the managed prefix list, if it is this account's or shared with it, and in this region."""

    def publish_virtual_gateway(self, gateway: VirtualGateway) -> None:
        """Make the gateway known to the routes of its account, or unknown once it is deleted."""

    def put_object(self, account: str, region: str, bucket: str, key: str, body: bytes) -> None:
        """Write an object to a bucket of S3, as the account; raise EC2's error where S3 refuses it."""

    def shared_with(self, arn: str, account: str) -> bool:
        """Return whether a resource share reaches the account."""

    def tags(self, account: str, region: str, resource: str) -> dict[str, str]:
        """Return the tags that this account gave to an EC2 resource, its own or a shared one."""

    def tag(self, account: str, region: str, resource: str, tags: Mapping[str, str]) -> None:
        """Give an EC2 resource tags."""

    def untag(self, account: str, region: str, resource: str, keys: Iterable[str]) -> None:
        """Remove tags of an EC2 resource."""
