"""VPCs: creation with what AWS gives each one, deletion once nothing depends on it."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.cidrs import vpc_block
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import forget_tags, requested_tags
from sandbox.emulated.ec2.vpc_dependencies import dependency
from sandbox.emulated.ec2.vpc_ranges import add_ipv6, check_ranges_emulated
from sandbox.emulated.ec2.vpc_shapes import shown_vpc
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

LISTING = Listing(
    member="Vpcs",
    ids="VpcIds",
    id="VpcId",
    missing=backend.VPC.not_found,
    fields={
        "cidr": member("CidrBlock"),
        "cidr-block-association.cidr-block": member("CidrBlockAssociationSet.CidrBlock"),
        "cidr-block-association.association-id": member("CidrBlockAssociationSet.AssociationId"),
        "cidr-block-association.state": member("CidrBlockAssociationSet.CidrBlockState.State"),
        "dhcp-options-id": member("DhcpOptionsId"),
        "ipv6-cidr-block-association.ipv6-cidr-block": member("Ipv6CidrBlockAssociationSet.Ipv6CidrBlock"),
        "ipv6-cidr-block-association.ipv6-pool": member("Ipv6CidrBlockAssociationSet.Ipv6Pool"),
        "ipv6-cidr-block-association.association-id": member("Ipv6CidrBlockAssociationSet.AssociationId"),
        "ipv6-cidr-block-association.state": member("Ipv6CidrBlockAssociationSet.Ipv6CidrBlockState.State"),
        "is-default": member("IsDefault"),
        "isDefault": member("IsDefault"),
        "owner-id": member("OwnerId"),
        "state": member("State"),
        "vpc-id": member("VpcId"),
    },
)


@operation("CreateVpc")
@changing
def create_vpc(call: Call) -> dict[str, Any]:
    """Create a VPC with its main route table, default network ACL and default security group."""
    check_ranges_emulated(call)
    if call.request.get("VpcEncryptionControl"):
        raise NotEmulatedError("ec2", "CreateVpc", "with VpcEncryptionControl")
    tags = requested_tags(call, "vpc")
    if not call.request.get("CidrBlock"):
        raise AwsError("MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.")
    block = vpc_block(call.request["CidrBlock"])
    tenancy = call.request.get("InstanceTenancy") or "default"
    if tenancy == "host":
        raise AwsError("InvalidParameterValue", "The tenancy 'host' is for instances: use default or dedicated.")
    own = backend.of(call)
    vpc = own.create_vpc(
        str(block), instance_tenancy=tenancy, tags=[{"Key": key, "Value": value} for key, value in tags.items()]
    )
    if call.request.get("AmazonProvidedIpv6CidrBlock"):
        add_ipv6(call, vpc, call.request.get("Ipv6CidrBlockNetworkBorderGroup"))
    allow_own_members(own, vpc)
    return {"Vpc": shown_vpc(call, vpc) | {"State": "pending"}}


def allow_own_members(own: Any, vpc: Any) -> None:
    """Let the members of the default security group reach one another, a rule that moto leaves out."""
    group = own.get_security_group_from_name("default", vpc.id)
    own.authorize_security_group_ingress(
        group.group_id, "-1", None, None, [], source_groups=[{"GroupId": group.group_id}], vpc_id=vpc.id
    )


@operation("DeleteVpc")
@changing
def delete_vpc(call: HybridCall) -> dict[str, Any]:
    """Delete a VPC on which nothing depends, with its main route table, default ACL and default group."""
    own = backend.of(call)
    vpc = backend.vpc(call, call.request["VpcId"])
    if dependency(call, vpc.id) is not None:
        raise AwsError("DependencyViolation", f"The vpc '{vpc.id}' has dependencies and cannot be deleted.")
    for kept in (own.route_tables, own.network_acls):
        for id_ in [each.id for each in list(kept.values()) if each.vpc_id == vpc.id]:
            del kept[id_]
            forget_tags(call, id_)
    own.groups.pop(vpc.id, None)
    if vpc.dhcp_options is not None:
        vpc.dhcp_options.vpc = None
    del own.vpcs[vpc.id]
    forget_tags(call, vpc.id)
    return {}


@operation("DescribeVpcs")
def describe_vpcs(call: Call) -> dict[str, Any]:
    """Return the caller's VPCs."""
    return describe(call, LISTING, [shown_vpc(call, vpc) for vpc in list(backend.of(call).vpcs.values())])


@operation("ModifyVpcTenancy")
@changing
def modify_vpc_tenancy(call: Call) -> dict[str, Any]:
    """Change the tenancy of a VPC from dedicated to default, the only change that there is."""
    vpc = backend.vpc(call, call.request["VpcId"])
    if vpc.instance_tenancy == "default":
        raise AwsError("InvalidTenancy", f"The tenancy of vpc '{vpc.id}' is default already.")
    vpc.instance_tenancy = "default"
    return {"ReturnValue": True}
