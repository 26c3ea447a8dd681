"""Rules of security groups: what EC2 accepts, normalizes, refuses and removes."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of
from tests.sandbox.emulated.ec2.vpcs import backend, new_group, new_vpc

ANYWHERE = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


@pytest.fixture
def ec2() -> Ec2:
    return Ec2()


@pytest.fixture
def vpc(ec2: Ec2) -> str:
    return new_vpc(ec2)


@pytest.fixture
def group(ec2: Ec2, vpc: str) -> str:
    return new_group(ec2, vpc)


def allow(ec2: Ec2, group: str, **permission: Any) -> dict[str, Any]:
    added = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])["SecurityGroupRules"]
    return dict(added[0])


def https(**ends: Any) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, **ends}


def ingress(ec2: Ec2, group: str) -> list[dict[str, Any]]:
    (found,) = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    return list(found["IpPermissions"])


@pytest.mark.parametrize(
    ("permission", "code"),
    [
        ({"IpProtocol": "tcp", "FromPort": 90, "ToPort": 80}, "InvalidParameterValue"),
        ({"IpProtocol": "tcp", "FromPort": 70000, "ToPort": 70000}, "InvalidParameterValue"),
        ({"IpProtocol": "udp", "FromPort": -1, "ToPort": -1}, "InvalidParameterValue"),
        ({"IpProtocol": "smtp", "FromPort": 25, "ToPort": 25}, "InvalidParameterValue"),
        ({"IpProtocol": "256"}, "InvalidParameterValue"),
        ({"IpProtocol": "tcp"}, "InvalidParameterValue"),
        ({"IpProtocol": "tcp", "FromPort": 80}, "InvalidParameterValue"),
        ({"FromPort": 80, "ToPort": 80}, "InvalidParameterValue"),
        ({"IpProtocol": "icmp"}, "InvalidParameterValue"),
        ({"IpProtocol": "icmp", "FromPort": 8, "ToPort": 256}, "InvalidParameterValue"),
        ({"IpProtocol": "icmp", "FromPort": -1, "ToPort": 0}, "InvalidParameterValue"),
        ({"IpProtocol": "icmpv6", "FromPort": 300, "ToPort": -1}, "InvalidParameterValue"),
    ],
)
def test_wrong_protocols_and_ports_are_refused(ec2: Ec2, group: str, permission: dict[str, Any], code: str):
    request = {"GroupId": group, "IpPermissions": [{**permission, **ANYWHERE}]}
    assert code_of(ec2.authorize_security_group_ingress, **request) == code
    assert ingress(ec2, group) == []


@pytest.mark.parametrize(
    ("permission", "shown"),
    [
        ({"IpProtocol": "6", "FromPort": 80, "ToPort": 80}, ("tcp", 80, 80)),
        ({"IpProtocol": "TCP", "FromPort": 0, "ToPort": 65535}, ("tcp", 0, 65535)),
        ({"IpProtocol": "17", "FromPort": 53, "ToPort": 53}, ("udp", 53, 53)),
        ({"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1}, ("icmp", 8, -1)),
        ({"IpProtocol": "58"}, ("icmpv6", -1, -1)),
        ({"IpProtocol": "-1", "FromPort": 80, "ToPort": 80}, ("-1", -1, -1)),
        ({"IpProtocol": "all"}, ("-1", -1, -1)),
        ({"IpProtocol": "50", "FromPort": 1, "ToPort": 2}, ("50", -1, -1)),
    ],
)
def test_protocols_have_the_names_and_ports_that_ec2_gives_them(
    ec2: Ec2, group: str, permission: dict[str, Any], shown: tuple[str, int, int]
):
    rule = allow(ec2, group, **permission, **ANYWHERE)
    assert (rule["IpProtocol"], rule["FromPort"], rule["ToPort"]) == shown


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        ({"IpRanges": [{"CidrIp": "10.0.0.0/33"}]}, "InvalidParameterValue"),
        ({"IpRanges": [{"CidrIp": "10.0.0.1"}]}, "InvalidParameterValue"),
        ({"IpRanges": [{"CidrIp": "10.0.0.0/255.0.0.0"}]}, "InvalidParameterValue"),
        ({"IpRanges": [{"CidrIp": "::/0"}]}, "InvalidParameterValue"),
        ({"IpRanges": [{}]}, "InvalidParameterValue"),
        ({"Ipv6Ranges": [{"CidrIpv6": "10.0.0.0/8"}]}, "InvalidParameterValue"),
        ({"PrefixListIds": [{"PrefixListId": "pl-0123456789abcdef0"}]}, "InvalidPrefixListID.NotFound"),
        ({"PrefixListIds": [{"PrefixListId": "list"}]}, "InvalidPrefixListID.Malformed"),
        ({"UserIdGroupPairs": [{"GroupId": "sg-0123456789abcdef0"}]}, "InvalidGroup.NotFound"),
        ({"UserIdGroupPairs": [{"GroupId": "group"}]}, "InvalidGroupId.Malformed"),
        ({"UserIdGroupPairs": [{"GroupName": "app"}]}, "InvalidParameterValue"),
        ({"UserIdGroupPairs": [{}]}, "MissingParameter"),
        ({}, "MissingParameter"),
        ({"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "a" * 256}]}, "InvalidParameterValue"),
        ({"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "café"}]}, "InvalidParameterValue"),
    ],
)
def test_wrong_sources_are_refused(ec2: Ec2, group: str, ends: dict[str, Any], code: str):
    request = {"GroupId": group, "IpPermissions": [https(**ends)]}
    assert code_of(ec2.authorize_security_group_ingress, **request) == code


def test_ranges_are_canonical_and_their_other_forms_duplicates(ec2: Ec2, group: str):
    rule = allow(ec2, group, **https(IpRanges=[{"CidrIp": "100.68.0.18/18"}]))
    assert rule["CidrIpv4"] == "100.68.0.0/18"
    with pytest.raises(AwsError) as refused:
        allow(ec2, group, **https(IpRanges=[{"CidrIp": "100.68.0.0/18", "Description": "again"}]))
    assert refused.value.code == "InvalidPermission.Duplicate"
    described = 'the specified rule "peer: 100.68.0.0/18, TCP, from port: 443, to port: 443, ALLOW" already exists'
    assert refused.value.message == described
    six = allow(ec2, group, **https(Ipv6Ranges=[{"CidrIpv6": "2001:DB8:0::1/32"}]))
    assert six["CidrIpv6"] == "2001:db8::/32"


def test_a_request_with_a_wrong_rule_adds_none_of_its_rules(ec2: Ec2, group: str):
    right, wrong = https(**ANYWHERE), {"IpProtocol": "tcp", "FromPort": 1, **ANYWHERE}
    request = {"GroupId": group, "IpPermissions": [right, wrong]}
    assert code_of(ec2.authorize_security_group_ingress, **request) == "InvalidParameterValue"
    repeated = {"GroupId": group, "IpPermissions": [right, right]}
    assert code_of(ec2.authorize_security_group_ingress, **repeated) == "InvalidParameterValue"
    assert ingress(ec2, group) == []


def test_a_rule_may_be_given_without_permissions(ec2: Ec2, group: str):
    single = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/8"}
    ec2.authorize_security_group_ingress(GroupId=group, **single)
    assert ingress(ec2, group)[0]["IpRanges"] == [{"CidrIp": "10.0.0.0/8"}]
    both = {"GroupId": group, "IpPermissions": [https(**ANYWHERE)], **single}
    assert code_of(ec2.authorize_security_group_ingress, **both) == "InvalidParameterCombination"
    assert code_of(ec2.authorize_security_group_ingress, GroupId=group) == "MissingParameter"


def test_rules_keep_their_ids_descriptions_and_tags(ec2: Ec2, group: str):
    tags = [{"ResourceType": "security-group-rule", "Tags": [{"Key": "Name", "Value": "web"}]}]
    permission = https(IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": "inside"}])
    (rule,) = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission], TagSpecifications=tags)[
        "SecurityGroupRules"
    ]
    named = [{"Name": "tag:Name", "Values": ["w*"]}]
    (found,) = ec2.describe_security_group_rules(Filters=named)["SecurityGroupRules"]
    assert found == rule
    assert (found["Description"], found["Tags"]) == ("inside", [{"Key": "Name", "Value": "web"}])
    wrong = [{"ResourceType": "instance", "Tags": []}]
    request = {"GroupId": group, "IpPermissions": [https(**ANYWHERE)], "TagSpecifications": wrong}
    assert code_of(ec2.authorize_security_group_ingress, **request) == "InvalidParameterValue"


def test_unknown_filters_ids_and_page_sizes_are_refused(ec2: Ec2):
    rules = ec2.describe_security_group_rules
    assert code_of(rules, Filters=[{"Name": "colour", "Values": ["x"]}]) == "InvalidParameterValue"
    assert code_of(rules, Filters=[{"Name": "group-id", "Values": ["x"]}]) == "InvalidGroupId.Malformed"
    assert code_of(rules, SecurityGroupRuleIds=["sgr-0123456789abcdef0"]) == "InvalidSecurityGroupRuleId.NotFound"
    assert code_of(rules, MaxResults=4) == "InvalidParameterValue"
    assert code_of(ec2.describe_security_groups, GroupIds=["sg-0123456789abcdef0"]) == "InvalidGroup.NotFound"
    assert code_of(ec2.describe_security_groups, GroupIds=["x"]) == "InvalidGroupId.Malformed"
    assert code_of(ec2.describe_security_groups, GroupNames=["absent"]) == "InvalidGroup.NotFound"


def test_a_rule_is_revoked_by_content_or_by_id(ec2: Ec2, group: str):
    first = allow(ec2, group, **https(IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": "inside"}]))
    second = allow(ec2, group, **https(IpRanges=[{"CidrIp": "10.0.0.0/9"}]))
    without_description = https(IpRanges=[{"CidrIp": "10.0.0.0/8"}])
    revoked = ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[without_description])
    assert [each["SecurityGroupRuleId"] for each in revoked["RevokedSecurityGroupRules"]] == [
        first["SecurityGroupRuleId"]
    ]
    again = {"GroupId": group, "IpPermissions": [without_description]}
    assert code_of(ec2.revoke_security_group_ingress, **again) == "InvalidPermission.NotFound"
    id_ = second["SecurityGroupRuleId"]
    wrong_direction = {"GroupId": group, "SecurityGroupRuleIds": [id_]}
    assert code_of(ec2.revoke_security_group_egress, **wrong_direction) == "InvalidSecurityGroupRuleId.NotFound"
    ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[id_])
    assert ingress(ec2, group) == []
    assert code_of(ec2.revoke_security_group_ingress, GroupId=group) == "MissingParameter"


def test_unknown_rules_of_the_default_vpc_are_returned(ec2: Ec2):
    group = new_group(ec2, backend(ec2).default_vpc.id)
    response = ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[https(**ANYWHERE)])
    assert [each["IpRanges"] for each in response["UnknownIpPermissions"]] == [[{"CidrIp": "0.0.0.0/0"}]]


def test_rules_are_revoked_as_they_are_described(ec2: Ec2, vpc: str, group: str):
    other = new_group(ec2, vpc, "other")
    for ends in ({"UserIdGroupPairs": [{"GroupId": other}, {"GroupId": group}]}, ANYWHERE):
        allow(ec2, group, **https(**ends))
    described = ingress(ec2, group)
    assert len(described) == 1
    ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=described)
    assert ingress(ec2, group) == []


def test_a_group_takes_60_rules_of_a_direction_and_family(ec2: Ec2, group: str):
    ranges = [{"CidrIp": f"10.0.{number}.0/24"} for number in range(59)]
    allow(ec2, group, **https(IpRanges=ranges))
    allow(ec2, group, **https(Ipv6Ranges=[{"CidrIpv6": f"2001:db8:{number}::/48"} for number in range(59)]))
    allow(ec2, group, **https(UserIdGroupPairs=[{"GroupId": group}]))
    full = {"GroupId": group, "IpPermissions": [https(**ANYWHERE)]}
    assert code_of(ec2.authorize_security_group_ingress, **full) == "RulesPerSecurityGroupLimitExceeded"
    assert ec2.authorize_security_group_egress(**full)["Return"]


def test_a_prefix_list_counts_as_its_maximum_of_entries(ec2: Ec2, group: str):
    made = ec2.create_managed_prefix_list(PrefixListName="sites", MaxEntries=60, AddressFamily="IPv4")["PrefixList"]
    allow(ec2, group, **https(PrefixListIds=[{"PrefixListId": made["PrefixListId"], "Description": "sites"}]))
    full = {"GroupId": group, "IpPermissions": [https(**ANYWHERE)]}
    assert code_of(ec2.authorize_security_group_ingress, **full) == "RulesPerSecurityGroupLimitExceeded"
    described = [{"PrefixListId": made["PrefixListId"], "Description": "sites"}]
    assert ingress(ec2, group)[0]["PrefixListIds"] == described


def modified(ec2: Ec2, group: str, rule: dict[str, Any], **changed: Any) -> dict[str, Any]:
    update = {"SecurityGroupRuleId": rule["SecurityGroupRuleId"], "SecurityGroupRule": changed}
    ec2.modify_security_group_rules(GroupId=group, SecurityGroupRules=[update])
    (found,) = ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule["SecurityGroupRuleId"]])[
        "SecurityGroupRules"
    ]
    return dict(found)


def test_a_rule_changes_its_ports_range_and_description(ec2: Ec2, group: str):
    rule = allow(ec2, group, **https(**ANYWHERE))
    changed = {"IpProtocol": "udp", "FromPort": 53, "ToPort": 54, "CidrIpv4": "10.1.2.3/8", "Description": "dns"}
    found = modified(ec2, group, rule, **changed)
    shown = (found["IpProtocol"], found["FromPort"], found["ToPort"], found["CidrIpv4"], found["Description"])
    assert shown == ("udp", 53, 54, "10.0.0.0/8", "dns")
    all_traffic = modified(ec2, group, rule, IpProtocol="-1", CidrIpv4="10.0.0.0/8")
    assert (all_traffic["FromPort"], all_traffic["ToPort"]) == (-1, -1)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"CidrIpv6": "::/0"}, "InvalidParameterValue"),
        ({"CidrIpv4": "10.0.0.0/8", "CidrIpv6": "::/0"}, "InvalidParameterCombination"),
        ({}, "MissingParameter"),
        ({"CidrIpv4": "10.0.0.0/99"}, "InvalidParameterValue"),
        ({"CidrIpv4": "10.0.0.0/9"}, "InvalidPermission.Duplicate"),
        ({"CidrIpv4": "10.0.0.0/8", "FromPort": 9, "ToPort": 8}, "InvalidParameterValue"),
        ({"CidrIpv4": "10.0.0.0/8", "IpProtocol": "x"}, "InvalidParameterValue"),
    ],
)
def test_wrong_changes_of_a_rule_are_refused(ec2: Ec2, group: str, changed: dict[str, Any], code: str):
    rule = allow(ec2, group, **https(IpRanges=[{"CidrIp": "10.0.0.0/8"}]))
    allow(ec2, group, **https(IpRanges=[{"CidrIp": "10.0.0.0/9"}]))
    update = {"SecurityGroupRuleId": rule["SecurityGroupRuleId"], "SecurityGroupRule": {**https(), **changed}}
    request = {"GroupId": group, "SecurityGroupRules": [update]}
    assert code_of(ec2.modify_security_group_rules, **request) == code
    assert code_of(ec2.modify_security_group_rules, GroupId=group, SecurityGroupRules=[]) == "MissingParameter"


def test_descriptions_are_replaced_and_removed(ec2: Ec2, group: str):
    rule = allow(ec2, group, **https(IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": "old"}]))
    new = https(IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": "new"}])
    ec2.update_security_group_rule_descriptions_ingress(GroupId=group, IpPermissions=[new])
    assert ingress(ec2, group)[0]["IpRanges"] == [{"CidrIp": "10.0.0.0/8", "Description": "new"}]
    by_id = [{"SecurityGroupRuleId": rule["SecurityGroupRuleId"]}]
    ec2.update_security_group_rule_descriptions_ingress(GroupId=group, SecurityGroupRuleDescriptions=by_id)
    assert ingress(ec2, group)[0]["IpRanges"] == [{"CidrIp": "10.0.0.0/8"}]
    absent = {"GroupId": group, "IpPermissions": [https(**ANYWHERE)]}
    update = ec2.update_security_group_rule_descriptions_ingress
    assert code_of(update, **absent) == "InvalidPermission.NotFound"
    assert code_of(update, GroupId=group) == "MissingParameter"
    assert code_of(update, **absent, SecurityGroupRuleDescriptions=by_id) == "InvalidParameterCombination"
