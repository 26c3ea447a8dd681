"""Associations of a security group with further VPCs of its Region.

Source: VPC User Guide, "Associate security groups with multiple VPCs"; EC2 API Reference, AssociateSecurityGroupVpc,
DisassociateSecurityGroupVpc, DescribeSecurityGroupVpcAssociations.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import security_group_store as store
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.lifecycle import TRANSITION_SECONDS, Stateful, Timetable
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_ASSOCIATIONS = "vpc_associations"
"""Attribute of moto's group: its associations by VPC id."""
_TIMETABLE: Timetable = {
    "associating": (TRANSITION_SECONDS, "associated"),
    "disassociating": (TRANSITION_SECONDS, "disassociated"),
}
_LISTING = Listing(
    member="SecurityGroupVpcAssociations",
    fields={
        "group-id": member("GroupId"),
        "group-owner-id": member("GroupOwnerId"),
        "state": member("State"),
        "vpc-id": member("VpcId"),
        "vpc-owner-id": member("VpcOwnerId"),
    },
)


@operation("AssociateSecurityGroupVpc")
def associate_security_group_vpc(call: Call) -> dict[str, Any]:
    """Associate a group with another VPC of the account; neither a default group nor a default VPC."""
    group = store.find(call, call.request["GroupId"])
    vpc = backend.vpc(call, call.request["VpcId"])
    if group.name == store.DEFAULT:
        raise AwsError("InvalidParameterValue", f"The default security group '{group.id}' cannot be associated.")
    if vpc.id == store.default_vpc(call):
        raise AwsError(
            "InvalidParameterValue", f"A security group cannot be associated with the default VPC '{vpc.id}'."
        )
    if vpc.id in vpcs_of(call, group):
        raise AwsError(
            "Resource.AlreadyAssociated", f"The security group '{group.id}' is already associated with VPC '{vpc.id}'"
        )
    _kept(group)[vpc.id] = Stateful(state="associating", since=call.timestamp)
    return {"State": "associating"}


@operation("DisassociateSecurityGroupVpc")
def disassociate_security_group_vpc(call: Call) -> dict[str, Any]:
    """End the association of a group that no interface of the VPC uses."""
    group = store.find(call, call.request["GroupId"])
    vpc = backend.vpc(call, call.request["VpcId"])
    association = _current(call, group).get(vpc.id)
    if association is None or association.state != "associated":
        raise AwsError(
            "InvalidAssociationID.NotFound", f"The security group '{group.id}' is not associated with VPC '{vpc.id}'"
        )
    for interface in list(backend.of(call).enis.values()):
        if interface.subnet.vpc_id == vpc.id and any(each.id == group.id for each in interface.group_set):
            raise backend.depends(f"resource {group.id}", interface.id)
    association.enter("disassociating", call.timestamp)
    return {"State": "disassociating"}


@operation("DescribeSecurityGroupVpcAssociations")
def describe_security_group_vpc_associations(call: Call) -> dict[str, Any]:
    """Return the associations of the caller's groups."""
    return describe(call, _LISTING, _shown(call))


def _shown(call: Call) -> Iterator[dict[str, Any]]:
    for group in store.groups(call):
        for vpc, association in _current(call, group).items():
            yield {
                "GroupId": group.id,
                "GroupOwnerId": group.owner_id,
                "VpcId": vpc,
                "VpcOwnerId": group.owner_id,
                "State": association.state,
            }


def vpcs_of(call: Call, group: Any) -> set[str]:
    """Return the VPC of a group and those that it is associated with."""
    further = {vpc for vpc, it in _current(call, group).items() if it.state in {"associating", "associated"}}
    return {group.vpc_id, *further}


def _kept(group: Any) -> dict[str, Stateful]:
    if not hasattr(group, _ASSOCIATIONS):
        setattr(group, _ASSOCIATIONS, {})
    found: dict[str, Stateful] = getattr(group, _ASSOCIATIONS)
    return found


def _current(call: Call, group: Any) -> dict[str, Stateful]:
    """Return a group's associations as they are at the time of the call, without ended ones."""
    known = _kept(group)
    for vpc, association in list(known.items()):
        association.settle(_TIMETABLE, call.timestamp)
        if association.state == "disassociated":
            known.pop(vpc, None)
    return known
