"""Subnets of a VPC: IPv4, dual-stack and IPv6-only.

Source: CreateSubnet in the EC2 API Reference; "Subnet CIDR blocks" in the Amazon VPC User Guide.
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.subnets import Subnet

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import associations_of, changing
from sandbox.emulated.ec2.cidrs import check_apart, subnet_block, subnet_ipv6_block
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import forget_tags, requested_tags
from sandbox.emulated.ec2.vpc_dependencies import subnet_dependency
from sandbox.emulated.ec2.vpc_ranges import blocks_of_subnet
from sandbox.emulated.ec2.vpc_shapes import shown_subnet
from sandbox.emulated.ec2.zones import requested_zone
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

SUBNETS_A_VPC = 200
"""Subnets of a VPC (Amazon VPC quotas)."""

NOT_EMULATED = ("OutpostArn", "Ipv4IpamPoolId", "Ipv4NetmaskLength", "Ipv6IpamPoolId", "Ipv6NetmaskLength")

_OPTIONS = "PrivateDnsNameOptionsOnLaunch"
LISTING = Listing(
    member="Subnets",
    ids="SubnetIds",
    id="SubnetId",
    missing=backend.SUBNET.not_found,
    fields={
        "availability-zone": member("AvailabilityZone"),
        "availabilityZone": member("AvailabilityZone"),
        "availability-zone-id": member("AvailabilityZoneId"),
        "availabilityZoneId": member("AvailabilityZoneId"),
        "available-ip-address-count": member("AvailableIpAddressCount"),
        "cidr-block": member("CidrBlock"),
        "cidr": member("CidrBlock"),
        "cidrBlock": member("CidrBlock"),
        "customer-owned-ipv4-pool": member("CustomerOwnedIpv4Pool"),
        "default-for-az": member("DefaultForAz"),
        "defaultForAz": member("DefaultForAz"),
        "enable-dns64": member("EnableDns64"),
        "enable-lni-at-device-index": member("EnableLniAtDeviceIndex"),
        "ipv6-cidr-block-association.ipv6-cidr-block": member("Ipv6CidrBlockAssociationSet.Ipv6CidrBlock"),
        "ipv6-cidr-block-association.association-id": member("Ipv6CidrBlockAssociationSet.AssociationId"),
        "ipv6-cidr-block-association.state": member("Ipv6CidrBlockAssociationSet.Ipv6CidrBlockState.State"),
        "ipv6-native": member("Ipv6Native"),
        "map-customer-owned-ip-on-launch": member("MapCustomerOwnedIpOnLaunch"),
        "map-public-ip-on-launch": member("MapPublicIpOnLaunch"),
        "outpost-arn": member("OutpostArn"),
        "owner-id": member("OwnerId"),
        "private-dns-name-options-on-launch.hostname-type": member(f"{_OPTIONS}.HostnameType"),
        "private-dns-name-options-on-launch.enable-resource-name-dns-a-record": member(
            f"{_OPTIONS}.EnableResourceNameDnsARecord"
        ),
        "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record": member(
            f"{_OPTIONS}.EnableResourceNameDnsAAAARecord"
        ),
        "state": member("State"),
        "subnet-arn": member("SubnetArn"),
        "subnet-id": member("SubnetId"),
        "vpc-id": member("VpcId"),
    },
)


@operation("CreateSubnet")
@changing
def create_subnet(call: Call) -> dict[str, Any]:
    """Create a subnet in a zone; the response has the transitional state, as on AWS."""
    for name in NOT_EMULATED:
        if call.request.get(name):
            raise NotEmulatedError("ec2", "CreateSubnet", f"with {name}")
    tags = requested_tags(call, "subnet")
    vpc = backend.vpc(call, call.request["VpcId"])
    cidr, six, native = (call.request.get(name) for name in ("CidrBlock", "Ipv6CidrBlock", "Ipv6Native"))
    if native and (cidr or not six):
        raise AwsError("InvalidParameterCombination", "An IPv6 native subnet has an Ipv6CidrBlock and no CidrBlock.")
    if not native and not cidr:
        raise AwsError("MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.")
    beside = [each for each in backend.subnets(call) if each.vpc_id == vpc.id]
    block = _ipv4(vpc, beside, cidr) if cidr else None
    block6 = _ipv6(vpc, beside, six) if six else None
    zone = requested_zone(call)
    if len(beside) >= SUBNETS_A_VPC:
        raise AwsError("SubnetLimitExceeded", "The maximum number of subnets has been reached.")
    subnet = _made(call, vpc, block, block6, zone, tags)
    return {"Subnet": shown_subnet(call, subnet) | {"State": "pending"}}


def _made(  # noqa: PLR0917 - a subnet's parts
    call: Call, vpc: Any, block: str | None, block6: str | None, zone: Any, tags: dict[str, str]
) -> Subnet:
    own = backend.of(call)
    subnet = own.create_subnet(
        vpc.id, block, block6, zone.name, ipv6_native=block is None, tags={"subnet": tags} if tags else None
    )
    # moto makes the first subnet of each zone a default one.
    subnet.default_for_az = subnet.map_public_ip_on_launch = False
    found: Subnet = subnet
    return found


def _ipv4(vpc: Any, beside: list[Any], text: str) -> str:
    block = subnet_block(text, [each["cidr_block"] for each in vpc.get_cidr_block_association_set()])
    check_apart(block, [it for each in beside for it in blocks_of_subnet(each)], "InvalidSubnet.Conflict")
    return str(block)


def _ipv6(vpc: Any, beside: list[Any], text: str) -> str:
    block = subnet_ipv6_block(text, [each["cidr_block"] for each in vpc.get_cidr_block_association_set(ipv6=True)])
    check_apart(block, [it for each in beside for it in blocks_of_subnet(each)], "InvalidSubnet.Conflict")
    return str(block)


@operation("DeleteSubnet")
@changing
def delete_subnet(call: HybridCall) -> dict[str, Any]:
    """Delete a subnet without interfaces, with its associations to a route table and a network ACL."""
    own = backend.of(call)
    subnet = backend.subnet(call, call.request["SubnetId"])
    if subnet_dependency(call, subnet.id) is not None:
        raise AwsError("DependencyViolation", f"The subnet '{subnet.id}' has dependencies and cannot be deleted.")
    for zone in list(own.subnets.values()):
        zone.pop(subnet.id, None)
    for table in list(own.route_tables.values()):
        for id_ in [id_ for id_, it in associations_of(table).items() if it == subnet.id]:
            del associations_of(table)[id_]
    for acl in list(own.network_acls.values()):
        for id_ in [id_ for id_, it in associations_of(acl).items() if it.subnet_id == subnet.id]:
            del associations_of(acl)[id_]
    forget_tags(call, subnet.id)
    return {}


@operation("DescribeSubnets")
def describe_subnets(call: Call) -> dict[str, Any]:
    """Return the caller's subnets."""
    return describe(call, LISTING, [shown_subnet(call, subnet) for subnet in backend.subnets(call)])


@operation("AssociateSubnetCidrBlock")
@changing
def associate_subnet_cidr_block(call: Call) -> dict[str, Any]:
    """Give a subnet the one IPv6 block that it may have."""
    for name in ("Ipv6IpamPoolId", "Ipv6NetmaskLength"):
        if call.request.get(name):
            raise NotEmulatedError("ec2", call.operation, f"with {name}")
    subnet = backend.subnet(call, call.request["SubnetId"])
    if not call.request.get("Ipv6CidrBlock"):
        raise AwsError("MissingParameter", "The request must contain the parameter ipv6CidrBlock")
    if subnet.ipv6_cidr_block_associations:
        raise AwsError("InvalidSubnet.Conflict", f"The subnet '{subnet.id}' has an IPv6 CIDR block already.")
    vpc = backend.vpc(call, subnet.vpc_id)
    beside = [each for each in backend.subnets(call) if each.vpc_id == vpc.id]
    kept = subnet.attach_ipv6_cidr_block_associations(_ipv6(vpc, beside, call.request["Ipv6CidrBlock"]))
    return {"SubnetId": subnet.id, "Ipv6CidrBlockAssociation": _association(kept, "associating")}


@operation("DisassociateSubnetCidrBlock")
@changing
def disassociate_subnet_cidr_block(call: Call) -> dict[str, Any]:
    """Take the IPv6 block of a subnet that no interface uses."""
    id_ = call.request["AssociationId"]
    subnet = next((each for each in backend.subnets(call) if id_ in each.ipv6_cidr_block_associations), None)
    if subnet is None:
        raise AwsError(
            "InvalidSubnetCidrBlockAssociationID.NotFound",
            f"The subnet CIDR block with association ID '{id_}' does not exist",
        )
    used = any(each.ipv6_addresses for each in list(backend.of(call).enis.values()) if each.subnet.id == subnet.id)
    if used or subnet.ipv6_native:
        raise AwsError(
            "InvalidCidrBlock.InUse", f"The IPv6 CIDR block of subnet '{subnet.id}' is in use and cannot be removed."
        )
    kept = subnet.ipv6_cidr_block_associations.pop(id_)
    return {"SubnetId": subnet.id, "Ipv6CidrBlockAssociation": _association(kept, "disassociating")}


def _association(kept: Any, state: str) -> dict[str, Any]:
    return {
        "AssociationId": kept["associationId"],
        "Ipv6CidrBlock": kept["ipv6CidrBlock"],
        "Ipv6CidrBlockState": {"State": state},
    }
