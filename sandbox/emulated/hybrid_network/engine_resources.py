"""Resources of EC2 and RAM in the engine that Direct Connect, transit gateways and VPN use.

EC2's records are moto's, but for those of this package. Lists are copied before they are read, because other requests
change them meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from botocore.exceptions import ClientError, ParamValidationError
from localstack.aws.connect import connect_to
from moto.ec2.models import ec2_backends
from moto.ec2.models.vpn_gateway import VPCGatewayAttachment, VpnGateway

from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.direct_connect_model import AssociatedGateway
from sandbox.emulated.hybrid_network.model import PrefixList, Vpc, associated
from sandbox.emulated.hybrid_network.vpn_model import LEAVING, VirtualGateway, VpnNetwork
from sandbox.emulated.ram.grants import shared_with


class EngineResources:
    """The resources as they are during one call."""

    def __init__(self, vpn: VpnNetwork) -> None:
        self._vpn = vpn
        self._virtual_gateways: dict[str, AssociatedGateway] | None = None

    def virtual_gateways(self) -> Mapping[str, AssociatedGateway]:
        """Return every virtual private gateway of every account and region that is not deleted, by its id."""
        if self._virtual_gateways is None:
            self._virtual_gateways = {
                gateway.id: associated(gateway, _ranges(gateway))
                for gateway in list(self._vpn.virtual_gateways.values())
                if gateway.state not in LEAVING
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
        return Vpc(cidrs=_cidrs(found), zone_of_subnet=zones, ipv6_cidrs=_cidrs(found, ipv6=True))

    def prefix_list(self, account: str, region: str, prefix_list: str) -> PrefixList | None:
        """Return the managed prefix list, if it is this account's or shared with it, and in this region."""
        for owner in list(ec2_backends):
            found = ec2_backends[owner][region].managed_prefix_lists.get(prefix_list)
            if found is None or found.state == "delete-complete":
                continue
            if account in {owner, found.owner_id} or shared_with(found.prefix_list_arn, account):
                entries = found.entries.get(found.version) or ()
                return PrefixList(owner=found.owner_id, cidrs=tuple(str(entry["Cidr"]) for entry in entries))
        return None

    def publish_virtual_gateway(self, gateway: VirtualGateway) -> None:
        """Keep the gateway as moto's too, whose routes and deletion of VPCs look for it there."""
        backend = ec2_backends[gateway.owner][gateway.region]
        if gateway.state in LEAVING:
            backend.vpn_gateways.pop(gateway.id, None)
            return
        known = backend.vpn_gateways.get(gateway.id)
        if known is None:
            known = VpnGateway(backend, gateway.id, gateway.type, str(gateway.asn), gateway.zone)
            backend.vpn_gateways[gateway.id] = known
        attached = {gateway.vpc: VPCGatewayAttachment(gateway.vpc, state="attached")} if gateway.vpc else {}
        known.attachments = attached

    def put_object(self, account: str, region: str, bucket: str, key: str, body: bytes) -> None:
        """Write an object to a bucket of S3, as the account; raise EC2's error where S3 refuses it."""
        try:
            connect_to(aws_access_key_id=account, region_name=region).s3.put_object(Bucket=bucket, Key=key, Body=body)
        except ClientError as refused:
            error = refused.response["Error"]
            raise AwsError(
                "InvalidParameterValue", f"Cannot write to S3 bucket {bucket}: {error['Code']}: {error['Message']}"
            ) from refused
        except ParamValidationError as invalid:
            raise AwsError("InvalidParameterValue", f"Invalid S3 bucket name {bucket!r}.") from invalid

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

    def untag(self, account: str, region: str, resource: str, keys: Iterable[str]) -> None:
        """Remove tags of an EC2 resource."""
        ec2_backends[account][region].delete_tags([resource], dict.fromkeys(keys))


def _ranges(gateway: VirtualGateway) -> tuple[str, ...]:
    found = ec2_backends[gateway.owner][gateway.region].vpcs.get(gateway.vpc)
    return _cidrs(found) + _cidrs(found, ipv6=True) if found else ()


def _cidrs(vpc: Any, *, ipv6: bool = False) -> tuple[str, ...]:
    return tuple(it["cidr_block"] for it in vpc.get_cidr_block_association_set(ipv6=ipv6))
