"""The secondary IPv4 blocks and the IPv6 blocks of a VPC, each with its local route in every table.

Source: AssociateVpcCidrBlock in the EC2 API Reference; "VPC CIDR blocks" in the Amazon VPC User Guide.
"""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from moto.ec2.models.route_tables import Route

from sandbox.emulated.ec2 import backend, security_group_store
from sandbox.emulated.ec2.backend import changing, routes_of
from sandbox.emulated.ec2.cidrs import check_secondary, overlapping, vpc_block
from sandbox.emulated.ec2.network_acl_store import open_to_ipv6
from sandbox.emulated.ec2.one_of import exactly_one
from sandbox.emulated.ec2.peering_states import settled, status_of
from sandbox.emulated.ec2.vpc_shapes import shown_ipv4_association, shown_ipv6_association
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

BLOCKS_A_VPC = 5
"""IPv4 blocks of a VPC, the primary one included, and IPv6 blocks (Amazon VPC quotas)."""

NOT_EMULATED = (
    "Ipv4IpamPoolId",
    "Ipv4NetmaskLength",
    "Ipv6IpamPoolId",
    "Ipv6NetmaskLength",
    "Ipv6Pool",
    "Ipv6CidrBlock",
)
"""Blocks of IPAM and of a customer's own IPv6 pools."""


def check_ranges_emulated(call: Call) -> None:
    """Raise for a block that comes from IPAM or from a pool of the customer's."""
    for name in NOT_EMULATED:
        if call.request.get(name):
            raise NotEmulatedError("ec2", call.operation, f"with {name}")


@operation("AssociateVpcCidrBlock")
@changing
def associate_vpc_cidr_block(call: Call) -> dict[str, Any]:
    """Add a block to a VPC; it is associated at once, and the response has the transitional state, as on AWS."""
    check_ranges_emulated(call)
    kind, value = exactly_one(call, ("CidrBlock", "AmazonProvidedIpv6CidrBlock"))
    vpc = backend.vpc(call, call.request["VpcId"])
    if kind != "CidrBlock":
        kept = add_ipv6(call, vpc, call.request.get("Ipv6CidrBlockNetworkBorderGroup"))
        return {"VpcId": vpc.id, "Ipv6CidrBlockAssociation": shown_ipv6_association(call, kept, "associating")}
    block = vpc_block(value)
    _check_number(vpc, ipv6=False)
    others = [each["cidr_block"] for each in vpc.get_cidr_block_association_set()]
    tables = [table for table in list(backend.of(call).route_tables.values()) if table.vpc_id == vpc.id]
    destinations = [
        route.destination_cidr_block
        for table in tables
        for route in list(routes_of(table).values())
        if route.destination_cidr_block and not route.local
    ]
    check_secondary(block, vpc.cidr_block, others, destinations)
    _check_peers(call, vpc, str(block))
    kept = _add(call, vpc, str(block))
    return {"VpcId": vpc.id, "CidrBlockAssociation": shown_ipv4_association(kept, "associating")}


@operation("DisassociateVpcCidrBlock")
@changing
def disassociate_vpc_cidr_block(call: Call) -> dict[str, Any]:
    """Remove a block that no subnet uses; the primary one stays."""
    association = call.request["AssociationId"]
    kept_in = "_cidr_block_association_set"
    vpc = next((it for it in list(backend.of(call).vpcs.values()) if association in getattr(it, kept_in)), None)
    if vpc is None:
        raise AwsError(
            "InvalidVpcCidrBlockAssociationID.NotFound",
            f"The vpc CIDR block association ID '{association}' does not exist",
        )
    kept = getattr(vpc, kept_in)[association]
    block = kept["cidr_block"]
    if block == vpc.cidr_block:
        raise AwsError(
            "OperationNotPermitted",
            f"The vpc CIDR block with association ID {association} may not be disassociated."
            " It is the primary IPv4 CIDR block of the VPC",
        )
    for subnet in backend.subnets(call):
        if subnet.vpc_id == vpc.id and overlapping([block], blocks_of_subnet(subnet)):
            raise AwsError(
                "InvalidCidrBlock.InUse", f"The vpc currently has a subnet within CIDR block {block} ({subnet.id})"
            )
    del getattr(vpc, kept_in)[association]
    for table in list(backend.of(call).route_tables.values()):
        for key, route in list(routes_of(table).items()):
            local = route.local and block in (route.destination_cidr_block, route.destination_ipv6_cidr_block)
            if table.vpc_id == vpc.id and local:
                del routes_of(table)[key]
    if ip_network(block).version == 6:  # noqa: PLR2004 - the version of IP
        shown = shown_ipv6_association(call, kept, "disassociating")
        return {"VpcId": vpc.id, "Ipv6CidrBlockAssociation": shown}
    return {"VpcId": vpc.id, "CidrBlockAssociation": shown_ipv4_association(kept, "disassociating")}


def add_ipv6(call: Call, vpc: Any, border_group: str | None = None) -> dict[str, Any]:
    """Give a VPC a /56 of Amazon's."""
    _check_number(vpc, ipv6=True)
    if border_group and not border_group.startswith(call.region):
        raise AwsError(
            "InvalidParameterValue",
            f"Value ({border_group}) for parameter ipv6CidrBlockNetworkBorderGroup is invalid.",
        )
    block = f"2600:1f{call.token(2)}:{call.token(4)}:{call.token(2)}00::/56"
    kept = _add(call, vpc, str(ip_network(block)))
    kept |= {"ipv6_pool": "Amazon", "ipv6_cidr_block_network_border_group": border_group or call.region}
    for acl in list(backend.of(call).network_acls.values()):
        if acl.vpc_id == vpc.id:
            open_to_ipv6(acl)
    for group in security_group_store.groups(call):
        if group.vpc_id == vpc.id:
            security_group_store.allow_ipv6(group)
    return kept


def blocks_of_subnet(subnet: Any) -> list[str]:
    """Return the IPv4 and IPv6 blocks of a subnet."""
    six = [each["ipv6CidrBlock"] for each in subnet.ipv6_cidr_block_associations.values()]
    return [subnet.cidr_block, *six] if subnet.cidr_block else six


def _add(call: Call, vpc: Any, block: str) -> dict[str, Any]:
    """Keep the block as moto does, and give every table of the VPC the local route."""
    id_ = f"vpc-cidr-assoc-{call.token(17)}"
    kept = {"association_id": id_, "cidr_block": block, "cidr_block_state": {"state": "associated"}}
    vpc._cidr_block_association_set[id_] = kept  # noqa: SLF001 - moto has no other way that checks nothing
    six = ip_network(block).version == 6  # noqa: PLR2004 - the version of IP
    for table in list(backend.of(call).route_tables.values()):
        if table.vpc_id == vpc.id:
            route = Route(table, None if six else block, block if six else None, local=True)
            routes_of(table)[route.id] = route
    return kept


def _check_number(vpc: Any, *, ipv6: bool) -> None:
    if len(vpc.get_cidr_block_association_set(ipv6=ipv6)) >= BLOCKS_A_VPC:
        raise AwsError(
            "CidrLimitExceeded",
            f"This network '{vpc.id}' has met its maximum number of allowed CIDRs: {BLOCKS_A_VPC}",
        )


def _check_peers(call: Call, vpc: Any, block: str) -> None:
    """Raise where the block overlaps one of a VPC that is peered with this one."""
    for connection in settled(call):
        sides = {connection.vpc.id: connection.vpc, connection.peer_vpc.id: connection.peer_vpc}
        active = status_of(connection) in {"provisioning", "active"}
        if vpc.id not in sides or not active:
            continue
        for other in sides.values():
            if overlapping([block], [each["cidr_block"] for each in other.get_cidr_block_association_set()]):
                raise AwsError("InvalidVpc.Range", f"The CIDR '{block}' overlaps with that of the peer {other.id}.")
