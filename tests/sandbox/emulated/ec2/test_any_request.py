"""Every operation of VPCs answers any request of its shape: with a response of its shape or an error of the client."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.emulated.errors import AwsError, NotEmulatedError
from tests.sandbox.emulated.ec2.conftest import Network, instance
from tests.sandbox.emulated.ec2.in_process import MODEL, Ec2, operations

MODULES = frozenset(
    {
        "access_scope_analyses",
        "access_scopes",
        "address_assignment",
        "default_vpcs",
        "dhcp_options",
        "elastic_ips",
        "interface_attachments",
        "interface_attributes",
        "internet_gateways",
        "nat_gateway_addresses",
        "nat_gateways",
        "network_acls",
        "network_insights_analyses",
        "network_insights_paths",
        "network_interfaces",
        "peering_options",
        "route_table_associations",
        "route_tables",
        "routes",
        "subnet_attributes",
        "subnet_reservations",
        "subnets",
        "vpc_attributes",
        "vpc_peering",
        "vpc_ranges",
        "vpcs",
    }
)
NAMES = sorted(name for name, function in operations().items() if function.__module__.rpartition(".")[2] in MODULES)
REQUESTS = 20
NUMBERS = (-1, 0, 1, 5, 17, 100, 443, 32767, 65536, 2**31 - 1)
TEXTS = (
    "",
    "x",
    "0",
    "-1",
    "6",
    "true",
    "local",
    "default",
    "vpc-0123456789abcdef0",
    "10.110.0.0/16",
    "10.110.0.0/24",
    "10.110.0.9",
    "10.110.0.9/28",
    "10.111.0.0/16",
    "0.0.0.0/0",
    "::/0",
    "2600:1f00::/56",
    "2600:1f00::9",
    "10.0.0.0/99",
    "us-west-2a",
    "us-east-1",
    "é" * 300,
    "domain-name",
)


def test_every_module_of_this_family_is_tested():
    assert {operations()[name].__module__.rpartition(".")[2] for name in NAMES} == MODULES


@pytest.fixture
def ids(own: Ec2) -> tuple[str, ...]:
    """Make one resource of each type in two accounts; return their ids."""
    network = Network(own, AmazonProvidedIpv6CidrBlock=True)
    subnet, gateway, table = network.subnet(), network.internet(), network.table()
    interface = network.interface(subnet, SecondaryPrivateIpAddressCount=1)
    machine, primary = instance(network, subnet)
    address = own.allocate_address()["AllocationId"]
    nat = own.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]["NatGatewayId"]
    made = own.create_egress_only_internet_gateway(VpcId=network.vpc)["EgressOnlyInternetGateway"]
    dhcp = own.create_dhcp_options(DhcpConfigurations=[{"Key": "domain-name", "Values": ["a.example"]}])
    theirs = Network(own.other(), "10.120.0.0/16")
    peer = own.create_vpc_peering_connection(VpcId=network.vpc, PeerVpcId=theirs.vpc, PeerOwnerId=theirs.ec2.account)[
        "VpcPeeringConnection"
    ]["VpcPeeringConnectionId"]
    association = own.associate_route_table(RouteTableId=table, SubnetId=subnet)["AssociationId"]
    reservation = own.create_subnet_cidr_reservation(SubnetId=subnet, Cidr="10.110.0.64/28", ReservationType="prefix")[
        "SubnetCidrReservation"
    ]["SubnetCidrReservationId"]
    own.clock.pass_(seconds=1)
    return (
        network.vpc,
        subnet,
        gateway,
        table,
        interface,
        machine,
        primary,
        address,
        nat,
        made["EgressOnlyInternetGatewayId"],
        dhcp["DhcpOptions"]["DhcpOptionsId"],
        theirs.vpc,
        theirs.ec2.account,
        peer,
        association,
        reservation,
        network.main,
        network.acl["NetworkAclId"],
        network.acl["Associations"][0]["NetworkAclAssociationId"],
    )


@pytest.mark.parametrize("name", NAMES)
def test_any_request_is_answered(own: Ec2, ids: tuple[str, ...], name: str):
    drawn = random.Random(name)  # noqa: S311 - the same requests in every run
    shape = MODEL.operation_model(name).input_shape
    for _ in range(REQUESTS):
        request = _value(drawn, shape, "", ids)
        request.pop("DryRun", None)
        try:
            own.call(name, request)
        except NotEmulatedError as refused:
            assert refused.status == 501  # noqa: PT017
        except AwsError as refused:
            assert refused.sender_fault, (request, refused)  # noqa: PT017


def _value(drawn: random.Random, shape: Any, name: str, ids: tuple[str, ...]) -> Any:
    """Draw a value of a shape; names of members choose ids of their own type most of the time."""
    kind = shape.type_name
    if kind == "structure":
        return {
            member: _value(drawn, of, member, ids)
            for member, of in shape.members.items()
            if member in shape.required_members or drawn.random() < 0.4
        }
    if kind == "list":
        return [_value(drawn, shape.member, name, ids) for _ in range(drawn.choice((0, 1, 1, 2)))]
    if kind in {"boolean", "timestamp"}:
        return drawn.random() < 0.5 if kind == "boolean" else datetime(drawn.choice((1970, 2031)), 1, 1, tzinfo=UTC)
    if kind in {"integer", "long"}:
        return drawn.choice(NUMBERS)
    if shape.enum and drawn.random() < 0.9:
        return drawn.choice(shape.enum)
    fitting = [id_ for id_ in ids if id_.partition("-")[0] in _PREFIXES.get(name.rstrip("s"), ())]
    return drawn.choice(fitting) if fitting and drawn.random() < 0.8 else drawn.choice((*TEXTS, *ids))


_PREFIXES = {
    "VpcId": ("vpc",),
    "PeerVpcId": ("vpc",),
    "SubnetId": ("subnet",),
    "InternetGatewayId": ("igw",),
    "GatewayId": ("igw",),
    "RouteTableId": ("rtb",),
    "NetworkInterfaceId": ("eni",),
    "InstanceId": ("i",),
    "AllocationId": ("eipalloc",),
    "NatGatewayId": ("nat",),
    "EgressOnlyInternetGatewayId": ("eigw",),
    "DhcpOptionsId": ("dopt",),
    "VpcPeeringConnectionId": ("pcx",),
    "AssociationId": ("rtbassoc", "aclassoc"),
    "NetworkAclId": ("acl",),
}
