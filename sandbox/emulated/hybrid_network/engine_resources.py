"""Resources of EC2 and RAM in the engine that Direct Connect and transit gateways use.

EC2's records are moto's. Lists are copied before they are read, because other requests change them meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.hybrid_network.direct_connect_model import DEFAULT_AMAZON_ASN, AssociatedGateway
from sandbox.emulated.hybrid_network.model import Vpc
from sandbox.emulated.ram.grants import shared_with


class EngineResources:
    """The resources as they are during one call."""

    def __init__(self) -> None:
        self._virtual_gateways: dict[str, AssociatedGateway] | None = None

    def virtual_gateways(self) -> Mapping[str, AssociatedGateway]:
        """Return every virtual private gateway of every account and region that is not deleted, by its id."""
        if self._virtual_gateways is None:
            self._virtual_gateways = {
                gateway.id: _virtual_gateway(backend, gateway)
                for regions in list(ec2_backends.values())
                for backend in list(regions.values())
                for gateway in list(backend.vpn_gateways.values())
                if gateway.state != "deleted"
            }
        return self._virtual_gateways

    def vpc(self, account: str, region: str, vpc: str) -> Vpc | None:
        """Return the VPC, if it is this account's and in this region."""
        backend = ec2_backends[account][region]
        found = backend.vpcs.get(vpc)
        if found is None:
            return None
        zones = {
            subnet.id: subnet.availability_zone
            for subnets in list(backend.subnets.values())
            for subnet in list(subnets.values())
            if subnet.vpc_id == vpc
        }
        return Vpc(cidrs=_cidrs(found), zone_of_subnet=zones)

    def shared_with(self, arn: str, account: str) -> bool:
        """Return whether a resource share reaches the account."""
        return shared_with(arn, account)

    def tags(self, account: str, region: str, resource: str) -> dict[str, str]:
        """Return the tags that this account gave to the resource; CreateTags stores them in the same place."""
        return dict(ec2_backends[account][region].tags.get(resource, {}))

    def tag(self, account: str, region: str, resource: str, tags: Mapping[str, str]) -> None:
        """Give an EC2 resource tags."""
        if tags:
            ec2_backends[account][region].create_tags([resource], dict(tags))


def _virtual_gateway(backend: Any, gateway: Any) -> AssociatedGateway:
    vpc = next((it.vpc_id for it in list(gateway.attachments.values()) if it.state == "attached"), None)
    found = backend.vpcs.get(vpc)
    return AssociatedGateway(
        id=gateway.id,
        type="virtualPrivateGateway",
        owner=backend.account_id,
        region=backend.region_name,
        asn=int(gateway.amazon_side_asn or DEFAULT_AMAZON_ASN),
        vpc=vpc,
        cidrs=_cidrs(found) + _cidrs(found, ipv6=True) if found else (),
    )


def _cidrs(vpc: Any, *, ipv6: bool = False) -> tuple[str, ...]:
    return tuple(it["cidr_block"] for it in vpc.get_cidr_block_association_set(ipv6=ipv6))
