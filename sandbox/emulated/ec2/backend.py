"""moto's EC2 of one account and region, and what to say of what isn't there."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.errors import AwsError


def of(context: Any) -> Any:
    """The caller's own."""
    return ec2_backends[context.account_id][context.region]


def subnet(context: Any, id_: str) -> Any:
    """A subnet of the caller's."""
    for subnets in of(context).subnets.values():
        if id_ in subnets:
            return subnets[id_]
    raise AwsError("InvalidSubnetID.NotFound", f"The subnet ID '{id_}' does not exist")


def vpc(context: Any, id_: str) -> Any:
    """A VPC of the caller's."""
    found = of(context).vpcs.get(id_)
    if found is None:
        raise AwsError("InvalidVpcID.NotFound", f"The vpc ID '{id_}' does not exist")
    return found


def security_group(context: Any, id_: str) -> Any:
    """A security group of the caller's."""
    found = of(context).get_security_group_from_id(id_)
    if found is None:
        raise AwsError("InvalidGroup.NotFound", f"The security group '{id_}' does not exist")
    return found


def depends(id_: str, on: str) -> AwsError:
    """AWS's answer to a deletion that would leave something without what it needs."""
    return AwsError("DependencyViolation", f"{id_} has a dependent object ({on}) and cannot be deleted.")
