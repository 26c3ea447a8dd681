"""Which VPCs reference a security group, and which rules reference what no longer exists.

Sources: EC2 API Reference, DescribeSecurityGroupReferences and DescribeStaleSecurityGroups; VPC Peering Guide,
"Identify and work with stale security group rules".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import security_group_shapes as shapes
from sandbox.emulated.ec2 import security_group_store as store
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.peered_vpcs import ACTIVE, active_between, state_of
from sandbox.emulated.ec2.security_group_references import transit_gateway_between
from sandbox.emulated.ec2.security_group_rule import Rule
from sandbox.emulated.ec2.security_groups import references
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_STALE = Listing(member="StaleSecurityGroupSet", least=5, most=255)


@operation("DescribeSecurityGroupReferences")
def describe_security_group_references(call: HybridCall) -> dict[str, Any]:
    """Return the VPCs at the other end of a peering connection or transit gateway that reference the groups."""
    wanted = call.request["GroupId"]
    if not wanted:
        raise AwsError("MissingParameter", "The request must contain the parameter groupId")
    found = [store.find(call, id_) for id_ in dict.fromkeys(wanted)]
    return {"SecurityGroupReferenceSet": [each for group in found for each in _references(call, group)]}


def _references(call: HybridCall, group: Any) -> Iterator[dict[str, Any]]:
    vpcs = {
        other.vpc_id
        for other in store.all_groups(call.region)
        if other.vpc_id != group.vpc_id and references(other, group.id)
    }
    for vpc in sorted(vpcs):
        if peering := active_between(call, group.vpc_id, vpc):
            yield {"GroupId": group.id, "ReferencingVpcId": vpc, "VpcPeeringConnectionId": peering.id}
        elif gateway := transit_gateway_between(call, group.vpc_id, vpc):
            yield {"GroupId": group.id, "ReferencingVpcId": vpc, "TransitGatewayId": gateway}


@operation("DescribeStaleSecurityGroups")
def describe_stale_security_groups(call: Call) -> dict[str, Any]:
    """Return the groups of a VPC with rules for a deleted group, or for one behind a deleted peering connection."""
    vpc = backend.vpc(call, call.request["VpcId"])
    existing = {group.id for group in store.all_groups(call.region)}
    found = []
    for group in store.groups(call):
        if group.vpc_id != vpc.id:
            continue
        sides = {
            member: _stale_permissions(call, group, existing, egress=egress)
            for member, egress in (("StaleIpPermissions", False), ("StaleIpPermissionsEgress", True))
        }
        if any(sides.values()):
            about = {"GroupId": group.id, "GroupName": group.name, "Description": group.description, "VpcId": vpc.id}
            found.append(about | sides)
    return describe(call, _STALE, found)


def _stale_permissions(call: Call, group: Any, existing: set[str], *, egress: bool) -> list[dict[str, Any]]:
    rules = [store.read(it) for it in store.stored(group, egress=egress)]
    stale = [rule for rule in rules if _is_stale(call, rule, existing)]
    return [
        {
            **{member: shown[member] for member in ("IpProtocol", "FromPort", "ToPort") if member in shown},
            "IpRanges": [],
            "PrefixListIds": [],
            "UserIdGroupPairs": shown["UserIdGroupPairs"],
        }
        for shown in shapes.permissions(stale, lambda id_: state_of(call, id_))
    ]


def _is_stale(call: Call, rule: Rule, existing: set[str]) -> bool:
    if rule.group is None:
        return False
    behind = rule.group.peering and state_of(call, rule.group.peering) != ACTIVE
    return bool(behind) or rule.group.id not in existing
