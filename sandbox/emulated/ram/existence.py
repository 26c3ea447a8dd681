"""Check that a resource to be shared exists, in the services that this engine emulates in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to

from sandbox.emulated.errors import AwsError
from sandbox.emulated.ram.resource_types import SharedResource

type Look = Callable[[Any, str], Any]

_LOOKS: dict[str, tuple[str, Look]] = {
    "ec2:Subnet": ("ec2", lambda ec2, id_: ec2.describe_subnets(SubnetIds=[id_])["Subnets"]),
    "ec2:SecurityGroup": ("ec2", lambda ec2, id_: ec2.describe_security_groups(GroupIds=[id_])["SecurityGroups"]),
    "ec2:PrefixList": (
        "ec2",
        lambda ec2, id_: ec2.describe_managed_prefix_lists(PrefixListIds=[id_])["PrefixLists"],
    ),
    "ec2:TransitGateway": (
        "ec2",
        lambda ec2, id_: ec2.describe_transit_gateways(TransitGatewayIds=[id_])["TransitGateways"],
    ),
    "route53resolver:ResolverRule": (
        "route53resolver",
        lambda resolver, id_: [resolver.get_resolver_rule(ResolverRuleId=id_)["ResolverRule"]],
    ),
}
"""Resource type -> its service and a function that looks it up; other types are not checked."""


def check_existence(resource: SharedResource) -> None:
    """Raise AWS's error where the owner has no such resource."""
    if resource.type.name not in _LOOKS:
        return
    service, look = _LOOKS[resource.type.name]
    client = connect_to(aws_access_key_id=resource.owner, region_name=resource.region).get_client(service)
    try:
        found = look(client, resource.id)
    except ClientError as absent:
        raise _unknown(resource) from absent
    if not found:
        raise _unknown(resource)


def _unknown(resource: SharedResource) -> AwsError:
    return AwsError("UnknownResourceException", f"Resource {resource.arn} could not be found.")
