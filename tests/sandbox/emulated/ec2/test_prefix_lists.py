"""Managed prefix lists: limits, versions, references, shares and states."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.in_process import Ec2, code_of
from tests.sandbox.emulated.ec2.vpcs import new_group, new_vpc


@pytest.fixture
def ec2() -> Ec2:
    return Ec2()


def new_list(ec2: Ec2, **about: Any) -> str:
    request = {"PrefixListName": "sites", "MaxEntries": 2, "AddressFamily": "IPv4", **about}
    made = ec2.create_managed_prefix_list(**request)["PrefixList"]
    assert made["State"] == "create-in-progress"
    ec2.clock.pass_(seconds=1)
    return str(made["PrefixListId"])


def shown(ec2: Ec2, id_: str) -> dict[str, Any]:
    (found,) = ec2.describe_managed_prefix_lists(PrefixListIds=[id_])["PrefixLists"]
    return dict(found)


def ranges(ec2: Ec2, id_: str, **version: int) -> list[str]:
    return [each["Cidr"] for each in ec2.get_managed_prefix_list_entries(PrefixListId=id_, **version)["Entries"]]


def allow(ec2: Ec2, group: str, id_: str) -> None:
    permission = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": [{"PrefixListId": id_}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"PrefixListName": "com.amazonaws.shop"}, "InvalidParameterValue"),
        ({"PrefixListName": ""}, "InvalidParameterValue"),
        ({"PrefixListName": "a" * 256}, "InvalidParameterValue"),
        ({"AddressFamily": "ipv4"}, "InvalidParameterValue"),
        ({"MaxEntries": 0}, "InvalidParameterValue"),
        ({"MaxEntries": 1001}, "InvalidParameterValue"),
        ({"Entries": [{"Cidr": "10.0.0.0/33"}]}, "InvalidParameterValue"),
        ({"Entries": [{"Cidr": "::/0"}]}, "InvalidParameterValue"),
        ({"Entries": [{"Cidr": "10.0.0.0/8"}, {"Cidr": "10.1.0.0/8"}]}, "InvalidParameterValue"),
        ({"Entries": [{"Cidr": f"10.{n}.0.0/16"} for n in range(3)]}, "PrefixListMaxEntriesExceeded"),
        ({"Entries": [{"Cidr": f"10.{n}.0.0/16"} for n in range(101)], "MaxEntries": 200}, "InvalidParameterValue"),
        ({"TagSpecifications": [{"ResourceType": "vpc", "Tags": []}]}, "InvalidParameterValue"),
    ],
)
def test_wrong_lists_are_refused(ec2: Ec2, wrong: dict[str, Any], code: str):
    request = {"PrefixListName": "sites", "MaxEntries": 2, "AddressFamily": "IPv4", **wrong}
    assert code_of(ec2.create_managed_prefix_list, **request) == code


def test_a_client_token_makes_one_list(ec2: Ec2):
    first = new_list(ec2, ClientToken="one")
    request = {"PrefixListName": "sites", "MaxEntries": 2, "AddressFamily": "IPv4", "ClientToken": "one"}
    assert ec2.create_managed_prefix_list(**request)["PrefixList"]["PrefixListId"] == first
    other = {"PrefixListName": "other", "MaxEntries": 2, "AddressFamily": "IPv4", "ClientToken": "one"}
    assert code_of(ec2.create_managed_prefix_list, **other) == "IdempotentParameterMismatch"


def test_a_change_of_entries_makes_a_version_and_one_of_the_name_does_not(ec2: Ec2):
    id_ = new_list(ec2, Entries=[{"Cidr": "10.1.2.3/16"}])
    assert ranges(ec2, id_) == ["10.1.0.0/16"]
    ec2.modify_managed_prefix_list(PrefixListId=id_, PrefixListName="offices")
    ec2.clock.pass_(seconds=1)
    assert (shown(ec2, id_)["PrefixListName"], shown(ec2, id_)["Version"]) == ("offices", 1)
    changed = {"AddEntries": [{"Cidr": "10.2.0.0/16"}], "RemoveEntries": [{"Cidr": "10.1.0.0/16"}]}
    state = ec2.modify_managed_prefix_list(PrefixListId=id_, CurrentVersion=1, **changed)["PrefixList"]["State"]
    assert state == "modify-in-progress"
    busy = {"PrefixListId": id_, "PrefixListName": "again"}
    assert code_of(ec2.modify_managed_prefix_list, **busy) == "IncorrectState"
    ec2.clock.pass_(seconds=1)
    assert (shown(ec2, id_)["State"], shown(ec2, id_)["Version"]) == ("modify-complete", 2)
    assert (ranges(ec2, id_), ranges(ec2, id_, TargetVersion=1)) == (["10.2.0.0/16"], ["10.1.0.0/16"])
    assert code_of(ec2.get_managed_prefix_list_entries, PrefixListId=id_, TargetVersion=3) == "InvalidParameterValue"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"AddEntries": [{"Cidr": "10.2.0.0/16"}]}, "MissingParameter"),
        ({"AddEntries": [{"Cidr": "10.2.0.0/16"}], "CurrentVersion": 2}, "PrefixListVersionMismatch"),
        ({"AddEntries": [{"Cidr": "10.2.0.0/16"}], "CurrentVersion": 0}, "InvalidParameterValue"),
        ({"AddEntries": [{"Cidr": "x"}], "CurrentVersion": 1}, "InvalidParameterValue"),
        ({"RemoveEntries": [{"Cidr": "10.2.0.0/16"}], "CurrentVersion": 1}, "InvalidPrefixListModification"),
        (
            {"AddEntries": [{"Cidr": "10.2.0.0/16"}], "CurrentVersion": 1, "MaxEntries": 5},
            "InvalidParameterCombination",
        ),
        ({"MaxEntries": 0}, "InvalidParameterValue"),
        ({"PrefixListName": "com.amazonaws.x"}, "InvalidParameterValue"),
        ({}, "MissingParameter"),
    ],
)
def test_wrong_changes_are_refused(ec2: Ec2, wrong: dict[str, Any], code: str):
    id_ = new_list(ec2, Entries=[{"Cidr": "10.1.0.0/16"}])
    assert code_of(ec2.modify_managed_prefix_list, PrefixListId=id_, **wrong) == code
    assert ranges(ec2, id_) == ["10.1.0.0/16"]


def test_a_former_version_is_restored_as_a_new_one(ec2: Ec2):
    id_ = new_list(ec2, Entries=[{"Cidr": "10.1.0.0/16"}])
    ec2.modify_managed_prefix_list(PrefixListId=id_, CurrentVersion=1, AddEntries=[{"Cidr": "10.2.0.0/16"}])
    ec2.clock.pass_(seconds=1)
    restore = ec2.restore_managed_prefix_list_version
    wrong_base = {"PrefixListId": id_, "PreviousVersion": 1, "CurrentVersion": 1}
    assert code_of(restore, **wrong_base) == "PrefixListVersionMismatch"
    no_such = {"PrefixListId": id_, "PreviousVersion": 2, "CurrentVersion": 2}
    assert code_of(restore, **no_such) == "InvalidParameterValue"
    made = restore(PrefixListId=id_, PreviousVersion=1, CurrentVersion=2)["PrefixList"]
    assert (made["State"], made["Version"]) == ("restore-in-progress", 3)
    ec2.clock.pass_(seconds=1)
    assert (shown(ec2, id_)["State"], ranges(ec2, id_)) == ("restore-complete", ["10.1.0.0/16"])


def test_a_list_is_resized_where_its_users_allow_it(ec2: Ec2):
    group, id_ = new_group(ec2, new_vpc(ec2)), new_list(ec2)
    allow(ec2, group, id_)
    ec2.modify_managed_prefix_list(PrefixListId=id_, MaxEntries=60)
    ec2.clock.pass_(seconds=1)
    assert shown(ec2, id_)["MaxEntries"] == 60
    ec2.modify_managed_prefix_list(PrefixListId=id_, MaxEntries=61)
    ec2.clock.pass_(seconds=1)
    failed = shown(ec2, id_)
    assert (failed["State"], failed["MaxEntries"]) == ("modify-failed", 60)
    assert group in failed["StateMessage"]


def test_a_referenced_list_is_not_deleted(ec2: Ec2):
    group, id_ = new_group(ec2, new_vpc(ec2)), new_list(ec2)
    allow(ec2, group, id_)
    users = ec2.get_managed_prefix_list_associations(PrefixListId=id_)["PrefixListAssociations"]
    assert users == [{"ResourceId": group, "ResourceOwner": ec2.account}]
    assert code_of(ec2.delete_managed_prefix_list, PrefixListId=id_) == "DependencyViolation"
    (described,) = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=described["IpPermissions"])
    assert ec2.delete_managed_prefix_list(PrefixListId=id_)["PrefixList"]["State"] == "delete-in-progress"
    ec2.clock.pass_(seconds=1)
    assert code_of(ec2.describe_managed_prefix_lists, PrefixListIds=[id_]) == "InvalidPrefixListID.NotFound"


def test_a_shared_list_is_used_and_not_changed_by_others(ec2: Ec2):
    theirs = ec2.other()
    id_ = new_list(ec2)
    group = new_group(theirs, new_vpc(theirs))
    assert code_of(theirs.get_managed_prefix_list_entries, PrefixListId=id_) == "InvalidPrefixListID.NotFound"
    ec2.resources.shares.add((shown(ec2, id_)["PrefixListArn"], theirs.account))
    assert shown(theirs, id_)["OwnerId"] == ec2.account
    allow(theirs, group, id_)
    assert code_of(theirs.delete_managed_prefix_list, PrefixListId=id_) == "OperationNotPermitted"
    assert code_of(theirs.modify_managed_prefix_list, PrefixListId=id_, MaxEntries=3) == "OperationNotPermitted"
    assert code_of(ec2.delete_managed_prefix_list, PrefixListId=id_) == "DependencyViolation"
    (user,) = ec2.get_managed_prefix_list_associations(PrefixListId=id_)["PrefixListAssociations"]
    assert user == {"ResourceId": group, "ResourceOwner": theirs.account}


def test_lists_of_aws_have_a_weight_and_cannot_be_changed(ec2: Ec2):
    named = [{"Name": "prefix-list-name", "Values": ["*.origin-facing"]}]
    (cloudfront,) = ec2.describe_managed_prefix_lists(Filters=named)["PrefixLists"]
    assert (cloudfront["OwnerId"], "MaxEntries" in cloudfront) == ("AWS", False)
    group = new_group(ec2, new_vpc(ec2))
    allow(ec2, group, cloudfront["PrefixListId"])
    more = [{"CidrIp": f"10.0.{number}.0/24"} for number in range(6)]
    full = {"GroupId": group, "IpPermissions": [{"IpProtocol": "-1", "IpRanges": more}]}
    assert code_of(ec2.authorize_security_group_ingress, **full) == "RulesPerSecurityGroupLimitExceeded"
    id_ = cloudfront["PrefixListId"]
    assert code_of(ec2.delete_managed_prefix_list, PrefixListId=id_) == "OperationNotPermitted"
    (listed,) = ec2.describe_prefix_lists(PrefixListIds=[id_])["PrefixLists"]
    assert ranges(ec2, id_) == listed["Cidrs"]
    assert code_of(ec2.describe_prefix_lists, PrefixListIds=["pl-00000000"]) == "InvalidPrefixListId.NotFound"
    wrong = [{"Name": "colour", "Values": ["x"]}]
    assert code_of(ec2.describe_prefix_lists, Filters=wrong) == "InvalidParameterValue"
