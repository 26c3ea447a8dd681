"""Tests of `sandbox.snapshot.network.aws_export.route_tables`."""

from __future__ import annotations

from sandbox.routing.model import TargetKind
from tests.sandbox.snapshot.network.aws_export.responses import named, network

ROUTES = [
    {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable"},
    {"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": "tgw-1", "Origin": "CreateRoute"},
    {"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-1", "Origin": "CreateRoute"},
    {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", "Origin": "CreateRoute"},
    {"DestinationCidrBlock": "192.168.0.0/16", "GatewayId": "vgw-1", "Origin": "EnableVgwRoutePropagation"},
    {"DestinationCidrBlock": "172.16.0.0/12", "InstanceId": "i-1", "Origin": "CreateRoute"},
    {"DestinationCidrBlock": "100.64.0.0/10", "CarrierGatewayId": "cagw-1", "Origin": "CreateRoute"},
]


def table(**more: object) -> dict[str, object]:
    return {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": [], "Associations": [], **more}


def test_written_routes_are_read_and_propagated_ones_are_left_to_the_computation():
    instances = [{"Instances": [{"InstanceId": "i-1", "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1"}]}]}]
    found = network(RouteTables=[table(Routes=ROUTES, Tags=named("app"))], Reservations=instances)
    assert [(str(r.destination), r.target.kind, r.target.id) for r in found.topology.route_tables["rtb-1"].routes] == [
        ("10.0.0.0/16", TargetKind.LOCAL, "local"),
        ("10.0.0.0/8", TargetKind.TRANSIT_GATEWAY, "tgw-1"),
        ("::/0", TargetKind.EGRESS_ONLY_INTERNET_GATEWAY, "eigw-1"),
        ("pl-1", TargetKind.VPC_ENDPOINT, "vpce-1"),
        ("172.16.0.0/12", TargetKind.NETWORK_INTERFACE, "eni-1"),
        ("100.64.0.0/10", TargetKind.UNSUPPORTED, "cagw-1"),
    ]
    assert found.unsupported == {"cagw-1": "CarrierGatewayId"}


def test_associations_propagations_and_the_main_table():
    associations = [
        {"Main": True},
        {"Main": False, "SubnetId": "subnet-1", "AssociationState": {"State": "associated"}},
        {"Main": False, "SubnetId": "subnet-2", "AssociationState": {"State": "disassociated"}},
        {"Main": False, "GatewayId": "igw-1"},
    ]
    given = table(Associations=associations, PropagatingVgws=[{"GatewayId": "vgw-1"}])
    found = network(RouteTables=[given]).topology.route_tables["rtb-1"]
    assert (found.main, found.subnets, found.gateways, found.propagating) == (
        True,
        ("subnet-1",),
        ("igw-1",),
        ("vgw-1",),
    )
    assert str(found.association_origins["subnet-1"]).endswith("RouteTables.json RouteTables[0].Associations[1]")


def test_a_route_without_a_target_is_noted():
    found = network(RouteTables=[table(Routes=[{"DestinationCidrBlock": "10.0.0.0/8"}])])
    assert found.topology.route_tables["rtb-1"].routes == ()
    assert found.notes[0].endswith("RouteTables[0].Routes[0]: a route without known destination and target is left out")
