"""Tests of `sandbox.snapshot.network.plan.route_tables`."""

from __future__ import annotations

from ipaddress import ip_network

from sandbox.reach.model import Network
from sandbox.routing.model import RouteTable, TargetKind
from tests.sandbox.snapshot.network.plan.network_plans import (
    LINE,
    ROUTE,
    SUBNET,
    TABLE,
    VPC,
    ReadNetwork,
    made,
    subnet,
    urn,
    vpc,
)

IGW, TGW = "aws:ec2/internetGateway:InternetGateway", "aws:ec2transitgateway/transitGateway:TransitGateway"
INTERNET = made(IGW, "out", vpcId=urn(VPC, "main"))


def named(network: Network, name: str) -> RouteTable:
    return next(table for table in network.topology.route_tables.values() if table.name == name)


def table(name: str = "app", **inputs: object) -> dict[str, object]:
    return made(TABLE, name, **{"vpcId": urn(VPC, "main"), "tags": {"Name": name}, **inputs})


def targets(found: RouteTable) -> dict[str, tuple[TargetKind, str]]:
    return {str(route.destination): (route.target.kind, route.target.id) for route in found.routes}


def test_a_vpc_has_a_main_table_with_the_local_route(read: ReadNetwork):
    (found,) = read(vpc()).topology.route_tables.values()
    assert found.main
    assert targets(found) == {"10.0.0.0/16": (TargetKind.LOCAL, "local")}


def test_routes_of_their_own_and_inline_are_in_their_table(read: ReadNetwork):
    gateway = made(TGW, "hub", amazonSideAsn=64520)
    own = made(
        ROUTE,
        "hub",
        routeTableId=urn(TABLE, "app"),
        destinationCidrBlock="10.0.0.0/8",
        transitGatewayId=urn(TGW, "hub"),
    )
    inline = table(routes=[{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-0abc"}])
    network = read(vpc(), inline, gateway, own)
    (hub,) = network.topology.transit_gateways
    assert targets(named(network, "app")) == {
        "10.0.0.0/16": (TargetKind.LOCAL, "local"),
        "0.0.0.0/0": (TargetKind.INTERNET_GATEWAY, "igw-0abc"),
        "10.0.0.0/8": (TargetKind.TRANSIT_GATEWAY, hub),
    }
    assert {route.origin for route in named(network, "app").routes} == {LINE}


def test_an_unknown_gateway_of_an_inline_route_is_the_one_it_is_made_from(read: ReadNetwork):
    inline = table(routes=[{"cidrBlock": "0.0.0.0/0", "gatewayId": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"}])
    inline["propertyDependencies"]["routes"] = [urn(IGW, "out")]  # type: ignore[index]
    network = read(vpc(), INTERNET, inline)
    (gateway,) = network.topology.internet_gateways
    assert targets(named(network, "app"))["0.0.0.0/0"] == (TargetKind.INTERNET_GATEWAY, gateway)


def test_associations_and_the_chosen_main_table(read: ReadNetwork):
    association = made(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        "app",
        subnetId=urn(SUBNET, "app"),
        routeTableId=urn(TABLE, "app"),
    )
    edge = made(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        "edge",
        gatewayId=urn(IGW, "out"),
        routeTableId=urn(TABLE, "app"),
    )
    main = made(
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
        "main",
        vpcId=urn(VPC, "main"),
        routeTableId=urn(TABLE, "app"),
    )
    network = read(vpc(), subnet(), INTERNET, table(), association, edge, main)
    found = named(network, "app")
    assert (found.subnets, found.gateways) == (
        tuple(network.topology.subnets),
        tuple(network.topology.internet_gateways),
    )
    assert [known.name for known in network.topology.route_tables.values() if known.main] == ["app"]
    assert found.association_origins == dict.fromkeys((*found.subnets, *found.gateways), LINE)


def test_the_default_table_is_adopted_with_its_routes(read: ReadNetwork):
    adopted = made(
        "aws:ec2/defaultRouteTable:DefaultRouteTable",
        "default",
        defaultRouteTableId=urn(VPC, "main"),
        routes=[{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-0abc"}],
        tags={"Name": "default"},
    )
    (found,) = read(vpc(), adopted).topology.route_tables.values()
    assert (found.main, found.name) == (True, "default")
    assert targets(found)["0.0.0.0/0"] == (TargetKind.INTERNET_GATEWAY, "igw-0abc")


def test_gateway_endpoints_give_their_tables_a_route_to_the_services_prefixes(read: ReadNetwork):
    endpoint = made(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "s3",
        vpcId=urn(VPC, "main"),
        serviceName="com.amazonaws.us-east-1.s3",
        routeTableIds=["rtb-11111111111111111"],
    )
    own = table(id="rtb-11111111111111111")
    own["id"], own["outputs"] = "rtb-11111111111111111", {"tags": {"Name": "app"}, "vpcId": "vpc-1"}
    network = read(vpc(), own, endpoint)
    (identity,) = network.topology.vpc_endpoints
    (prefixes,) = network.topology.prefix_lists.values()
    assert ip_network("52.216.0.0/15") in prefixes.entries
    assert targets(named(network, "app"))[prefixes.id] == (TargetKind.VPC_ENDPOINT, identity)


def test_a_route_to_something_unknown_is_noted_and_left_out(read: ReadNetwork):
    route = made(
        ROUTE, "lost", routeTableId=urn(TABLE, "app"), destinationCidrBlock="10.0.0.0/8", natGatewayId=urn("x", "y")
    )
    network = read(vpc(), table(), route)
    assert "10.0.0.0/8" not in targets(named(network, "app"))
    assert f"lost ({ROUTE}): a route without known destination and target is left out" in network.notes


def test_a_target_that_cannot_be_modelled_is_named(read: ReadNetwork):
    route = made(
        ROUTE, "wan", routeTableId=urn(TABLE, "app"), destinationCidrBlock="10.0.0.0/8", carrierGatewayId="cagw-0abc"
    )
    network = read(vpc(), table(), route)
    assert network.unsupported == {"cagw-0abc": "carrierGatewayId"}
    assert targets(named(network, "app"))["10.0.0.0/8"] == (TargetKind.UNSUPPORTED, "cagw-0abc")
