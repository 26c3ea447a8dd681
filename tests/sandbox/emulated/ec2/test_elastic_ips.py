from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.conftest import Network, instance
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of

ABSENT = {"AllocationId": "eipalloc-0123456789abcdef0"}


@pytest.fixture
def open_(network: Network) -> Network:
    """The VPC with an internet gateway."""
    network.internet()
    return network


def allocate(own: Ec2) -> dict[str, str]:
    return {"AllocationId": str(own.allocate_address(Domain="vpc")["AllocationId"])}


def shown(own: Ec2, named: dict[str, str]) -> dict[str, Any]:
    (found,) = own.describe_addresses(AllocationIds=[named["AllocationId"]])["Addresses"]
    return dict(found)


def test_an_address_is_associated_with_a_private_address(open_: Network):
    own = open_.ec2
    named, interface = allocate(own), open_.interface(open_.subnet(), SecondaryPrivateIpAddressCount=1)
    second = {"NetworkInterfaceId": interface, "PrivateIpAddress": "10.110.0.5"}
    made = own.associate_address(**named, **second)
    found = shown(own, named)
    assert (found["AssociationId"], found["PrivateIpAddress"]) == (made["AssociationId"], "10.110.0.5")
    (box,) = own.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"]
    assert "Association" not in box
    assert box["PrivateIpAddresses"][1]["Association"]["PublicIp"] == found["PublicIp"]
    own.associate_address(**named, NetworkInterfaceId=interface)
    (box,) = own.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"]
    assert box["Association"]["AllocationId"] == named["AllocationId"]
    assert "Association" not in box["PrivateIpAddresses"][1]
    wrong = {**named, "NetworkInterfaceId": interface, "PrivateIpAddress": "10.110.0.99"}
    assert code_of(own.associate_address, **wrong) == "InvalidParameterValue"


def test_an_address_moves_unless_that_is_forbidden(open_: Network):
    own, subnet = open_.ec2, open_.subnet()
    one, two, named = open_.interface(subnet), open_.interface(subnet), allocate(own)
    own.associate_address(**named, NetworkInterfaceId=one)
    move = {**named, "NetworkInterfaceId": two}
    assert code_of(own.associate_address, **move, AllowReassociation=False) == "Resource.AlreadyAssociated"
    own.associate_address(**move)
    assert shown(own, named)["NetworkInterfaceId"] == two
    other = allocate(own)
    own.associate_address(**other, NetworkInterfaceId=two)
    assert "AssociationId" not in shown(own, named)


def test_an_address_in_use_is_not_released(open_: Network):
    own, named = open_.ec2, allocate(open_.ec2)
    made = own.associate_address(**named, NetworkInterfaceId=open_.interface(open_.subnet()))
    assert code_of(own.release_address, **named) == "InvalidIPAddress.InUse"
    own.disassociate_address(AssociationId=made["AssociationId"])
    gone = own.disassociate_address
    assert code_of(gone, AssociationId=made["AssociationId"]) == "InvalidAssociationID.NotFound"
    public = shown(own, named)["PublicIp"]
    own.release_address(**named)
    assert code_of(own.release_address, **named) == "InvalidAllocationID.NotFound"
    assert own.allocate_address(Address=public)["PublicIp"] == public


def test_the_vpc_has_an_internet_gateway(network: Network):
    request = {**allocate(network.ec2), "NetworkInterfaceId": network.interface(network.subnet())}
    assert code_of(network.ec2.associate_address, **request) == "Gateway.NotAttached"


def test_a_gateway_in_use_stays_attached(open_: Network):
    own, named = open_.ec2, allocate(open_.ec2)
    own.associate_address(**named, NetworkInterfaceId=open_.interface(open_.subnet()))
    attached = [{"Name": "attachment.vpc-id", "Values": [open_.vpc]}]
    (gateway,) = own.describe_internet_gateways(Filters=attached)["InternetGateways"]
    detach = {"InternetGatewayId": gateway["InternetGatewayId"], "VpcId": open_.vpc}
    assert code_of(own.detach_internet_gateway, **detach) == "DependencyViolation"


def test_an_instance_has_one_interface_for_its_address(open_: Network):
    own, subnet, named = open_.ec2, open_.subnet(), allocate(open_.ec2)
    machine, primary = instance(open_, subnet)
    own.associate_address(**named, InstanceId=machine)
    found = shown(own, named)
    assert (found["InstanceId"], found["NetworkInterfaceId"]) == (machine, primary)
    attach = {"NetworkInterfaceId": open_.interface(subnet), "InstanceId": machine, "DeviceIndex": 1}
    own.attach_network_interface(**attach)
    assert code_of(own.associate_address, **allocate(own), InstanceId=machine) == "InvalidInstanceID"


@pytest.mark.parametrize(
    ("operation", "request_", "code"),
    [
        ("allocate_address", {"Domain": "standard"}, "InvalidParameterValue"),
        ("allocate_address", {"Address": "203.0.113.7"}, "InvalidAddress.NotFound"),
        ("allocate_address", {"Address": "address"}, "InvalidAddress.Malformed"),
        ("allocate_address", {"NetworkBorderGroup": "us-east-1"}, "InvalidParameterValue"),
        ("associate_address", ABSENT, "InvalidAllocationID.NotFound"),
        ("associate_address", {}, "MissingParameter"),
        ("associate_address", {**ABSENT, "PublicIp": "203.0.113.7"}, "InvalidParameterCombination"),
        ("disassociate_address", {}, "MissingParameter"),
        ("disassociate_address", {"PublicIp": "203.0.113.7"}, "InvalidAddress.NotFound"),
        ("release_address", {}, "MissingParameter"),
        ("describe_addresses", {"AllocationIds": [ABSENT["AllocationId"]]}, "InvalidAllocationID.NotFound"),
        ("describe_addresses", {"PublicIps": ["203.0.113.7"]}, "InvalidAddress.NotFound"),
        ("describe_addresses", {"Filters": [{"Name": "colour", "Values": ["red"]}]}, "InvalidParameterValue"),
        ("describe_addresses_attribute", {"AllocationIds": [ABSENT["AllocationId"]]}, "InvalidAllocationID.NotFound"),
        ("describe_addresses_attribute", {"MaxResults": 0}, "InvalidParameterValue"),
    ],
)
def test_wrong_requests_are_refused(own: Ec2, operation: str, request_: dict[str, Any], code: str):
    assert code_of(getattr(own, operation), **request_) == code


def test_another_accounts_address_is_not_found(own: Ec2):
    assert code_of(own.other().release_address, **allocate(own)) == "InvalidAllocationID.NotFound"
