"""Tests of `sandbox.snapshot.network.aws_export.filters`."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from sandbox.reach.model import PortRange
from sandbox.snapshot.errors import SourceUnreadable
from tests.sandbox.snapshot.network.aws_export.responses import network

GROUP = {
    "GroupId": "sg-1",
    "GroupName": "app",
    "VpcId": "vpc-1",
    "IpPermissions": [
        {
            "IpProtocol": "tcp",
            "FromPort": 443,
            "ToPort": 443,
            "IpRanges": [{"CidrIp": "10.0.0.0/8"}],
            "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}],
            "UserIdGroupPairs": [{"GroupId": "sg-2", "UserId": "111111111111"}],
            "PrefixListIds": [{"PrefixListId": "pl-1"}],
        }
    ],
    "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
}


def test_permissions_of_a_group_are_one_rule_for_each_peer():
    found = network(SecurityGroups=[GROUP]).groups["sg-1"]
    https = PortRange(443, 443)
    assert [(rule.egress, rule.protocol, rule.ports, rule.peer) for rule in found.rules] == [
        (False, 6, https, ip_network("10.0.0.0/8")),
        (False, 6, https, ip_network("2001:db8::/32")),
        (False, 6, https, "pl-1"),
        (False, 6, https, "sg-2"),
        (True, None, None, ip_network("0.0.0.0/0")),
    ]
    assert len({rule.id for rule in found.rules}) == len(found.rules)


def test_rules_have_their_ids_where_they_are_listed():
    listed = [
        {
            "SecurityGroupRuleId": "sgr-1",
            "GroupId": "sg-1",
            "IsEgress": False,
            "IpProtocol": "icmp",
            "FromPort": 8,
            "ToPort": -1,
            "ReferencedGroupInfo": {"GroupId": "sg-2"},
        }
    ]
    (rule,) = network(SecurityGroups=[GROUP], SecurityGroupRules=listed).groups["sg-1"].rules
    assert (rule.id, rule.protocol, rule.ports, rule.peer) == ("sgr-1", 1, PortRange(8, -1), "sg-2")


def test_entries_of_an_acl_without_the_implied_one():
    entries = [
        {"RuleNumber": 100, "Egress": False, "Protocol": "6", "RuleAction": "allow", "CidrBlock": "10.0.0.0/8",
         "PortRange": {"From": 22, "To": 23}},
        {"RuleNumber": 110, "Egress": True, "Protocol": "1", "RuleAction": "deny", "Ipv6CidrBlock": "::/0",
         "IcmpTypeCode": {"Type": 8, "Code": -1}},
        {"RuleNumber": 32767, "Egress": True, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "0.0.0.0/0"},
    ]  # fmt: skip
    acl = {
        "NetworkAclId": "acl-1",
        "VpcId": "vpc-1",
        "IsDefault": True,
        "Entries": entries,
        "Associations": [{"SubnetId": "subnet-1"}],
    }
    found = network(NetworkAcls=[acl]).acls["acl-1"]
    assert (found.default, found.subnets) == (True, ("subnet-1",))
    assert [(e.number, e.egress, e.action, e.protocol, e.ports, str(e.cidr)) for e in found.entries] == [
        (100, False, "allow", 6, PortRange(22, 23), "10.0.0.0/8"),
        (110, True, "deny", 1, PortRange(8, -1), "::/0"),
    ]


def test_a_wrong_protocol_is_an_error_with_its_path():
    wrong = {**GROUP, "IpPermissions": [{"IpProtocol": "tpc"}]}
    with pytest.raises(SourceUnreadable, match=r"IpPermissions\[0\]\.IpProtocol is 'tpc', not a protocol"):
        network(SecurityGroups=[wrong])
