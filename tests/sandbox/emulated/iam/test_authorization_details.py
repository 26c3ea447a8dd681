"""All entities and policies of an account, through the engine."""

import json
from typing import Any

import pytest

pytestmark = pytest.mark.engine

READ = "arn:aws:iam::aws:policy/ReadOnlyAccess"
LIMIT = "arn:aws:iam::aws:policy/PowerUserAccess"
OWN = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


@pytest.fixture
def iam(client: Any, account: str) -> Any:
    iam = client("iam", account=account)
    arn = iam.create_policy(PolicyName="own", Path="/team/", Description="Own", PolicyDocument=json.dumps(OWN))
    arn = arn["Policy"]["Arn"]
    iam.create_group(GroupName="people")
    iam.attach_group_policy(GroupName="people", PolicyArn=READ)
    iam.create_user(UserName="ann", PermissionsBoundary=LIMIT, Tags=[{"Key": "team", "Value": "mobile"}])
    iam.add_user_to_group(GroupName="people", UserName="ann")
    iam.put_user_policy(UserName="ann", PolicyName="inline", PolicyDocument=json.dumps(OWN))
    iam.create_role(RoleName="job", AssumeRolePolicyDocument=json.dumps(TRUST), PermissionsBoundary=arn)
    iam.attach_role_policy(RoleName="job", PolicyArn=arn)
    iam.create_instance_profile(InstanceProfileName="job")
    iam.add_role_to_instance_profile(InstanceProfileName="job", RoleName="job")
    return iam


def test_policies_have_their_names_ids_and_uses(iam: Any):
    found = {one["PolicyName"]: one for one in iam.get_account_authorization_details()["Policies"]}
    assert {name: (one["AttachmentCount"], one["PermissionsBoundaryUsageCount"]) for name, one in found.items()} == {
        "own": (1, 1),
        "ReadOnlyAccess": (1, 0),
        "PowerUserAccess": (0, 1),
    }
    own = found["own"]
    assert own["PolicyId"] == iam.get_policy(PolicyArn=own["Arn"])["Policy"]["PolicyId"]
    assert (own["Path"], own["Description"], own["DefaultVersionId"]) == ("/team/", "Own", "v1")
    assert [(one["VersionId"], one["IsDefaultVersion"], one["Document"]) for one in own["PolicyVersionList"]] == [
        ("v1", True, OWN)
    ]


def test_entities_have_their_policies(iam: Any):
    found = iam.get_account_authorization_details()
    (user,), (group,), (role,) = found["UserDetailList"], found["GroupDetailList"], found["RoleDetailList"]
    assert user["UserPolicyList"] == [{"PolicyName": "inline", "PolicyDocument": OWN}]
    assert (user["GroupList"], user["PermissionsBoundary"]["PermissionsBoundaryArn"]) == (["people"], LIMIT)
    assert user["Tags"] == [{"Key": "team", "Value": "mobile"}]
    assert group["AttachedManagedPolicies"] == [{"PolicyName": "ReadOnlyAccess", "PolicyArn": READ}]
    assert role["AssumeRolePolicyDocument"] == TRUST
    (profile,) = role["InstanceProfileList"]
    assert [one["RoleName"] for one in profile["Roles"]] == ["job"]


def test_a_filter_limits_the_types(iam: Any):
    found = iam.get_account_authorization_details(Filter=["Role", "LocalManagedPolicy"])
    assert (found["UserDetailList"], found["GroupDetailList"]) == ([], [])
    assert [one["RoleName"] for one in found["RoleDetailList"]] == ["job"]
    assert [one["PolicyName"] for one in found["Policies"]] == ["own"]


def test_pages_repeat_nothing(iam: Any):
    pages = list(iam.get_paginator("get_account_authorization_details").paginate(PaginationConfig={"PageSize": 1}))
    assert [page["IsTruncated"] for page in pages] == [True] * 5 + [False]
    names = [one["PolicyName"] for page in pages for one in page["Policies"]]
    assert sorted(names) == ["PowerUserAccess", "ReadOnlyAccess", "own"]
