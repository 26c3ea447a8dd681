"""Route tables of a VPC, of which one is the main table."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import associations_of, changing
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.route_table_shapes import shown_tables
from sandbox.emulated.ec2.tags import forget_tags, requested_tags, tag
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation

TABLES_A_VPC = 200
"""Route tables of a VPC (Amazon VPC quotas)."""

LISTING = Listing(
    member="RouteTables",
    ids="RouteTableIds",
    id="RouteTableId",
    missing=backend.ROUTE_TABLE.not_found,
    most=100,
    fields={
        "association.gateway-id": member("Associations.GatewayId"),
        "association.route-table-association-id": member("Associations.RouteTableAssociationId"),
        "association.route-table-id": member("Associations.RouteTableId"),
        "association.subnet-id": member("Associations.SubnetId"),
        "association.main": member("Associations.Main"),
        "owner-id": member("OwnerId"),
        "route-table-id": member("RouteTableId"),
        "route.destination-cidr-block": member("Routes.DestinationCidrBlock"),
        "route.destination-ipv6-cidr-block": member("Routes.DestinationIpv6CidrBlock"),
        "route.destination-prefix-list-id": member("Routes.DestinationPrefixListId"),
        "route.egress-only-internet-gateway-id": member("Routes.EgressOnlyInternetGatewayId"),
        "route.gateway-id": member("Routes.GatewayId"),
        "route.instance-id": member("Routes.InstanceId"),
        "route.nat-gateway-id": member("Routes.NatGatewayId"),
        "route.transit-gateway-id": member("Routes.TransitGatewayId"),
        "route.origin": member("Routes.Origin"),
        "route.state": member("Routes.State"),
        "route.vpc-peering-connection-id": member("Routes.VpcPeeringConnectionId"),
        "vpc-id": member("VpcId"),
    },
)


@operation("CreateRouteTable")
@changing
def create_route_table(call: HybridCall) -> dict[str, Any]:
    """Create a table with the local routes of its VPC."""
    own = backend.of(call)
    if earlier := repeated(call):
        return {"RouteTable": shown_tables(call, [backend.route_table(call, earlier)])[0]}
    tags = requested_tags(call, "route-table")
    vpc = backend.vpc(call, call.request["VpcId"])
    if sum(each.vpc_id == vpc.id for each in list(own.route_tables.values())) >= TABLES_A_VPC:
        raise AwsError("RouteTableLimitExceeded", "The maximum number of route tables has been reached.")
    table = own.create_route_table(vpc.id)
    tag(call, table.id, tags)
    remember(call, table.id)
    return {"RouteTable": shown_tables(call, [table])[0]}


@operation("DeleteRouteTable")
@changing
def delete_route_table(call: HybridCall) -> dict[str, Any]:
    """Delete a table that is neither the main table of its VPC nor associated with a subnet or gateway."""
    table = backend.route_table(call, call.request["RouteTableId"])
    if table.main_association_id is not None or associations_of(table):
        raise AwsError("DependencyViolation", f"The routeTable '{table.id}' has dependencies and cannot be deleted.")
    del backend.of(call).route_tables[table.id]
    call.transit.vgw_propagation.pop(table.id, None)
    forget_tags(call, table.id)
    return {}


@operation("DescribeRouteTables")
def describe_route_tables(call: HybridCall) -> dict[str, Any]:
    """Return the tables with their static and propagated routes."""
    ids = set(call.request.get("RouteTableIds") or ())
    tables = [it for it in list(backend.of(call).route_tables.values()) if not ids or it.id in ids]
    return describe(call, LISTING, shown_tables(call, tables))
