from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of

NAMED = [{"Key": "domain-name", "Values": ["dc.gilt.example"]}]


def create(own: Ec2, *configurations: dict[str, Any]) -> str:
    made = own.create_dhcp_options(DhcpConfigurations=list(configurations or NAMED))["DhcpOptions"]
    return str(made["DhcpOptionsId"])


def test_options_are_shown_as_given(own: Ec2):
    given = [
        {"Key": "domain-name-servers", "Values": ["10.0.0.2", "AmazonProvidedDNS"]},
        {"Key": "netbios-node-type", "Values": ["2"]},
        {"Key": "ipv6-address-preferred-lease-time", "Values": ["140"]},
    ]
    id_ = create(own, *given)
    (found,) = own.describe_dhcp_options(DhcpOptionsIds=[id_])["DhcpOptions"]
    assert found["OwnerId"] == own.account
    shown = [
        {"Key": each["Key"], "Values": [value["Value"] for value in each["Values"]]}
        for each in found["DhcpConfigurations"]
    ]
    assert shown == given
    filters = [{"Name": "key", "Values": ["netbios-*"]}, {"Name": "value", "Values": ["2"]}]
    assert [each["DhcpOptionsId"] for each in own.describe_dhcp_options(Filters=filters)["DhcpOptions"]] == [id_]


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("colour", ["red"]),
        ("domain-name-servers", ["server"]),
        ("domain-name-servers", ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"]),
        ("ntp-servers", ["AmazonProvidedDNS"]),
        ("netbios-node-type", ["3"]),
        ("domain-name", ["a.example", "b.example"]),
        ("ipv6-address-preferred-lease-time", ["139"]),
        ("ipv6-address-preferred-lease-time", ["soon"]),
        ("domain-name", []),
    ],
)
def test_wrong_options_are_refused(own: Ec2, key: str, values: list[str]):
    request = {"DhcpConfigurations": [{"Key": key, "Values": values}]}
    assert code_of(own.create_dhcp_options, **request) == "InvalidParameterValue"


def test_there_are_options(own: Ec2):
    assert code_of(own.create_dhcp_options, DhcpConfigurations=[]) == "MissingParameter"
    assert code_of(own.create_dhcp_options, DhcpConfigurations=NAMED * 2) == "InvalidParameterValue"


def test_a_set_in_use_is_not_deleted_and_outlives_its_vpc(network: Network):
    own, id_ = network.ec2, create(network.ec2)
    own.associate_dhcp_options(DhcpOptionsId=id_, VpcId=network.vpc)
    assert own.describe_vpcs(VpcIds=[network.vpc])["Vpcs"][0]["DhcpOptionsId"] == id_
    assert code_of(own.delete_dhcp_options, DhcpOptionsId=id_) == "DependencyViolation"
    other = Network(own, "10.120.0.0/16").vpc
    own.associate_dhcp_options(DhcpOptionsId=id_, VpcId=other)
    own.associate_dhcp_options(DhcpOptionsId="default", VpcId=network.vpc)
    assert code_of(own.delete_dhcp_options, DhcpOptionsId=id_) == "DependencyViolation"
    own.delete_vpc(VpcId=other)
    own.describe_dhcp_options(DhcpOptionsIds=[id_])
    own.delete_dhcp_options(DhcpOptionsId=id_)
    absent = {"DhcpOptionsId": id_, "VpcId": network.vpc}
    assert code_of(own.associate_dhcp_options, **absent) == "InvalidDhcpOptionID.NotFound"
    assert code_of(own.delete_dhcp_options, DhcpOptionsId="dopt") == "InvalidDhcpOptionsId.Malformed"
