"""moto's EC2 of one account and Region, and EC2's errors for what does not exist."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call


def of(call: Call) -> Any:
    """Return the EC2 backend of the caller's account and Region."""
    return ec2_backends[call.account][call.region]


def subnet(call: Call, id_: str) -> Any:
    """Return a subnet of the caller's."""
    for subnets in of(call).subnets.values():
        if id_ in subnets:
            return subnets[id_]
    raise AwsError("InvalidSubnetID.NotFound", f"The subnet ID '{id_}' does not exist")


def vpc(call: Call, id_: str) -> Any:
    """Return a VPC of the caller's."""
    found = of(call).vpcs.get(id_)
    if found is None:
        raise AwsError("InvalidVpcID.NotFound", f"The vpc ID '{id_}' does not exist")
    return found


def security_group(call: Call, id_: str) -> Any:
    """Return a security group of the caller's."""
    found = of(call).get_security_group_from_id(id_)
    if found is None:
        raise AwsError("InvalidGroup.NotFound", f"The security group '{id_}' does not exist")
    return found


def depends(id_: str, on: str) -> AwsError:
    """Make the error of a deletion that would leave a dependent object."""
    return AwsError("DependencyViolation", f"{id_} has a dependent object ({on}) and cannot be deleted.")
