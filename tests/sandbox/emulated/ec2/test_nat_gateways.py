from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of


@pytest.fixture
def open_(network: Network) -> Network:
    """The VPC with an internet gateway."""
    network.internet()
    return network


def allocate(own: Ec2) -> str:
    return str(own.allocate_address(Domain="vpc")["AllocationId"])


def create(network: Network, subnet: str, **request: Any) -> str:
    return str(network.ec2.create_nat_gateway(SubnetId=subnet, **request)["NatGateway"]["NatGatewayId"])


def shown(network: Network, gateway: str) -> dict[str, Any]:
    (found,) = network.ec2.describe_nat_gateways(NatGatewayIds=[gateway])["NatGateways"]
    return dict(found)


def test_a_public_gateway_becomes_available_and_is_deleted(open_: Network):
    own, subnet, allocation = open_.ec2, open_.subnet(), allocate(open_.ec2)
    gateway = create(open_, subnet, AllocationId=allocation)
    assert shown(open_, gateway)["State"] == "pending"
    own.clock.pass_(seconds=1)
    found = shown(open_, gateway)
    assert (found["State"], found["ConnectivityType"]) == ("available", "public")
    (address,) = found["NatGatewayAddresses"]
    assert (address["AllocationId"], address["PrivateIp"], address["IsPrimary"]) == (allocation, "10.110.0.4", True)
    own.create_route(RouteTableId=open_.main, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=gateway)
    assert open_.routes(open_.main)[1]["State"] == "active"
    interface = {"NetworkInterfaceId": address["NetworkInterfaceId"]}
    assert code_of(own.delete_network_interface, **interface) == "InvalidParameterValue"
    assert code_of(own.disassociate_address, AssociationId=address["AssociationId"]) == "AuthFailure"
    assert code_of(own.delete_subnet, SubnetId=subnet) == "DependencyViolation"
    own.delete_nat_gateway(NatGatewayId=gateway)
    assert shown(open_, gateway)["State"] == "deleting"
    assert open_.routes(open_.main)[1]["State"] == "blackhole"
    own.clock.pass_(seconds=1)
    assert shown(open_, gateway)["State"] == "deleted"
    assert code_of(own.delete_nat_gateway, NatGatewayId=gateway) == "NatGatewayNotFound"
    own.release_address(AllocationId=allocation)
    own.delete_subnet(SubnetId=subnet)
    own.clock.pass_(hours=2)
    assert code_of(own.describe_nat_gateways, NatGatewayIds=[gateway]) == "NatGatewayNotFound"


def test_a_public_gateway_fails_without_an_internet_gateway_or_with_an_address_in_use(network: Network):
    own, subnet, allocation = network.ec2, network.subnet(), allocate(network.ec2)
    gateway = create(network, subnet, AllocationId=allocation)
    own.clock.pass_(seconds=1)
    found = shown(network, gateway)
    assert (found["State"], found["FailureCode"]) == ("failed", "Gateway.NotAttached")
    network.internet()
    own.associate_address(AllocationId=allocation, NetworkInterfaceId=network.interface(subnet))
    second = create(network, subnet, AllocationId=allocation)
    own.clock.pass_(seconds=1)
    assert shown(network, second)["FailureCode"] == "Resource.AlreadyAssociated"
    route = {"RouteTableId": network.main, "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": second}
    assert code_of(own.create_route, **route) == "NatGatewayNotFound"
    own.delete_nat_gateway(NatGatewayId=second)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({}, "MissingParameter"),
        ({"AllocationId": "eipalloc-0123456789abcdef0"}, "InvalidAllocationID.NotFound"),
        ({"ConnectivityType": "maybe"}, "InvalidParameterValue"),
        ({"ConnectivityType": "private", "AllocationId": "eipalloc-1"}, "InvalidParameterCombination"),
        ({"ConnectivityType": "private", "PrivateIpAddress": "10.111.0.4"}, "InvalidParameterValue"),
        ({"ConnectivityType": "private", "SecondaryPrivateIpAddressCount": 8}, "InvalidParameterValue"),
        (
            {
                "ConnectivityType": "private",
                "SecondaryPrivateIpAddresses": ["10.110.0.9"],
                "SecondaryPrivateIpAddressCount": 1,
            },
            "InvalidParameterCombination",
        ),
        ({"SubnetId": "subnet-0123456789abcdef0"}, "InvalidSubnetID.NotFound"),
        ({"SubnetId": None}, "MissingParameter"),
    ],
)
def test_wrong_gateways_are_refused(open_: Network, request_: dict[str, Any], code: str):
    request = {key: value for key, value in {"SubnetId": open_.subnet(), **request_}.items() if value is not None}
    assert code_of(open_.ec2.create_nat_gateway, **request) == code
    assert open_.ec2.describe_nat_gateways()["NatGateways"] == []


def test_a_private_gateway_has_secondary_addresses(network: Network):
    own, subnet = network.ec2, network.subnet()
    gateway = create(network, subnet, ConnectivityType="private", SecondaryPrivateIpAddressCount=1)
    named = {"NatGatewayId": gateway}
    assign = {**named, "PrivateIpAddresses": ["10.110.0.9"]}
    assert code_of(own.assign_private_nat_gateway_address, **assign) == "IncorrectState"
    own.clock.pass_(seconds=1)
    added = own.assign_private_nat_gateway_address(**assign)["NatGatewayAddresses"]
    assert [(each["PrivateIp"], each["Status"]) for each in added] == [("10.110.0.9", "assigning")]
    assert [each["PrivateIp"] for each in shown(network, gateway)["NatGatewayAddresses"]] == [
        "10.110.0.4",
        "10.110.0.5",
        "10.110.0.9",
    ]
    take = own.unassign_private_nat_gateway_address
    assert code_of(take, **named, PrivateIpAddresses=["10.110.0.4"]) == "InvalidParameterValue"
    assert code_of(take, **named, PrivateIpAddresses=["10.110.0.99"]) == "InvalidParameterValue"
    take(**named, PrivateIpAddresses=["10.110.0.5", "10.110.0.9"])
    assert len(shown(network, gateway)["NatGatewayAddresses"]) == 1
    public = {**named, "AllocationIds": [allocate(own)]}
    assert code_of(own.associate_nat_gateway_address, **public) == "InvalidParameterValue"
    assert code_of(own.assign_private_nat_gateway_address, **named) == "MissingParameter"


def test_a_public_gateway_has_two_elastic_addresses(open_: Network):
    own = open_.ec2
    gateway = create(open_, open_.subnet(), AllocationId=allocate(own))
    own.clock.pass_(seconds=1)
    second = allocate(own)
    made = own.associate_nat_gateway_address(NatGatewayId=gateway, AllocationIds=[second])
    (address,) = made["NatGatewayAddresses"]
    assert (address["AllocationId"], address["Status"], address["IsPrimary"]) == (second, "associating", False)
    again = {"NatGatewayId": gateway, "AllocationIds": [second]}
    assert code_of(own.associate_nat_gateway_address, **again) == "Resource.AlreadyAssociated"
    third = {"NatGatewayId": gateway, "AllocationIds": [allocate(own)]}
    assert code_of(own.associate_nat_gateway_address, **third) == "InvalidParameterValue"
    primary = shown(open_, gateway)["NatGatewayAddresses"][0]["AssociationId"]
    take = own.disassociate_nat_gateway_address
    assert code_of(take, NatGatewayId=gateway, AssociationIds=[primary]) == "InvalidParameterValue"
    assert code_of(take, NatGatewayId=gateway, AssociationIds=["eipassoc-1"]) == "InvalidAssociationID.NotFound"
    take(NatGatewayId=gateway, AssociationIds=[address["AssociationId"]])
    own.release_address(AllocationId=second)


def test_gateways_are_filtered_by_state(open_: Network):
    own, subnet = open_.ec2, open_.subnet()
    gateway = create(open_, subnet, AllocationId=allocate(own))
    own.clock.pass_(seconds=1)
    for state, found in (("available", [gateway]), ("deleted", [])):
        filters = [{"Name": "state", "Values": [state]}, {"Name": "subnet-id", "Values": [subnet]}]
        listed = own.describe_nat_gateways(Filter=filters)["NatGateways"]
        assert [each["NatGatewayId"] for each in listed] == found
    unknown = [{"Name": "colour", "Values": ["red"]}]
    assert code_of(own.describe_nat_gateways, Filter=unknown) == "InvalidParameterValue"
