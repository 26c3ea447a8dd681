from __future__ import annotations

import pytest

from tests.sandbox.emulated.ec2.conftest import Network, instance
from tests.sandbox.emulated.ec2.in_process import code_of


@pytest.fixture
def subnet(network: Network) -> str:
    return network.subnet("10.110.0.0/24")


def addresses(network: Network, interface: str) -> list[str]:
    (found,) = network.ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"]
    return [each["PrivateIpAddress"] for each in found["PrivateIpAddresses"]]


def test_secondary_addresses_are_assigned_and_taken(network: Network, subnet: str):
    own, interface = network.ec2, network.interface(subnet)
    named = {"NetworkInterfaceId": interface}
    given = own.assign_private_ip_addresses(**named, PrivateIpAddresses=["10.110.0.20"])
    assert given["AssignedPrivateIpAddresses"] == [{"PrivateIpAddress": "10.110.0.20"}]
    own.assign_private_ip_addresses(**named, SecondaryPrivateIpAddressCount=1)
    assert addresses(network, interface) == ["10.110.0.4", "10.110.0.20", "10.110.0.5"]
    own.unassign_private_ip_addresses(**named, PrivateIpAddresses=["10.110.0.20"])
    assert addresses(network, interface) == ["10.110.0.4", "10.110.0.5"]
    take = own.unassign_private_ip_addresses
    assert code_of(take, **named, PrivateIpAddresses=["10.110.0.20"]) == "InvalidParameterValue"
    assert code_of(take, **named, PrivateIpAddresses=["10.110.0.4"]) == "InvalidParameterValue"
    assert code_of(take, **named) == "MissingParameter"


def test_wrong_assignments_are_refused(network: Network, subnet: str):
    own, interface = network.ec2, network.interface(subnet)
    other = network.interface(subnet, PrivateIpAddress="10.110.0.30")
    named = {"NetworkInterfaceId": interface}
    assign = own.assign_private_ip_addresses
    assert code_of(assign, **named) == "MissingParameter"
    both = {**named, "PrivateIpAddresses": ["10.110.0.9"], "SecondaryPrivateIpAddressCount": 1}
    assert code_of(assign, **both) == "InvalidParameterCombination"
    assert code_of(assign, **named, PrivateIpAddresses=["10.111.0.9"]) == "InvalidParameterValue"
    assert code_of(assign, **named, SecondaryPrivateIpAddressCount=-1) == "InvalidParameterValue"
    primary = {**named, "PrivateIpAddresses": ["10.110.0.30"]}
    assert code_of(assign, **primary) == "Resource.AlreadyAssigned"
    assert code_of(assign, **primary, AllowReassignment=True) == "Resource.AlreadyAssigned"
    assert addresses(network, other) == ["10.110.0.30"]


def test_a_secondary_address_moves_when_that_is_allowed(network: Network, subnet: str):
    own = network.ec2
    one, two = (network.interface(subnet) for _ in range(2))
    own.assign_private_ip_addresses(NetworkInterfaceId=one, PrivateIpAddresses=["10.110.0.40"])
    move = {"NetworkInterfaceId": two, "PrivateIpAddresses": ["10.110.0.40"]}
    assert code_of(own.assign_private_ip_addresses, **move) == "Resource.AlreadyAssigned"
    own.assign_private_ip_addresses(**move, AllowReassignment=True)
    assert addresses(network, one) == ["10.110.0.4"]
    assert addresses(network, two) == ["10.110.0.5", "10.110.0.40"]


def test_an_instances_type_limits_the_addresses(network: Network, subnet: str):
    _, primary = instance(network, subnet, "t3.micro")
    assign = {"NetworkInterfaceId": primary, "SecondaryPrivateIpAddressCount": 2}
    assert code_of(network.ec2.assign_private_ip_addresses, **assign) == "PrivateIpAddressLimitExceeded"
    network.ec2.assign_private_ip_addresses(NetworkInterfaceId=primary, SecondaryPrivateIpAddressCount=1)
