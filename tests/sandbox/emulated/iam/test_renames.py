"""Renamed users and groups."""

from typing import Any

import pytest

pytestmark = pytest.mark.engine
READ = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def test_a_user_keeps_tags_policies_and_groups_under_its_new_name(client: Any, account: str):
    iam = client("iam", account=account)
    made = iam.create_user(UserName="old", Tags=[{"Key": "team", "Value": "mobile"}])["User"]
    iam.create_group(GroupName="people")
    iam.add_user_to_group(GroupName="people", UserName="old")
    iam.attach_user_policy(UserName="old", PolicyArn=READ)
    iam.update_user(UserName="old", NewUserName="new", NewPath="/people/")
    user = iam.get_user(UserName="new")["User"]
    assert (user["UserId"], user["Arn"]) == (made["UserId"], f"arn:aws:iam::{account}:user/people/new")
    assert user["Tags"] == [{"Key": "team", "Value": "mobile"}]
    assert [each["PolicyArn"] for each in iam.list_attached_user_policies(UserName="new")["AttachedPolicies"]] == [READ]
    assert [each["UserName"] for each in iam.get_group(GroupName="people")["Users"]] == ["new"]
    assert "Tags" not in iam.create_user(UserName="old")["User"]


def test_a_group_gets_a_new_path_without_a_new_name(client: Any, account: str):
    iam = client("iam", account=account)
    iam.create_group(GroupName="people")
    iam.update_group(GroupName="people", NewPath="/staff/")
    assert iam.get_group(GroupName="people")["Group"]["Arn"] == f"arn:aws:iam::{account}:group/staff/people"
    iam.update_group(GroupName="people", NewGroupName="staff")
    assert [each["GroupName"] for each in iam.list_groups()["Groups"]] == ["staff"]


def test_an_existing_or_unknown_name_is_refused(client: Any, account: str):
    iam = client("iam", account=account)
    for name in ("one", "other"):
        iam.create_user(UserName=name, Tags=[{"Key": "team", "Value": name}])
        iam.create_group(GroupName=name)
    with pytest.raises(iam.exceptions.EntityAlreadyExistsException):
        iam.update_user(UserName="one", NewUserName="other")
    assert iam.get_user(UserName="one")["User"]["Tags"] == [{"Key": "team", "Value": "one"}]
    with pytest.raises(iam.exceptions.EntityAlreadyExistsException):
        iam.update_group(GroupName="one", NewGroupName="other")
    with pytest.raises(iam.exceptions.NoSuchEntityException):
        iam.update_user(UserName="absent", NewUserName="other")
