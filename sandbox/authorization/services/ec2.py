"""EC2: several resources in one call, tags of what is created, associations behind which a resource is.

Reference: Service Authorization Reference, list_amazonec2; EC2 user guide, supported-iam-actions-tagging and
resource-ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.request_tags import pairs, tag_keys
from sandbox.authorization.service_rules import ServiceRules

TYPES_OF_IDS: Mapping[str, str] = {
    "acl": "network-acl",
    "ami": "image",
    "cgw": "customer-gateway",
    "dopt": "dhcp-options",
    "eigw": "egress-only-internet-gateway",
    "eipalloc": "elastic-ip",
    "eni": "network-interface",
    "fl": "vpc-flow-log",
    "i": "instance",
    "igw": "internet-gateway",
    "key": "key-pair",
    "lt": "launch-template",
    "nat": "natgateway",
    "pcx": "vpc-peering-connection",
    "pg": "placement-group",
    "pl": "prefix-list",
    "rtb": "route-table",
    "sg": "security-group",
    "sgr": "security-group-rule",
    "snap": "snapshot",
    "subnet": "subnet",
    "tgw": "transit-gateway",
    "tgw-attach": "transit-gateway-attachment",
    "tgw-connect-peer": "transit-gateway-connect-peer",
    "tgw-mp": "transit-gateway-metering-policy",
    "tgw-ptb": "transit-gateway-policy-table",
    "tgw-rtb": "transit-gateway-route-table",
    "tgw-rtb-announcement": "transit-gateway-route-table-announcement",
    "vgw": "vpn-gateway",
    "vol": "volume",
    "vpc": "vpc",
    "vpce": "vpc-endpoint",
    "vpce-svc": "vpc-endpoint-service",
    "vpn": "vpn-connection",
}
"""Prefix of a resource's id -> its type in ARNs."""

_OWNERLESS = frozenset(("image", "snapshot"))
"""Types whose ARNs have no account."""


def _tagging(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirement on each resource whose tags a call changes."""
    context = tag_keys(pairs(call.parameters.get("Tags")))
    for identifier in call.parameters.get("Resources") or ():
        kind = TYPES_OF_IDS.get(str(identifier).rpartition("-")[0], "*")
        yield Requirement(f"ec2:{call.operation}", _arn(call, kind, str(identifier)), context)


def _tags_by_type(call: OperationCall) -> Iterator[tuple[str, dict[str, object]]]:
    for item in call.parameters.get("TagSpecifications") or call.parameters.get("TagSpecification") or ():
        context = tag_keys(pairs(item.get("Tags")))
        if context:
            yield str(item.get("ResourceType") or "*"), context


def _beside(call: OperationCall) -> Iterator[Requirement]:
    """Yield ec2:CreateTags for what a call creates with tags, and iam:PassRole for the role of an instance profile."""
    for kind, context in _tags_by_type(call):
        yield Requirement("ec2:CreateTags", _arn(call, kind, "*"), {**context, "ec2:CreateAction": call.operation})
    profile = call.parameters.get("IamInstanceProfile") or {}
    named = profile.get("Arn") or profile.get("Name")
    if named:
        role = call.find("iam:role-of-instance-profile", str(named).rpartition("/")[2])
        anything = f"arn:{call.partition}:iam::{call.account}:role/*"
        yield Requirement("iam:PassRole", role or anything, {"iam:PassedToService": "ec2.amazonaws.com"})


def _context(call: OperationCall, resource: str) -> Mapping[str, object]:
    """Return the tags that the resource gets when it is created, and the Region."""
    tags = {}
    for kind, context in _tags_by_type(call):
        if f":{kind}/*" in resource:
            tags = context
    return {"ec2:Region": call.region, **_attribute(call), **_shared_with(call), **tags}


_ATTRIBUTES = {
    "ModifyImageAttribute": ("Description", "ImdsSupport", "LaunchPermission"),
    "ModifySnapshotAttribute": ("CreateVolumePermission",),
}
"""Operation -> the parameters of which one, in place of `Attribute`, names the attribute that a call modifies."""


def _attribute(call: OperationCall) -> Mapping[str, object]:
    """Return the attribute of an image or a snapshot that a call modifies.

    Reference: EC2 user guide, iam-policies-for-amazon-ec2 (ec2:Attribute).
    """
    named = next((name for name in _ATTRIBUTES.get(call.operation, ()) if name in call.parameters), None)
    return {"ec2:Attribute": named} if named is not None else {}


def _shared_with(call: OperationCall) -> Mapping[str, object]:
    """Return the accounts and groups that get access to a snapshot; images have no such keys."""
    given = call.parameters
    if call.operation != "ModifySnapshotAttribute":
        return {}
    added = (given.get("CreateVolumePermission") or {}).get("Add") or ()
    users = [item["UserId"] for item in added if item.get("UserId")]
    groups = [item["Group"] for item in added if item.get("Group")]
    if given.get("OperationType") == "add":
        users += given.get("UserIds") or ()
        groups += given.get("GroupNames") or ()
    return {key: value for key, value in (("ec2:Add/userId", users), ("ec2:Add/group", groups)) if value}


def _arn(call: OperationCall, kind: str, identifier: str) -> str:
    account = "" if kind in _OWNERLESS else call.account
    return f"arn:{call.partition}:ec2:{call.region}:{account}:{kind}/{identifier}"


RULES = ServiceRules(
    identifiers={
        "dedicated-host": ("HostIds",),
        "security-group": ("GroupId", "GroupIds", "SecurityGroupIds", "SecurityGroupId", "Groups", "GroupName"),
        "vpc-endpoint-service": ("ServiceId", "ServiceIds"),
        "vpc-flow-log": ("FlowLogIds",),
        "key-pair": ("KeyName", "KeyPairId"),
        "elastic-ip": ("AllocationId", "AllocationIds"),
        "CreateSecurityGroup.security-group": ("",),
    },
    behind={
        "DetachNetworkInterface": ("network-interface", "AttachmentId"),
        "DisassociateAddress": ("elastic-ip", "AssociationId"),
        "DisassociateIamInstanceProfile": ("instance", "AssociationId"),
        "DisassociateRouteTable": ("route-table", "AssociationId"),
        "ReplaceRouteTableAssociation": ("route-table", "RouteTableId"),
        "DisassociateSubnetCidrBlock": ("subnet", "AssociationId"),
        "DisassociateVpcCidrBlock": ("vpc", "AssociationId"),
        "ReplaceIamInstanceProfileAssociation": ("instance", "AssociationId"),
        "ReplaceNetworkAclAssociation": ("network-acl", "NetworkAclId"),
    },
    types={
        "AuthorizeSecurityGroupEgress": ("security-group",),
        "AuthorizeSecurityGroupIngress": ("security-group",),
        "ModifySecurityGroupRules": ("security-group",),
    },
    special=dict.fromkeys(("CreateTags", "DeleteTags"), _tagging),
    beside=_beside,
    context=_context,
)
