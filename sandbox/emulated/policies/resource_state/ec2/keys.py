"""The condition keys that EC2 fills in from a resource, by its type.

Reference: Service Authorization Reference, list_amazonec2 (condition keys of resource types).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sandbox.iam.arn import Arn

type Keys = Iterator[tuple[str, object]]


def _arn(
    arn: Arn, kind: str, identifier: str | None, account: str | None = None, region: str | None = None
) -> str | None:
    if not identifier:
        return None
    return f"arn:{arn.partition}:ec2:{region or arn.region}:{account or arn.account}:{kind}/{identifier}"


def _in_vpc(arn: Arn, found: Any) -> Keys:
    yield "ec2:Vpc", _arn(arn, "vpc", found.vpc_id)


def _with_id(key: str, more: Callable[[Arn, Any], Keys] | None = None) -> Callable[[Arn, Any], Keys]:
    def keys(arn: Arn, found: Any) -> Keys:
        yield key, found.id
        if more is not None:
            yield from more(arn, found)

    return keys


def _of_instance(_arn_of_instance: Arn, found: Any) -> Keys:
    yield "ec2:InstanceID", found.id
    yield "ec2:InstanceType", found.instance_type
    yield "ec2:AvailabilityZone", found.placement.zone
    yield "ec2:Tenancy", getattr(found.placement, "tenancy", None) or "default"
    yield "ec2:EbsOptimized", bool(found.ebs_optimized)
    yield "ec2:RootDeviceType", found.root_device_type
    options = found.metadata_options
    yield "ec2:MetadataHttpTokens", options.http_tokens
    yield "ec2:MetadataHttpEndpoint", options.http_endpoint
    yield "ec2:MetadataHttpPutResponseHopLimit", options.http_put_response_hop_limit
    yield "ec2:InstanceMetadataTags", options.instance_metadata_tags
    associations = found.ec2_backend.iam_instance_profile_associations
    profile = next((it.iam_instance_profile for it in list(associations.values()) if it.instance.id == found.id), None)
    yield "ec2:InstanceProfile", getattr(profile, "arn", None)


def _of_interface(arn: Arn, found: Any) -> Keys:
    yield "ec2:NetworkInterfaceID", found.id
    yield "ec2:Subnet", _arn(arn, "subnet", found.subnet.id)
    yield "ec2:Vpc", _arn(arn, "vpc", found.subnet.vpc_id)
    yield "ec2:AvailabilityZone", found.subnet.availability_zone


def _of_subnet(arn: Arn, found: Any) -> Keys:
    yield "ec2:SubnetID", found.id
    yield "ec2:Vpc", _arn(arn, "vpc", found.vpc_id)
    yield "ec2:AvailabilityZone", found.availability_zone
    yield "ec2:AvailabilityZoneId", found.availability_zone_id


def _of_volume(arn: Arn, found: Any) -> Keys:
    yield "ec2:VolumeID", found.id
    yield "ec2:VolumeType", found.volume_type
    yield "ec2:VolumeSize", found.size
    yield "ec2:VolumeIops", found.iops
    yield "ec2:VolumeThroughput", found.throughput
    yield "ec2:Encrypted", bool(found.encrypted)
    yield "ec2:KmsKeyId", found.kms_key_id
    yield "ec2:AvailabilityZone", found.zone.name if found.zone else None
    yield "ec2:ParentSnapshot", _arn(arn, "snapshot", found.snapshot_id)


def _of_snapshot(arn: Arn, found: Any) -> Keys:
    yield "ec2:SnapshotID", found.id
    yield "ec2:Encrypted", bool(found.encrypted)
    yield "ec2:Owner", found.owner_id
    yield "ec2:VolumeSize", found.volume.size
    yield "ec2:ParentVolume", _arn(arn, "volume", found.volume.id, found.owner_id)


def _of_image(_arn_of_image: Arn, found: Any) -> Keys:
    yield "ec2:ImageID", found.id
    yield "ec2:ImageType", found.image_type
    yield "ec2:Owner", found.owner_alias or found.owner_id
    yield "ec2:Public", bool(found.is_public)
    yield "ec2:RootDeviceType", found.root_device_type


def _of_peering(arn: Arn, found: Any) -> Keys:
    yield "ec2:VpcPeeringConnectionID", found.id
    for key, vpc in (("ec2:RequesterVpc", found.vpc), ("ec2:AccepterVpc", found.peer_vpc)):
        yield key, _arn(arn, "vpc", vpc.id, vpc.owner_id, vpc.ec2_backend.region_name)


def _of_address(_arn_of_address: Arn, found: Any) -> Keys:
    yield "ec2:AllocationId", found.allocation_id
    yield "ec2:Domain", found.domain
    yield "ec2:PublicIpAddress", found.public_ip


def _of_vpc(_arn_of_vpc: Arn, found: Any) -> Keys:
    yield "ec2:VpcID", found.id
    yield "ec2:Tenancy", found.instance_tenancy


def _of_key_pair(_arn_of_key_pair: Arn, found: Any) -> Keys:
    yield "ec2:KeyPairName", found.key_name
    yield "ec2:KeyPairType", found.key_type


def _of_endpoint(_arn_of_endpoint: Arn, found: Any) -> Keys:
    yield "ec2:VpceServiceName", found.service_name


KEYS: Mapping[str, Callable[[Arn, Any], Keys]] = {
    "dhcp-options": _with_id("ec2:DhcpOptionsID"),
    "elastic-ip": _of_address,
    "image": _of_image,
    "instance": _of_instance,
    "internet-gateway": _with_id("ec2:InternetGatewayID"),
    "key-pair": _of_key_pair,
    "natgateway": _in_vpc,
    "network-acl": _with_id("ec2:NetworkAclID", _in_vpc),
    "network-interface": _of_interface,
    "route-table": _with_id("ec2:RouteTableID", _in_vpc),
    "security-group": _with_id("ec2:SecurityGroupID", _in_vpc),
    "snapshot": _of_snapshot,
    "subnet": _of_subnet,
    "volume": _of_volume,
    "vpc": _of_vpc,
    "vpc-endpoint": _of_endpoint,
    "vpc-peering-connection": _of_peering,
}
"""Type in ARNs -> the condition keys of a resource of it."""
