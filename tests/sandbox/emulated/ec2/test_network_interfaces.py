from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of

ABSENT = "0123456789abcdef0"


@pytest.fixture
def subnet(network: Network) -> str:
    return network.subnet("10.110.0.0/24")


def shown(network: Network, interface: str) -> dict[str, Any]:
    (found,) = network.ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"]
    return dict(found)


def addresses(network: Network, interface: str) -> list[tuple[str, bool]]:
    return [(each["PrivateIpAddress"], each["Primary"]) for each in shown(network, interface)["PrivateIpAddresses"]]


def test_an_interface_gets_the_lowest_free_address_and_the_default_group(network: Network, subnet: str):
    made = network.ec2.create_network_interface(SubnetId=subnet, Description="box")["NetworkInterface"]
    found = shown(network, made["NetworkInterfaceId"])
    assert (made["Status"], found["Status"]) == ("pending", "available")
    assert (found["PrivateIpAddress"], found["Description"], found["VpcId"]) == ("10.110.0.4", "box", network.vpc)
    assert [group["GroupName"] for group in found["Groups"]] == ["default"]
    assert found["SourceDestCheck"]
    assert "Attachment" not in found


def test_names_of_addresses_need_dns_hostnames(network: Network, subnet: str):
    interface = network.interface(subnet)
    assert "PrivateDnsName" not in shown(network, interface)
    network.ec2.modify_vpc_attribute(VpcId=network.vpc, EnableDnsHostnames={"Value": True})
    assert shown(network, interface)["PrivateDnsName"] == "ip-10-110-0-4.us-west-2.compute.internal"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"PrivateIpAddress": "10.110.0.20"}, [("10.110.0.20", True)]),
        ({"SecondaryPrivateIpAddressCount": 1}, [("10.110.0.4", True), ("10.110.0.5", False)]),
        (
            {"PrivateIpAddresses": [{"PrivateIpAddress": "10.110.0.9"}, {"PrivateIpAddress": "10.110.0.8"}]},
            [("10.110.0.9", True), ("10.110.0.8", False)],
        ),
        (
            {
                "PrivateIpAddresses": [
                    {"PrivateIpAddress": "10.110.0.9"},
                    {"PrivateIpAddress": "10.110.0.8", "Primary": True},
                ]
            },
            [("10.110.0.8", True), ("10.110.0.9", False)],
        ),
    ],
)
def test_an_interface_has_the_requested_addresses(
    network: Network, subnet: str, request_: dict[str, Any], expected: list[tuple[str, bool]]
):
    assert addresses(network, network.interface(subnet, **request_)) == expected


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"PrivateIpAddress": "10.110.0.50"}, "InvalidIPAddress.InUse"),
        ({"PrivateIpAddress": "10.110.1.4"}, "InvalidParameterValue"),
        ({"PrivateIpAddress": "10.110.0.1"}, "InvalidParameterValue"),
        ({"PrivateIpAddress": "address"}, "InvalidParameterValue"),
        ({"PrivateIpAddresses": [{"Primary": True}]}, "MissingParameter"),
        (
            {
                "PrivateIpAddress": "10.110.0.9",
                "PrivateIpAddresses": [{"PrivateIpAddress": "10.110.0.8", "Primary": True}],
            },
            "InvalidParameterCombination",
        ),
        (
            {"SecondaryPrivateIpAddressCount": 1, "PrivateIpAddresses": [{"PrivateIpAddress": "10.110.0.8"}]},
            "InvalidParameterCombination",
        ),
        ({"SecondaryPrivateIpAddressCount": 0}, "InvalidParameterValue"),
        ({"SecondaryPrivateIpAddressCount": -1}, "InvalidParameterValue"),
        ({"SecondaryPrivateIpAddressCount": 300}, "InsufficientFreeAddressesInSubnet"),
        ({"Ipv6AddressCount": 1}, "InvalidParameterValue"),
        ({"Groups": [f"sg-{ABSENT}"]}, "InvalidGroup.NotFound"),
        ({"SubnetId": f"subnet-{ABSENT}"}, "InvalidSubnetID.NotFound"),
        ({"InterfaceType": "colour"}, "InvalidParameterValue"),
    ],
)
def test_wrong_interfaces_are_refused_and_nothing_is_made(
    network: Network, subnet: str, request_: dict[str, Any], code: str
):
    network.interface(subnet, PrivateIpAddress="10.110.0.50")
    before = network.ec2.describe_network_interfaces()["NetworkInterfaces"]
    assert code_of(network.ec2.create_network_interface, **{"SubnetId": subnet, **request_}) == code
    assert network.ec2.describe_network_interfaces()["NetworkInterfaces"] == before


def test_no_address_is_assigned_from_a_reserved_range(network: Network, subnet: str):
    reserve = network.ec2.create_subnet_cidr_reservation
    reserve(SubnetId=subnet, Cidr="10.110.0.0/28", ReservationType="explicit")
    assert addresses(network, network.interface(subnet)) == [("10.110.0.16", True)]
    assert addresses(network, network.interface(subnet, PrivateIpAddress="10.110.0.9")) == [("10.110.0.9", True)]


def test_groups_are_of_the_vpc_and_five_at_most(network: Network, subnet: str):
    own = network.ec2
    other = Network(own, "10.120.0.0/16")
    elsewhere = other.interface(other.subnet("10.120.0.0/24"))
    foreign = shown(other, elsewhere)["Groups"][0]["GroupId"]
    assert code_of(own.create_network_interface, SubnetId=subnet, Groups=[foreign]) == "InvalidGroup.NotFound"
    groups = [
        own.create_security_group(GroupName=f"g{number}", Description="d", VpcId=network.vpc)["GroupId"]
        for number in range(6)
    ]
    many = {"SubnetId": subnet, "Groups": groups}
    assert code_of(own.create_network_interface, **many) == "SecurityGroupsPerInterfaceLimitExceeded"
    interface = network.interface(subnet, Groups=groups[:5])
    assert [group["GroupId"] for group in shown(network, interface)["Groups"]] == groups[:5]


def test_ipv6_addresses_are_of_the_subnets_block(own: Ec2):
    network = Network(own, AmazonProvidedIpv6CidrBlock=True)
    (vpc,) = own.describe_vpcs(VpcIds=[network.vpc])["Vpcs"]
    block = vpc["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"].replace("::/56", "::/64")
    subnet = network.subnet(Ipv6CidrBlock=block)
    named = block.replace("::/64", "::9")
    interface = network.interface(subnet, Ipv6Addresses=[{"Ipv6Address": named.upper()}])
    assert shown(network, interface)["Ipv6Addresses"] == [{"Ipv6Address": named, "IsPrimaryIpv6": False}]
    assigned = own.assign_ipv6_addresses(NetworkInterfaceId=interface, Ipv6AddressCount=2)["AssignedIpv6Addresses"]
    assert len({named, *assigned}) == 3
    assert all(each.startswith(block.replace("::/64", ":")) for each in assigned)
    own.unassign_ipv6_addresses(NetworkInterfaceId=interface, Ipv6Addresses=assigned)
    assert len(shown(network, interface)["Ipv6Addresses"]) == 1
    again = {"NetworkInterfaceId": interface, "Ipv6Addresses": assigned}
    assert code_of(own.unassign_ipv6_addresses, **again) == "InvalidParameterValue"
    taken = {"NetworkInterfaceId": interface, "Ipv6Addresses": [named]}
    assert code_of(own.assign_ipv6_addresses, **taken) == "InvalidIPAddress.InUse"
    outside = {"NetworkInterfaceId": interface, "Ipv6Addresses": ["2001:db8::9"]}
    assert code_of(own.assign_ipv6_addresses, **outside) == "InvalidParameterValue"
    assert code_of(own.assign_ipv6_addresses, NetworkInterfaceId=interface) == "MissingParameter"
    own.modify_subnet_attribute(SubnetId=subnet, AssignIpv6AddressOnCreation={"Value": True})
    assert len(shown(network, network.interface(subnet))["Ipv6Addresses"]) == 1


def test_a_client_token_makes_one_interface(network: Network, subnet: str):
    one, two = (network.interface(subnet, ClientToken="one") for _ in range(2))
    assert one == two
    other = {"SubnetId": subnet, "ClientToken": "one", "Description": "other"}
    assert code_of(network.ec2.create_network_interface, **other) == "IdempotentParameterMismatch"


def test_a_deleted_interface_is_gone(network: Network, subnet: str):
    own, interface = network.ec2, network.interface(subnet)
    own.delete_network_interface(NetworkInterfaceId=interface)
    again = {"NetworkInterfaceId": interface}
    assert code_of(own.delete_network_interface, **again) == "InvalidNetworkInterfaceID.NotFound"
    assert code_of(own.delete_network_interface, NetworkInterfaceId="eni") == "InvalidNetworkInterfaceId.Malformed"
    assert addresses(network, network.interface(subnet)) == [("10.110.0.4", True)]


def test_ids_and_page_sizes_exclude_one_another(network: Network, subnet: str):
    request = {"NetworkInterfaceIds": [network.interface(subnet)], "MaxResults": 10}
    assert code_of(network.ec2.describe_network_interfaces, **request) == "InvalidParameterCombination"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("addresses.private-ip-address", "10.110.0.4"),
        ("subnet-id", "SUBNET"),
        ("description", "b?x"),
        ("source-dest-check", "true"),
        ("group-name", "default"),
    ],
)
def test_interfaces_are_filtered_by_what_is_shown(network: Network, subnet: str, name: str, value: str):
    interface = network.interface(subnet, Description="box")
    filters = [{"Name": name, "Values": [subnet if value == "SUBNET" else value]}]
    (found,) = network.ec2.describe_network_interfaces(Filters=filters)["NetworkInterfaces"]
    assert found["NetworkInterfaceId"] == interface
