"""Network ACLs: stateless, ordered rules of a VPC's subnets, each of which has one ACL."""

from __future__ import annotations

from typing import Any

from moto.ec2.models.network_acls import NetworkAclAssociation

from sandbox.emulated.ec2 import backend, network_acl_store
from sandbox.emulated.ec2.backend import associations_of, changing
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.network_acl_entries import DENY_IPV4, check_number, read
from sandbox.emulated.ec2.tags import forget_tags, requested_tags, shown_tags, tag
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

RULES_A_DIRECTION = 20
"""Rules of an ACL in a direction, for IPv4 and IPv6 apart and without the last ones (Amazon VPC quotas)."""
ACLS_A_VPC = 200
"""Network ACLs of a VPC (Amazon VPC quotas)."""

_PROTOCOL_NAMES = {"1": "icmp", "6": "tcp", "17": "udp"}
LISTING = Listing(
    member="NetworkAcls",
    ids="NetworkAclIds",
    id="NetworkAclId",
    missing=backend.NETWORK_ACL.not_found,
    fields={
        "association.association-id": member("Associations.NetworkAclAssociationId"),
        "association.network-acl-id": member("Associations.NetworkAclId"),
        "association.subnet-id": member("Associations.SubnetId"),
        "default": member("IsDefault"),
        "entry.cidr": member("Entries.CidrBlock"),
        "entry.icmp.code": member("Entries.IcmpTypeCode.Code"),
        "entry.icmp.type": member("Entries.IcmpTypeCode.Type"),
        "entry.ipv6-cidr": member("Entries.Ipv6CidrBlock"),
        "entry.port-range.from": member("Entries.PortRange.From"),
        "entry.port-range.to": member("Entries.PortRange.To"),
        "entry.protocol": lambda item: [
            name
            for entry in item["Entries"]
            for name in (entry["Protocol"], _PROTOCOL_NAMES.get(entry["Protocol"]))
            if name
        ],
        "entry.rule-action": member("Entries.RuleAction"),
        "entry.egress": member("Entries.Egress"),
        "entry.rule-number": member("Entries.RuleNumber"),
        "network-acl-id": member("NetworkAclId"),
        "owner-id": member("OwnerId"),
        "vpc-id": member("VpcId"),
    },
)


@operation("CreateNetworkAcl")
@changing
def create_network_acl(call: Call) -> dict[str, Any]:
    """Create an ACL that denies all traffic."""
    own = backend.of(call)
    if earlier := repeated(call):
        return {"NetworkAcl": _shown(call, backend.network_acl(call, earlier))}
    tags = requested_tags(call, "network-acl")
    vpc = backend.vpc(call, call.request["VpcId"])
    if sum(each.vpc_id == vpc.id for each in list(own.network_acls.values())) >= ACLS_A_VPC:
        raise AwsError("NetworkAclLimitExceeded", "The maximum number of network ACLs has been reached.")
    acl = own.create_network_acl(vpc.id)
    network_acl_store.add_last_rules(acl, ipv6=bool(vpc.get_cidr_block_association_set(ipv6=True)))
    tag(call, acl.id, tags)
    remember(call, acl.id)
    return {"NetworkAcl": _shown(call, acl)}


@operation("DeleteNetworkAcl")
@changing
def delete_network_acl(call: Call) -> dict[str, Any]:
    """Delete an ACL that is neither the default one of its VPC nor associated with a subnet."""
    acl = backend.network_acl(call, call.request["NetworkAclId"])
    if acl.default:
        raise AwsError("InvalidParameterValue", f"cannot delete default network ACL {acl.id}")
    if associations_of(acl):
        raise AwsError("DependencyViolation", f"The networkAcl '{acl.id}' has dependencies and cannot be deleted.")
    del backend.of(call).network_acls[acl.id]
    forget_tags(call, acl.id)
    return {}


@operation("DescribeNetworkAcls")
def describe_network_acls(call: Call) -> dict[str, Any]:
    """Return the caller's ACLs."""
    return describe(call, LISTING, [_shown(call, acl) for acl in list(backend.of(call).network_acls.values())])


@operation("CreateNetworkAclEntry")
@changing
def create_network_acl_entry(call: Call) -> dict[str, Any]:
    """Add a rule with a number that the direction does not have yet."""
    acl = backend.network_acl(call, call.request["NetworkAclId"])
    entry = read(call.request)
    if network_acl_store.find(acl, entry.number, egress=entry.egress) is not None:
        raise AwsError(
            "NetworkAclEntryAlreadyExists", f"The network acl entry identified by {entry.number} already exists."
        )
    shown = [network_acl_store.shown_entry(kept) for kept in acl.network_acl_entries]
    beside = [
        each
        for each in shown
        if each["Egress"] == entry.egress and ("Ipv6CidrBlock" in each) == entry.ipv6 and each["RuleNumber"] < DENY_IPV4
    ]
    if len(beside) >= RULES_A_DIRECTION:
        raise AwsError("NetworkAclEntryLimitExceeded", "The maximum number of network acl entries has been reached.")
    network_acl_store.add(acl, entry)
    return {}


@operation("ReplaceNetworkAclEntry")
@changing
def replace_network_acl_entry(call: Call) -> dict[str, Any]:
    """Replace a rule by another one with the same number."""
    acl = backend.network_acl(call, call.request["NetworkAclId"])
    entry = read(call.request)
    kept = _existing(acl, entry.number, egress=entry.egress)
    acl.network_acl_entries.remove(kept)
    network_acl_store.add(acl, entry)
    return {}


@operation("DeleteNetworkAclEntry")
@changing
def delete_network_acl_entry(call: Call) -> dict[str, Any]:
    """Delete a rule."""
    acl = backend.network_acl(call, call.request["NetworkAclId"])
    check_number(call.request["RuleNumber"])
    acl.network_acl_entries.remove(_existing(acl, call.request["RuleNumber"], egress=call.request["Egress"]))
    return {}


@operation("ReplaceNetworkAclAssociation")
@changing
def replace_network_acl_association(call: Call) -> dict[str, Any]:
    """Give a subnet another ACL of its VPC."""
    association = call.request["AssociationId"]
    before = next(
        (it for it in list(backend.of(call).network_acls.values()) if association in associations_of(it)), None
    )
    if before is None:
        raise AwsError("InvalidAssociationID.NotFound", f"The association ID '{association}' does not exist")
    acl = backend.network_acl(call, call.request["NetworkAclId"])
    subnet = associations_of(before)[association].subnet_id
    if acl.vpc_id != before.vpc_id:
        raise AwsError(
            "InvalidParameterValue", f"network ACL {acl.id} and subnet {subnet} belong to different networks"
        )
    del associations_of(before)[association]
    new = f"aclassoc-{call.token(17)}"
    associations_of(acl)[new] = NetworkAclAssociation(backend.of(call), new, subnet, acl.id)
    return {"NewAssociationId": new}


def _existing(acl: Any, number: int, *, egress: bool) -> Any:
    kept = network_acl_store.find(acl, number, egress=egress)
    if kept is None:
        side = "egress" if egress else "ingress"
        raise AwsError(
            "InvalidNetworkAclEntry.NotFound",
            f"The {side} entry with rule number {number} does not exist in network ACL {acl.id}",
        )
    return kept


def _shown(call: Call, acl: Any) -> dict[str, Any]:
    entries = [network_acl_store.shown_entry(kept) for kept in list(acl.network_acl_entries)]
    return {
        "Associations": [
            {"NetworkAclAssociationId": id_, "NetworkAclId": acl.id, "SubnetId": kept.subnet_id}
            for id_, kept in list(associations_of(acl).items())
        ],
        "Entries": sorted(entries, key=lambda each: (not each["Egress"], each["RuleNumber"])),
        "IsDefault": bool(acl.default),
        "NetworkAclId": acl.id,
        "OwnerId": acl.owner_id,
        "Tags": shown_tags(call, acl.id),
        "VpcId": acl.vpc_id,
    }
