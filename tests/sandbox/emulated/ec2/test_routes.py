from __future__ import annotations

from typing import Any

import pytest
from moto.ec2.models import ec2_backends

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of

EVERYWHERE = {"DestinationCidrBlock": "0.0.0.0/0"}
ABSENT = "0123456789abcdef0"


def prefix_list(own: Ec2, most: int = 5) -> str:
    """Make a managed prefix list in moto; return its id."""
    backend = ec2_backends[own.account][own.region]
    made = backend.create_managed_prefix_list(
        address_family="IPv4", entry=[], max_entries=str(most), prefix_list_name="sites"
    )
    return str(made.id)


def destinations(network: Network, table: str) -> list[Any]:
    return [route.get("DestinationCidrBlock") for route in network.routes(table)]


def test_a_destination_loses_host_bits(network: Network):
    own, gateway = network.ec2, network.internet()
    own.create_route(RouteTableId=network.main, DestinationCidrBlock="172.22.9.4/16", GatewayId=gateway)
    own.create_route(RouteTableId=network.main, DestinationCidrBlock="172.23.0.0/16", GatewayId=gateway)
    assert destinations(network, network.main) == ["10.110.0.0/16", "172.22.0.0/16", "172.23.0.0/16"]
    again = {"RouteTableId": network.main, "DestinationCidrBlock": "172.22.3.3/16", "GatewayId": gateway}
    assert code_of(own.create_route, **again) == "RouteAlreadyExists"
    delete = {"RouteTableId": network.main, "DestinationCidrBlock": "172.22.3.3/16"}
    assert code_of(own.delete_route, **delete) == "InvalidRoute.NotFound"
    own.delete_route(RouteTableId=network.main, DestinationCidrBlock="172.22.0.0/16")
    own.create_route(RouteTableId=network.main, DestinationIpv6CidrBlock="2001:DB8:0::1/32", GatewayId=gateway)
    own.delete_route(RouteTableId=network.main, DestinationIpv6CidrBlock="2001:0db8::/32")


@pytest.mark.parametrize("verb", ["create_route", "replace_route"])
@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({}, "MissingParameter"),
        ({"GatewayId": "igw"}, "MissingParameter"),
        ({"DestinationCidrBlock": "172.24.0.0/16"}, "MissingParameter"),
        ({**EVERYWHERE, "DestinationIpv6CidrBlock": "::/0", "GatewayId": "igw"}, "InvalidParameterCombination"),
        (
            {**EVERYWHERE, "GatewayId": "igw", "NatGatewayId": f"nat-{ABSENT}"},
            "InvalidParameterCombination",
        ),
        ({"DestinationCidrBlock": "172.24.0.0/99", "GatewayId": "igw"}, "InvalidParameterValue"),
        ({"DestinationCidrBlock": "::/0", "GatewayId": "igw"}, "InvalidParameterValue"),
        ({"DestinationIpv6CidrBlock": "10.0.0.0/8", "GatewayId": "igw"}, "InvalidParameterValue"),
        ({"DestinationCidrBlock": "169.254.169.254/32", "GatewayId": "igw"}, "InvalidParameterValue"),
        ({"DestinationPrefixListId": f"pl-{ABSENT}", "GatewayId": "igw"}, "InvalidPrefixListID.NotFound"),
    ],
)
def test_a_route_has_one_destination_and_one_target(network: Network, verb: str, request_: dict[str, str], code: str):
    gateway = network.internet()
    network.ec2.create_route(RouteTableId=network.main, **EVERYWHERE, GatewayId=gateway)
    request = {name: gateway if value == "igw" else value for name, value in request_.items()}
    before = network.routes(network.main)
    assert code_of(getattr(network.ec2, verb), RouteTableId=network.main, **request) == code
    assert network.routes(network.main) == before


@pytest.mark.parametrize(
    ("member", "id_", "code"),
    [
        ("GatewayId", f"igw-{ABSENT}", "InvalidGatewayID.NotFound"),
        ("GatewayId", f"vgw-{ABSENT}", "InvalidGatewayID.NotFound"),
        ("GatewayId", "local", "InvalidParameterValue"),
        ("GatewayId", "door", "InvalidParameterValue"),
        ("NatGatewayId", f"nat-{ABSENT}", "NatGatewayNotFound"),
        ("NatGatewayId", "door", "NatGatewayMalformed"),
        ("NetworkInterfaceId", f"eni-{ABSENT}", "InvalidNetworkInterfaceID.NotFound"),
        ("InstanceId", f"i-{ABSENT}", "InvalidInstanceID.NotFound"),
        ("VpcPeeringConnectionId", f"pcx-{ABSENT}", "InvalidVpcPeeringConnectionID.NotFound"),
        ("EgressOnlyInternetGatewayId", f"eigw-{ABSENT}", "InvalidGatewayID.NotFound"),
        ("TransitGatewayId", f"tgw-{ABSENT}", "InvalidTransitGatewayID.NotFound"),
        ("CarrierGatewayId", f"cagw-{ABSENT}", "InvalidCarrierGatewayID.NotFound"),
        ("VpcEndpointId", f"vpce-{ABSENT}", "InvalidVpcEndpointId.NotFound"),
    ],
)
def test_a_target_exists(network: Network, member: str, id_: str, code: str):
    request = {"RouteTableId": network.main, **EVERYWHERE, member: id_}
    assert code_of(network.ec2.create_route, **request) == code


def test_a_target_is_of_the_tables_vpc_and_account(network: Network):
    own = network.ec2
    other = Network(own, "10.120.0.0/16")
    create = {"RouteTableId": network.main, **EVERYWHERE}
    assert code_of(own.create_route, **create, GatewayId=other.internet()) == "InvalidParameterValue"
    loose = own.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    assert code_of(own.create_route, **create, GatewayId=loose) == "InvalidParameterValue"
    interface = other.interface(other.subnet("10.120.0.0/24"))
    assert code_of(own.create_route, **create, NetworkInterfaceId=interface) == "InvalidParameterValue"
    theirs = Network(own.other(), "10.130.0.0/16")
    foreign = theirs.interface(theirs.subnet("10.130.0.0/24"))
    assert code_of(own.create_route, **create, NetworkInterfaceId=foreign) == "InvalidNetworkInterfaceID.NotFound"
    assert code_of(theirs.ec2.create_route, **create, GatewayId=theirs.internet()) == "InvalidRouteTableID.NotFound"


def test_a_route_becomes_a_blackhole_when_its_target_goes_and_works_again(network: Network):
    own, gateway = network.ec2, network.internet()
    own.create_route(RouteTableId=network.main, **EVERYWHERE, GatewayId=gateway)

    def state() -> Any:
        return network.routes(network.main)[1]["State"]

    assert state() == "active"
    own.detach_internet_gateway(InternetGatewayId=gateway, VpcId=network.vpc)
    assert state() == "blackhole"
    own.attach_internet_gateway(InternetGatewayId=gateway, VpcId=network.vpc)
    assert state() == "active"
    interface = network.interface(network.subnet())
    own.replace_route(RouteTableId=network.main, **EVERYWHERE, NetworkInterfaceId=interface)
    own.delete_network_interface(NetworkInterfaceId=interface)
    (_, route) = network.routes(network.main)
    assert (route["State"], route["NetworkInterfaceId"]) == ("blackhole", interface)


def test_the_local_route_is_given_an_interface_and_back(network: Network):
    own, interface = network.ec2, network.interface(network.subnet())
    local = {"RouteTableId": network.main, "DestinationCidrBlock": "10.110.0.0/16"}
    own.replace_route(**local, NetworkInterfaceId=interface)
    (route,) = network.routes(network.main)
    assert route == {
        "DestinationCidrBlock": "10.110.0.0/16",
        "NetworkInterfaceId": interface,
        "Origin": "CreateRouteTable",
        "State": "active",
    }
    assert code_of(own.delete_route, **local) == "InvalidParameterValue"
    own.replace_route(**local, LocalTarget=True)
    (route,) = network.routes(network.main)
    assert route["GatewayId"] == "local"
    gateway = network.internet()
    assert code_of(own.replace_route, **local, GatewayId=gateway) == "InvalidParameterValue"
    assert code_of(own.create_route, **local, GatewayId=gateway) in {"RouteAlreadyExists", "InvalidParameterValue"}
    own.create_route(RouteTableId=network.main, **EVERYWHERE, GatewayId=gateway)
    other = {"RouteTableId": network.main, **EVERYWHERE, "LocalTarget": True}
    assert code_of(own.replace_route, **other) == "InvalidParameterValue"


def test_a_route_within_the_vpc_goes_to_a_whole_subnet_by_an_interface(network: Network):
    own, interface = network.ec2, network.interface(network.subnet("10.110.0.0/24"))
    request = {"RouteTableId": network.main, "NetworkInterfaceId": interface}
    assert code_of(own.create_route, **request, DestinationCidrBlock="10.110.0.0/25") == "InvalidParameterValue"
    gateway = {"RouteTableId": network.main, "GatewayId": network.internet()}
    assert code_of(own.create_route, **gateway, DestinationCidrBlock="10.110.0.0/24") == "InvalidParameterValue"
    own.create_route(**request, DestinationCidrBlock="10.110.0.0/24")


def test_egress_only_gateways_take_ipv6_alone(network: Network):
    own = network.ec2
    made = own.create_egress_only_internet_gateway(VpcId=network.vpc)["EgressOnlyInternetGateway"]
    request = {"RouteTableId": network.main, "EgressOnlyInternetGatewayId": made["EgressOnlyInternetGatewayId"]}
    assert code_of(own.create_route, **request, **EVERYWHERE) == "InvalidParameterValue"
    own.create_route(**request, DestinationIpv6CidrBlock="::/0")


def test_a_prefix_list_counts_all_of_its_possible_entries(network: Network):
    own, gateway = network.ec2, network.internet()
    request = {"RouteTableId": network.main, "GatewayId": gateway}
    small = prefix_list(own)
    own.create_route(**request, DestinationPrefixListId=small)
    assert network.routes(network.main)[1]["DestinationPrefixListId"] == small
    assert code_of(own.create_route, **request, DestinationPrefixListId=small) == "RouteAlreadyExists"
    large = {**request, "DestinationPrefixListId": prefix_list(own, 495)}
    assert code_of(own.create_route, **large) == "RouteLimitExceeded"
    own.delete_route(RouteTableId=network.main, DestinationPrefixListId=small)
    own.create_route(**large)


def test_another_accounts_prefix_list_needs_a_share(network: Network):
    own, theirs = network.ec2, network.ec2.other()
    listed = prefix_list(theirs)
    request = {"RouteTableId": network.main, "GatewayId": network.internet(), "DestinationPrefixListId": listed}
    assert code_of(own.create_route, **request) == "InvalidPrefixListID.NotFound"
    arn = ec2_backends[theirs.account][theirs.region].managed_prefix_lists[listed].prefix_list_arn
    own.resources.shares.add((arn, own.account))
    own.create_route(**request)


def test_a_table_has_500_routes(network: Network):
    own, request = network.ec2, {"RouteTableId": network.main, "GatewayId": network.internet()}
    own.create_route(**request, DestinationPrefixListId=prefix_list(own, 490))
    for number in range(9):
        own.create_route(**request, DestinationCidrBlock=f"172.16.{number}.0/24")
    assert code_of(own.create_route, **request, **EVERYWHERE) == "RouteLimitExceeded"
    own.delete_route(RouteTableId=network.main, DestinationCidrBlock="172.16.0.0/24")
    own.create_route(**request, **EVERYWHERE)


def test_what_does_not_exist_is_neither_replaced_nor_deleted(network: Network):
    own, gateway = network.ec2, network.internet()
    request = {"RouteTableId": network.main, **EVERYWHERE}
    assert code_of(own.replace_route, **request, GatewayId=gateway) == "InvalidParameterValue"
    assert code_of(own.delete_route, **request) == "InvalidRoute.NotFound"
    assert code_of(own.delete_route, RouteTableId=network.main) == "MissingParameter"
    assert code_of(own.delete_route, RouteTableId=network.main, DestinationCidrBlock="any") == "InvalidParameterValue"
    assert code_of(own.delete_route, RouteTableId="rtb-1", **EVERYWHERE) == "InvalidRouteTableId.Malformed"
