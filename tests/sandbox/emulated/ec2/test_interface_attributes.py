from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.conftest import Network, instance
from tests.sandbox.emulated.ec2.in_process import code_of


@pytest.fixture
def interface(network: Network) -> str:
    return network.interface(network.subnet())


def attribute(network: Network, interface: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = network.ec2.describe_network_interface_attribute(
        NetworkInterfaceId=interface, Attribute=name
    )
    assert found.pop("NetworkInterfaceId") == interface
    return found


def test_attributes_are_changed_and_read(network: Network, interface: str):
    own, named = network.ec2, {"NetworkInterfaceId": interface}
    own.modify_network_interface_attribute(**named, Description={"Value": ""})
    assert attribute(network, interface, "description") == {"Description": {"Value": ""}}
    own.modify_network_interface_attribute(**named, SourceDestCheck={"Value": False})
    assert attribute(network, interface, "sourceDestCheck") == {"SourceDestCheck": {"Value": False}}
    assert code_of(own.reset_network_interface_attribute, **named) == "MissingParameter"
    no = {**named, "SourceDestCheck": "false"}
    assert code_of(own.reset_network_interface_attribute, **no) == "InvalidParameterValue"
    own.reset_network_interface_attribute(**named, SourceDestCheck="true")
    assert attribute(network, interface, "sourceDestCheck") == {"SourceDestCheck": {"Value": True}}
    group = own.create_security_group(GroupName="app", Description="d", VpcId=network.vpc)["GroupId"]
    own.modify_network_interface_attribute(**named, Groups=[group])
    assert attribute(network, interface, "groupSet") == {"Groups": [{"GroupId": group, "GroupName": "app"}]}
    assert attribute(network, interface, "attachment") == {}


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({}, "InvalidParameterCombination"),
        ({"Description": {"Value": "a"}, "SourceDestCheck": {"Value": True}}, "InvalidParameterCombination"),
        ({"Description": {}}, "MissingParameter"),
        ({"Groups": []}, "InvalidParameterValue"),
        ({"Groups": ["sg-0123456789abcdef0"]}, "InvalidGroup.NotFound"),
        ({"Attachment": {"AttachmentId": "eni-attach-1"}}, "MissingParameter"),
        ({"Attachment": {"AttachmentId": "eni-attach-1", "DeleteOnTermination": True}}, "InvalidAttachmentID.NotFound"),
        ({"NetworkInterfaceId": "eni-0123456789abcdef0"}, "InvalidNetworkInterfaceID.NotFound"),
    ],
)
def test_wrong_changes_are_refused(network: Network, interface: str, request_: dict[str, Any], code: str):
    request = {"NetworkInterfaceId": interface, **request_}
    assert code_of(network.ec2.modify_network_interface_attribute, **request) == code


def test_an_attachment_may_end_with_its_instance(network: Network):
    _, primary = instance(network, network.subnet())
    attachment = attribute(network, primary, "attachment")["Attachment"]
    change = {"AttachmentId": attachment["AttachmentId"], "DeleteOnTermination": True}
    network.ec2.modify_network_interface_attribute(NetworkInterfaceId=primary, Attachment=change)
    assert attribute(network, primary, "attachment")["Attachment"]["DeleteOnTermination"]


def test_an_attribute_is_named(network: Network, interface: str):
    read = network.ec2.describe_network_interface_attribute
    assert code_of(read, NetworkInterfaceId=interface) == "MissingParameter"
    assert code_of(read, NetworkInterfaceId=interface, Attribute="colour") == "InvalidParameterValue"
