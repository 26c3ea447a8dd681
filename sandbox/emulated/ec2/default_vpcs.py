"""The default VPC of an account and Region, with a default subnet in each zone.

Source: CreateDefaultVpc and CreateDefaultSubnet in the EC2 API Reference; "Default VPC components" in the Amazon VPC
User Guide.
"""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import changing, connect_to_internet
from sandbox.emulated.ec2.cidrs import overlapping
from sandbox.emulated.ec2.vpc_ranges import blocks_of_subnet
from sandbox.emulated.ec2.vpc_shapes import shown_subnet, shown_vpc
from sandbox.emulated.ec2.vpcs import allow_own_members
from sandbox.emulated.ec2.zones import requested_zone
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

BLOCK = "172.31.0.0/16"
SUBNET_LENGTH = 20
"""AWS's own choice for default VPCs: a /20 a zone."""


@operation("CreateDefaultVpc")
@changing
def create_default_vpc(call: Call) -> dict[str, Any]:
    """Create the default VPC, where there is none: a subnet in each zone, an internet gateway and its route."""
    own = backend.of(call)
    if own.get_default_vpc() is not None:
        raise AwsError("DefaultVpcAlreadyExists", "A Default VPC already exists for this account in this region.")
    vpc = own.create_vpc(BLOCK, is_default=True)
    allow_own_members(own, vpc)
    for zone in own.describe_availability_zones():
        _subnet(call, vpc, zone)
    connect_to_internet(own, vpc)
    own.default_vpc = vpc
    return {"Vpc": shown_vpc(call, vpc) | {"State": "pending"}}


@operation("CreateDefaultSubnet")
@changing
def create_default_subnet(call: Call) -> dict[str, Any]:
    """Create the default subnet of a zone of the default VPC, where there is none."""
    if call.request.get("Ipv6Native"):
        raise NotEmulatedError("ec2", call.operation, "with Ipv6Native")
    if not call.request.get("AvailabilityZone") and not call.request.get("AvailabilityZoneId"):
        raise AwsError("MissingParameter", "The request must contain the parameter availabilityZone")
    vpc = backend.of(call).get_default_vpc()
    if vpc is None:
        raise AwsError("DefaultVpcDoesNotExist", "No default VPC exists for this account in this region.")
    zone = requested_zone(call)
    for each in backend.subnets(call):
        if each.default_for_az and each.availability_zone == zone.name:
            raise AwsError(
                "DefaultSubnetAlreadyExistsInAvailabilityZone",
                f"'{each.id}' is already the default subnet in {zone.name}.",
            )
    return {"Subnet": shown_subnet(call, _subnet(call, vpc, zone)) | {"State": "pending"}}


def _subnet(call: Call, vpc: Any, zone: Any) -> Any:
    used = [it for each in backend.subnets(call) if each.vpc_id == vpc.id for it in blocks_of_subnet(each)]
    free = (
        it for it in IPv4Network(vpc.cidr_block).subnets(new_prefix=SUBNET_LENGTH) if not overlapping([str(it)], used)
    )
    block = next(free, None)
    if block is None:
        raise AwsError("InvalidSubnet.Conflict", f"The default VPC {vpc.id} has no free /{SUBNET_LENGTH} left.")
    subnet = backend.of(call).create_subnet(vpc.id, str(block), availability_zone=zone.name)
    subnet.default_for_az = subnet.map_public_ip_on_launch = True
    return subnet
