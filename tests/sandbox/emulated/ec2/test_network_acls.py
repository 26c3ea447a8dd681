from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import code_of

GOOD: dict[str, Any] = {
    "RuleNumber": 10,
    "Protocol": "6",
    "RuleAction": "allow",
    "Egress": False,
    "CidrBlock": "10.0.0.0/8",
    "PortRange": {"From": 443, "To": 443},
}
PING = {"Protocol": "1", "PortRange": None, "IcmpTypeCode": {"Type": 8, "Code": -1}}
IPV6 = {"CidrBlock": None, "Ipv6CidrBlock": "2001:db8::1/32"}


@pytest.fixture
def acl(network: Network) -> str:
    return str(network.ec2.create_network_acl(VpcId=network.vpc)["NetworkAcl"]["NetworkAclId"])


def entry(acl: str, **changes: Any) -> dict[str, Any]:
    """Return the request of a good entry with changes; None leaves a member out."""
    changed = {**GOOD, "NetworkAclId": acl, **changes}
    return {name: value for name, value in changed.items() if value is not None}


def entries(network: Network, acl: str) -> list[dict[str, Any]]:
    (found,) = network.ec2.describe_network_acls(NetworkAclIds=[acl])["NetworkAcls"]
    return [each for each in found["Entries"] if each["RuleNumber"] < 32767]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"RuleNumber": 0}, "InvalidParameterValue"),
        ({"RuleNumber": 32767}, "InvalidParameterValue"),
        ({"PortRange": None}, "MissingParameter"),
        ({"PortRange": {"From": 443}}, "MissingParameter"),
        ({"PortRange": {"From": 500, "To": 400}}, "InvalidParameterValue"),
        ({"PortRange": {"From": 0, "To": 65536}}, "InvalidParameterValue"),
        ({"PortRange": {"From": -1, "To": 80}}, "InvalidParameterValue"),
        ({"Protocol": "17", "PortRange": None}, "MissingParameter"),
        ({"Protocol": "1", "PortRange": None}, "MissingParameter"),
        ({**PING, "IcmpTypeCode": {"Type": 8}}, "MissingParameter"),
        ({**PING, "IcmpTypeCode": {"Type": 256, "Code": 0}}, "InvalidParameterValue"),
        ({**PING, "IcmpTypeCode": {"Type": -1, "Code": 0}}, "InvalidParameterValue"),
        ({"Protocol": "58", "PortRange": None, **IPV6}, "MissingParameter"),
        ({"RuleAction": "maybe"}, "InvalidParameterValue"),
        ({"Protocol": "300", "PortRange": None}, "InvalidParameterValue"),
        ({"Protocol": "smtp", "PortRange": None}, "InvalidParameterValue"),
        ({"CidrBlock": None}, "MissingParameter"),
        ({"Ipv6CidrBlock": "::/0"}, "InvalidParameterCombination"),
        ({"CidrBlock": "10.0.0.0/99"}, "InvalidParameterValue"),
        ({"Egress": None}, "MissingParameter"),
        ({"NetworkAclId": "acl-0123456789abcdef0"}, "InvalidNetworkAclID.NotFound"),
        ({"NetworkAclId": "acl"}, "InvalidNetworkAclId.Malformed"),
    ],
)
def test_wrong_entries_are_neither_created_nor_replace_others(
    network: Network, acl: str, changes: dict[str, Any], code: str
):
    network.ec2.create_network_acl_entry(**entry(acl))
    before = entries(network, acl)
    assert code_of(network.ec2.create_network_acl_entry, **entry(acl, **{"RuleNumber": 11, **changes})) == code
    assert code_of(network.ec2.replace_network_acl_entry, **entry(acl, **changes)) == code
    assert entries(network, acl) == before


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"CidrBlock": "10.3.2.1/16"}, {"CidrBlock": "10.3.0.0/16", "PortRange": {"From": 443, "To": 443}}),
        ({"Protocol": "-1"}, {"CidrBlock": "10.0.0.0/8"}),
        ({"Protocol": "58"}, {"CidrBlock": "10.0.0.0/8"}),
        (PING, {"CidrBlock": "10.0.0.0/8", "IcmpTypeCode": {"Type": 8, "Code": -1}}),
        (
            {**IPV6, **PING, "Protocol": "58"},
            {"Ipv6CidrBlock": "2001:db8::/32", "IcmpTypeCode": {"Type": 8, "Code": -1}},
        ),
    ],
)
def test_entries_keep_what_counts_for_their_protocol(
    network: Network, acl: str, changes: dict[str, Any], kept: dict[str, Any]
):
    network.ec2.create_network_acl_entry(**entry(acl, **changes))
    (shown,) = entries(network, acl)
    protocol = changes.get("Protocol", "6")
    assert shown == {"RuleNumber": 10, "RuleAction": "allow", "Egress": False, "Protocol": protocol, **kept}


def test_an_acl_has_20_rules_in_a_direction_for_each_family(network: Network, acl: str):
    own = network.ec2
    for number in range(1, 21):
        own.create_network_acl_entry(**entry(acl, RuleNumber=number))
    one_more = entry(acl, RuleNumber=21)
    assert code_of(own.create_network_acl_entry, **one_more) == "NetworkAclEntryLimitExceeded"
    own.create_network_acl_entry(**entry(acl, RuleNumber=21, Egress=True))
    own.create_network_acl_entry(**entry(acl, RuleNumber=21, **IPV6))
    own.delete_network_acl_entry(NetworkAclId=acl, RuleNumber=1, Egress=False)
    own.create_network_acl_entry(**entry(acl, RuleNumber=22))


def test_a_number_is_unique_in_a_direction(network: Network, acl: str):
    own = network.ec2
    own.create_network_acl_entry(**entry(acl))
    assert code_of(own.create_network_acl_entry, **entry(acl)) == "NetworkAclEntryAlreadyExists"
    own.create_network_acl_entry(**entry(acl, Egress=True))
    own.replace_network_acl_entry(**entry(acl, RuleAction="deny"))
    assert [each["RuleAction"] for each in entries(network, acl)] == ["allow", "deny"]
    absent = entry(acl, RuleNumber=11)
    assert code_of(own.replace_network_acl_entry, **absent) == "InvalidNetworkAclEntry.NotFound"
    delete = {"NetworkAclId": acl, "RuleNumber": 11, "Egress": False}
    assert code_of(own.delete_network_acl_entry, **delete) == "InvalidNetworkAclEntry.NotFound"


def test_a_subnet_has_one_acl_of_its_vpc(network: Network, acl: str):
    own, subnet = network.ec2, network.subnet()
    (before,) = network.acl["Associations"]
    assert before["SubnetId"] == subnet
    replace = {"AssociationId": before["NetworkAclAssociationId"], "NetworkAclId": acl}
    other = Network(own, "10.120.0.0/16")
    elsewhere = {**replace, "NetworkAclId": other.acl["NetworkAclId"]}
    assert code_of(own.replace_network_acl_association, **elsewhere) == "InvalidParameterValue"
    own.replace_network_acl_association(**replace)
    assert network.acl["Associations"] == []
    assert code_of(own.replace_network_acl_association, **replace) == "InvalidAssociationID.NotFound"
    assert code_of(own.delete_network_acl, NetworkAclId=acl) == "DependencyViolation"
    assert code_of(own.delete_network_acl, NetworkAclId=network.acl["NetworkAclId"]) == "InvalidParameterValue"


def test_acls_are_filtered_by_their_entries(network: Network, acl: str):
    network.ec2.create_network_acl_entry(**entry(acl))
    for name, value in (("entry.protocol", "tcp"), ("entry.port-range.from", "443"), ("entry.rule-number", "10")):
        found = network.ec2.describe_network_acls(Filters=[{"Name": name, "Values": [value]}])["NetworkAcls"]
        assert [each["NetworkAclId"] for each in found] == [acl]
    unknown = [{"Name": "entry.colour", "Values": ["red"]}]
    assert code_of(network.ec2.describe_network_acls, Filters=unknown) == "InvalidParameterValue"
