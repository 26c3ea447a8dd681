"""Create, describe and delete security groups.

Sources: EC2 API Reference, CreateSecurityGroup, DeleteSecurityGroup, DescribeSecurityGroups, GetSecurityGroupsForVpc;
EC2's error codes (InvalidGroup.Duplicate, InvalidGroup.Reserved, CannotDelete, DependencyViolation).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import security_group_shapes as shapes
from sandbox.emulated.ec2 import security_group_store as store
from sandbox.emulated.ec2.filters import Fields, member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.peered_vpcs import state_of
from sandbox.emulated.ec2.security_group_associations import vpcs_of
from sandbox.emulated.ec2.security_group_limits import MOST_GROUPS
from sandbox.emulated.ec2.tags import forget_tags, requested_tags
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call, Values

LONGEST = 255
"""Characters of a name and of a description."""
_TEXT = re.compile(r"[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]+")
_ID_PREFIX = "sg-"


def _permission_fields(prefix: str, permissions: str) -> Fields[Values]:
    ends = {
        "cidr": "IpRanges.CidrIp",
        "from-port": "FromPort",
        "group-id": "UserIdGroupPairs.GroupId",
        "group-name": "UserIdGroupPairs.GroupName",
        "ipv6-cidr": "Ipv6Ranges.CidrIpv6",
        "prefix-list-id": "PrefixListIds.PrefixListId",
        "protocol": "IpProtocol",
        "to-port": "ToPort",
        "user-id": "UserIdGroupPairs.UserId",
    }
    return {f"{prefix}{name}": member(f"{permissions}.{path}") for name, path in ends.items()}


_LISTING = Listing(
    member="SecurityGroups",
    fields={
        "description": member("Description"),
        "group-id": member("GroupId"),
        "group-name": member("GroupName"),
        "owner-id": member("OwnerId"),
        "vpc-id": member("VpcId"),
        **_permission_fields("ip-permission.", "IpPermissions"),
        **_permission_fields("egress.ip-permission.", "IpPermissionsEgress"),
    },
    ids="GroupIds",
    id="GroupId",
    missing=lambda id_: AwsError("InvalidGroup.NotFound", f"The security group '{store.check_id(id_)}' does not exist"),
    ids_with_page_size=False,
)
_FOR_VPC = Listing(
    member="SecurityGroupForVpcs",
    fields={
        "description": member("Description"),
        "group-id": member("GroupId"),
        "group-name": member("GroupName"),
        "owner-id": member("OwnerId"),
        "primary-vpc-id": member("PrimaryVpcId"),
    },
)


@operation("CreateSecurityGroup")
@backend.changing
def create_security_group(call: Call) -> dict[str, Any]:
    """Create a group, in the default VPC where the request names none."""
    name = _text("GroupName", call.request.get("GroupName"))
    description = _text("GroupDescription", call.request.get("Description"))
    if name.lower().startswith(_ID_PREFIX):
        raise AwsError(
            "InvalidParameterValue", f"Value ({name}) for parameter GroupName is invalid. It begins with sg-."
        )
    if name.lower() == store.DEFAULT:
        raise AwsError("InvalidGroup.Reserved", f"The security group '{name}' is reserved")
    vpc = backend.vpc(call, call.request.get("VpcId") or _default_vpc(call))
    tags = requested_tags(call, "security-group")
    existing = store.groups(call)
    if any(group.name == name and group.vpc_id == vpc.id for group in existing):
        raise AwsError("InvalidGroup.Duplicate", f"The security group '{name}' already exists for VPC '{vpc.id}'")
    if len(existing) >= MOST_GROUPS:
        raise AwsError("SecurityGroupLimitExceeded", "The maximum number of security groups has been reached.")
    made = backend.of(call).create_security_group(name, description, vpc_id=vpc.id, tags=tags)
    return {"GroupId": made.id, "Tags": shapes.tags(made), "SecurityGroupArn": shapes.arn(made, "security-group")}


def _text(parameter: str, value: str | None) -> str:
    if not value:
        raise AwsError("MissingParameter", f"The request must contain the parameter {parameter}")
    if not value.isascii():
        raise AwsError(
            "InvalidParameterValue",
            f"Value ({value}) for parameter {parameter} is invalid. Character sets beyond ASCII are not supported.",
        )
    if len(value) > LONGEST or not _TEXT.fullmatch(value):
        raise AwsError(
            "InvalidParameterValue",
            f"Value ({value}) for parameter {parameter} is invalid. It has up to {LONGEST} of the characters"
            " a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*",
        )
    return value


def _default_vpc(call: Call) -> str:
    found = store.default_vpc(call)
    if found is None:
        raise AwsError("VPCIdNotSpecified", "No default VPC for this user")
    return found


@operation("DeleteSecurityGroup")
@backend.changing
def delete_security_group(call: Call) -> dict[str, Any]:
    """Delete a group that is no default one and that neither interfaces nor rules of its VPC use."""
    group = store.requested(call)
    if group.name == store.DEFAULT:
        raise AwsError("CannotDelete", f'the specified group: "{group.id}" name: "default" cannot be deleted by a user')
    if (user := next(_users(call, group), None)) is not None:
        raise backend.depends(f"resource {group.id}", user)
    for rule in [*group.ingress_rules, *group.egress_rules]:
        forget_tags(call, rule.id)
    backend.of(call).delete_security_group(group_id=group.id)
    forget_tags(call, group.id)
    return {"Return": True, "GroupId": group.id}


def _users(call: Call, group: Any) -> Iterator[str]:
    """Yield what keeps a group from its deletion; rules of peered VPCs do not, and become stale."""
    own = backend.of(call)
    for interface in list(own.enis.values()):
        if any(each.id == group.id for each in interface.group_set):
            yield interface.id
    for endpoint in list(own.vpc_end_points.values()):
        if endpoint.state not in {"deleted", "deleting"} and group.id in endpoint.security_group_ids:
            yield endpoint.id
    vpcs = vpcs_of(call, group)
    yield from vpcs - {group.vpc_id}
    for other in store.groups(call):
        if other.id != group.id and vpcs_of(call, other) & vpcs and references(other, group.id):
            yield other.id


def references(group: Any, id_: str) -> bool:
    """Return whether a rule of the group names another group."""
    return any((rule.source_group or {}).get("GroupId") == id_ for rule in [*group.ingress_rules, *group.egress_rules])


@operation("DescribeSecurityGroups")
def describe_security_groups(call: Call) -> dict[str, Any]:
    """Return the caller's groups; names select groups of the default VPC alone."""
    found: Iterable[Any] = store.groups(call)
    if names := call.request.get("GroupNames"):
        found = [store.named(call, name) for name in dict.fromkeys(names)]
    return describe(call, _LISTING, [shapes.group(each, lambda id_: state_of(call, id_)) for each in found])


@operation("GetSecurityGroupsForVpc")
def get_security_groups_for_vpc(call: Call) -> dict[str, Any]:
    """Return the groups that may be used in a VPC: its own, and those associated with it."""
    vpc = backend.vpc(call, call.request["VpcId"])
    found = (group for group in store.groups(call) if vpc.id in vpcs_of(call, group))
    return describe(
        call,
        _FOR_VPC,
        [
            {
                "GroupId": group.id,
                "GroupName": group.name,
                "Description": group.description,
                "OwnerId": group.owner_id,
                "PrimaryVpcId": group.vpc_id,
                "Tags": shapes.tags(group),
            }
            for group in found
        ],
    )
