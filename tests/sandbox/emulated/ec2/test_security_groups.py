"""Security groups: names, defaults, filters, and what keeps one from its deletion."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.in_process import Ec2, code_of
from tests.sandbox.emulated.ec2.vpcs import backend, new_group, new_subnet, new_vpc


@pytest.fixture
def ec2() -> Ec2:
    return Ec2()


@pytest.fixture
def vpc(ec2: Ec2) -> str:
    return new_vpc(ec2)


def found(ec2: Ec2, **filters: str) -> list[dict[str, Any]]:
    given = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    return list(ec2.describe_security_groups(Filters=given)["SecurityGroups"])


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"GroupName": "sg-app"}, "InvalidParameterValue"),
        ({"GroupName": "default"}, "InvalidGroup.Reserved"),
        ({"GroupName": "a" * 256}, "InvalidParameterValue"),
        ({"GroupName": "app|web"}, "InvalidParameterValue"),
        ({"GroupName": "café"}, "InvalidParameterValue"),
        ({"GroupName": ""}, "MissingParameter"),
        ({"Description": ""}, "MissingParameter"),
        ({"Description": "<web>"}, "InvalidParameterValue"),
        ({"GroupName": "taken"}, "InvalidGroup.Duplicate"),
        ({"VpcId": "vpc-0123456789abcdef0"}, "InvalidVpcID.NotFound"),
        ({"VpcId": "network"}, "InvalidVpcID.Malformed"),
        ({"TagSpecifications": [{"ResourceType": "vpc", "Tags": []}]}, "InvalidParameterValue"),
    ],
)
def test_wrong_groups_are_refused(ec2: Ec2, vpc: str, wrong: dict[str, Any], code: str):
    new_group(ec2, vpc, "taken")
    request = {"GroupName": "app", "Description": "app", "VpcId": vpc, **wrong}
    assert code_of(ec2.create_security_group, **request) == code


def test_a_group_without_a_vpc_is_in_the_default_one(ec2: Ec2):
    default = backend(ec2).default_vpc
    made = ec2.create_security_group(GroupName="app", Description="app")["GroupId"]
    (shown,) = ec2.describe_security_groups(GroupNames=["app"])["SecurityGroups"]
    assert (shown["GroupId"], shown["VpcId"]) == (made, default.id)
    default.is_default = False
    assert code_of(ec2.create_security_group, GroupName="b", Description="b") == "VPCIdNotSpecified"


def test_a_new_group_allows_all_outgoing_traffic_and_a_default_one_its_members(ec2: Ec2, vpc: str):
    made = new_group(ec2, vpc)
    (shown,) = found(ec2, group_id=made)
    assert shown["IpPermissions"] == []
    assert [each["IpRanges"] for each in shown["IpPermissionsEgress"]] == [[{"CidrIp": "0.0.0.0/0"}]]
    (default,) = found(ec2, vpc_id=vpc, group_name="default")
    assert default["IpPermissions"][0]["UserIdGroupPairs"] == [{"GroupId": default["GroupId"], "UserId": ec2.account}]
    ec2.revoke_security_group_ingress(GroupId=default["GroupId"], IpPermissions=default["IpPermissions"])
    assert found(ec2, vpc_id=vpc, group_name="default")[0]["IpPermissions"] == []


def test_unchanged_groups_allow_outgoing_ipv6_after_the_vpc_has_a_block(ec2: Ec2, vpc: str):
    unchanged, changed = new_group(ec2, vpc, "unchanged"), new_group(ec2, vpc, "changed")
    permission = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}
    ec2.authorize_security_group_egress(GroupId=changed, IpPermissions=[permission])
    ec2.associate_vpc_cidr_block(VpcId=vpc, AmazonProvidedIpv6CidrBlock=True)
    ranges = {
        group: [
            six["CidrIpv6"]
            for each in found(ec2, group_id=group)[0]["IpPermissionsEgress"]
            for six in each["Ipv6Ranges"]
        ]
        for group in (unchanged, changed)
    }
    assert ranges == {unchanged: ["::/0"], changed: []}


def test_groups_are_filtered_by_their_rules(ec2: Ec2, vpc: str):
    group = new_group(ec2, vpc)
    permission = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 25, "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    for name, value in (("ipv6-cidr", "2001:db8::/32"), ("from-port", "22"), ("to-port", "2?"), ("protocol", "tcp")):
        wanted = [{"Name": f"ip-permission.{name}", "Values": [value]}]
        assert [each["GroupId"] for each in ec2.describe_security_groups(Filters=wanted)["SecurityGroups"]] == [group]
    assert code_of(ec2.describe_security_groups, Filters=[{"Name": "colour"}]) == "InvalidParameterValue"


def test_a_group_in_use_is_kept(ec2: Ec2, vpc: str):
    used, other = new_group(ec2, vpc, "used"), new_group(ec2, vpc, "other")
    permission = {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": used}]}
    ec2.authorize_security_group_egress(GroupId=other, IpPermissions=[permission])
    assert code_of(ec2.delete_security_group, GroupId=used) == "DependencyViolation"
    ec2.revoke_security_group_egress(GroupId=other, IpPermissions=[permission])
    subnet = backend(ec2).get_subnet(new_subnet(ec2, vpc))
    interface = backend(ec2).create_network_interface(subnet, "10.0.1.9", group_ids=[used])
    assert code_of(ec2.delete_security_group, GroupId=used) == "DependencyViolation"
    backend(ec2).delete_network_interface(interface.id)
    assert ec2.delete_security_group(GroupId=used)["GroupId"] == used
    assert code_of(ec2.delete_security_group, GroupId=used) == "InvalidGroup.NotFound"
    assert code_of(ec2.delete_security_group) == "MissingParameter"
    default = found(ec2, vpc_id=vpc, group_name="default")[0]["GroupId"]
    assert code_of(ec2.delete_security_group, GroupId=default) == "CannotDelete"


def test_groups_of_other_accounts_are_not_seen(ec2: Ec2, vpc: str):
    group = new_group(ec2, vpc)
    theirs = ec2.other()
    assert code_of(theirs.describe_security_groups, GroupIds=[group]) == "InvalidGroup.NotFound"
    assert code_of(theirs.delete_security_group, GroupId=group) == "InvalidGroup.NotFound"


def test_groups_are_paged(ec2: Ec2, vpc: str):
    made = {new_group(ec2, vpc, f"group-{number}") for number in range(7)}
    first = ec2.describe_security_groups(MaxResults=5, Filters=[{"Name": "group-name", "Values": ["group-*"]}])
    rest = ec2.describe_security_groups(
        MaxResults=5, Filters=[{"Name": "group-name", "Values": ["group-*"]}], NextToken=first["NextToken"]
    )
    assert {each["GroupId"] for each in first["SecurityGroups"] + rest["SecurityGroups"]} == made
    both = {"MaxResults": 5, "GroupIds": sorted(made)}
    assert code_of(ec2.describe_security_groups, **both) == "InvalidParameterCombination"
