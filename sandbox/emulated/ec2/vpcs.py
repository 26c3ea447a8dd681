"""VPCs and their subnets: the rules of a new one, and what prevents a deletion."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.network_interfaces import addresses_in
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("CreateVpc")
def create_vpc(call: Call) -> dict[str, Any]:
    """Create a VPC whose default security group allows its own members, a rule that moto leaves out."""
    shown = call.inner()
    own = backend.of(call)
    group = own.get_security_group_from_name("default", shown["Vpc"]["VpcId"])
    own.authorize_security_group_ingress(
        group.group_id, "-1", None, None, [], source_groups=[{"GroupId": group.group_id}], vpc_id=group.vpc_id
    )
    return shown


@operation("CreateSubnet")
def create_subnet(call: Call) -> dict[str, Any]:
    """Create a subnet that is not a default one: moto makes the first of each zone one."""
    if wanted := call.request.get("AvailabilityZoneId"):
        known = [zone.zone_id for zone in backend.of(call).describe_availability_zones()]
        if wanted not in known:
            raise AwsError(
                "InvalidParameterValue",
                f"Value ({wanted}) for parameter availabilityZoneId is invalid."
                f" Subnets can currently only be created in the following availability zones: {', '.join(known)}.",
            )
    shown = call.inner()
    made = backend.subnet(call, shown["Subnet"]["SubnetId"])
    made.default_for_az = made.map_public_ip_on_launch = False
    shown["Subnet"].update(DefaultForAz=False, MapPublicIpOnLaunch=False)
    return shown


@operation("DeleteSubnet")
def delete_subnet(call: Call) -> dict[str, Any]:
    """Delete a subnet without interfaces."""
    subnet = backend.subnet(call, call.request["SubnetId"])
    if addresses_in(call, subnet.id):
        raise AwsError("DependencyViolation", f"The subnet '{subnet.id}' has dependencies and cannot be deleted.")
    return call.inner()
