from __future__ import annotations

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import code_of


def test_attributes_are_read_and_changed_one_at_a_time(network: Network):
    own, vpc = network.ec2, network.vpc
    own.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    shown = own.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsHostnames")
    assert shown == {"VpcId": vpc, "EnableDnsHostnames": {"Value": True}}
    both = {"EnableDnsHostnames": {"Value": True}, "EnableDnsSupport": {"Value": True}}
    assert code_of(own.modify_vpc_attribute, VpcId=vpc, **both) == "InvalidParameterCombination"
    assert code_of(own.modify_vpc_attribute, VpcId=vpc) == "InvalidParameterCombination"
    assert code_of(own.describe_vpc_attribute, VpcId=vpc, Attribute="colour") == "InvalidParameterValue"


def test_dns_hostnames_need_dns_support(network: Network):
    own, vpc = network.ec2, network.vpc
    own.modify_vpc_attribute(VpcId=vpc, EnableDnsSupport={"Value": False})
    request = {"VpcId": vpc, "EnableDnsHostnames": {"Value": True}}
    assert code_of(own.modify_vpc_attribute, **request) == "InvalidParameterValue"
