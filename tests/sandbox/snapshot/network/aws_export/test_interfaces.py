"""Tests of `sandbox.snapshot.network.aws_export.interfaces`."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from sandbox.reach.model import InterfaceKind
from tests.sandbox.snapshot.network.aws_export.responses import named, network

ENI = {
    "NetworkInterfaceId": "eni-1",
    "VpcId": "vpc-1",
    "SubnetId": "subnet-1",
    "Description": "mobile/app",
    "InterfaceType": "interface",
    "PrivateIpAddresses": [
        {"PrivateIpAddress": "10.0.1.6", "Primary": False},
        {"PrivateIpAddress": "10.0.1.5", "Primary": True, "Association": {"PublicIp": "203.0.113.9"}},
    ],
    "Ipv6Addresses": [{"Ipv6Address": "2001:db8::5"}],
    "Groups": [{"GroupId": "sg-1"}],
    "SourceDestCheck": False,
}


def test_an_interface_has_its_primary_address_first_and_the_estates_name():
    found = network(NetworkInterfaces=[ENI]).interfaces["eni-1"]
    assert [str(each) for each in found.addresses] == ["10.0.1.5", "10.0.1.6", "2001:db8::5"]
    assert found.public_addresses == {ip_address("10.0.1.5"): ip_address("203.0.113.9")}
    assert (found.name, found.groups, found.source_dest_check) == ("mobile/app", ("sg-1",), False)


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"InterfaceType": "nat_gateway"}, InterfaceKind.NAT_GATEWAY),
        ({"Description": "ELB app/web/1"}, InterfaceKind.LOAD_BALANCER),
        ({"InterfaceType": "transit_gateway"}, InterfaceKind.TRANSIT_GATEWAY),
        ({"InterfaceType": "lambda"}, InterfaceKind.OTHER),
        ({"Description": "Route 53 Resolver: rslvr-in-1:rni-1"}, InterfaceKind.OTHER),
        ({"RequesterManaged": True}, InterfaceKind.OTHER),
    ],
)
def test_kinds_of_interfaces(changed: dict[str, object], kind: InterfaceKind):
    assert network(NetworkInterfaces=[{**ENI, **changed}]).interfaces["eni-1"].kind is kind


def test_an_instance_has_its_interfaces_in_order_and_names_those_without_name():
    instance = {
        "InstanceId": "i-1",
        "State": {"Name": "stopped"},
        "Tags": named("web"),
        "NetworkInterfaces": [
            {"NetworkInterfaceId": "eni-2", "Attachment": {"DeviceIndex": 1}},
            {"NetworkInterfaceId": "eni-1", "Attachment": {"DeviceIndex": 0}},
        ],
    }
    gone = {"InstanceId": "i-2", "State": {"Name": "terminated"}}
    plain = {**ENI, "Description": "", "Tags": []}
    found = network(NetworkInterfaces=[plain], Reservations=[{"Instances": [instance, gone]}])
    assert set(found.instances) == {"i-1"}
    assert (found.instances["i-1"].interfaces, found.instances["i-1"].running) == (("eni-1", "eni-2"), False)
    assert (found.interfaces["eni-1"].name, found.interfaces["eni-1"].attached_to) == ("web", "i-1")
    assert found.notes[0].endswith("its network interface eni-2 was not exported")


def test_elastic_addresses_come_from_their_own_response_too():
    without = {**ENI, "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.5", "Primary": True}]}
    address = {"NetworkInterfaceId": "eni-1", "PrivateIpAddress": "10.0.1.5", "PublicIp": "203.0.113.8"}
    found = network(NetworkInterfaces=[without], Addresses=[address]).interfaces["eni-1"]
    assert found.public_addresses == {ip_address("10.0.1.5"): ip_address("203.0.113.8")}


def test_an_interface_of_a_gateway_or_endpoint_names_its_owner():
    endpoint = {"VpcEndpointId": "vpce-1", "VpcId": "vpc-1", "VpcEndpointType": "Interface", "ServiceName": "s",
                "NetworkInterfaceIds": ["eni-1"]}  # fmt: skip
    assert network(NetworkInterfaces=[ENI], VpcEndpoints=[endpoint]).interfaces["eni-1"].attached_to == "vpce-1"
