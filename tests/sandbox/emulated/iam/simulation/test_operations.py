"""IAM's policy simulator, through the engine."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.emulated.member_accounts import create_account

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]


def policy(*statements: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(*actions: str, resource: str = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource, **more}


def deny(*actions: str, resource: str = "*", **more: Any) -> dict[str, Any]:
    return {**allow(*actions, resource=resource, **more), "Effect": "Deny"}


OF_THE_ACCOUNT = policy({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"})


@pytest.fixture
def iam(client: Client, account: str) -> Any:
    return client("iam", account=account)


def role(iam: Any, *statements: Mapping[str, Any], **more: Any) -> str:
    arn = iam.create_role(RoleName="job", Path="/jobs/", AssumeRolePolicyDocument=OF_THE_ACCOUNT, **more)["Role"]["Arn"]
    if statements:
        iam.put_role_policy(RoleName="job", PolicyName="own", PolicyDocument=policy(*statements))
    return str(arn)


def only(response: Mapping[str, Any]) -> Any:
    (result,) = response["EvaluationResults"]
    return result


def decisions(response: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    return {
        (one["EvalActionName"], one["EvalResourceName"]): one["EvalDecision"] for one in response["EvaluationResults"]
    }


def test_each_action_is_decided_on_each_resource(iam: Any):
    arn = role(iam, allow("s3:*", resource="arn:aws:s3:::logs/*"), deny("s3:DeleteObject"))
    found = iam.simulate_principal_policy(
        PolicySourceArn=arn,
        ActionNames=["s3:GetObject", "s3:DeleteObject"],
        ResourceArns=["arn:aws:s3:::logs/a", "arn:aws:s3:::other/a"],
    )
    assert decisions(found) == {
        ("s3:GetObject", "arn:aws:s3:::logs/a"): "allowed",
        ("s3:GetObject", "arn:aws:s3:::other/a"): "implicitDeny",
        ("s3:DeleteObject", "arn:aws:s3:::logs/a"): "explicitDeny",
        ("s3:DeleteObject", "arn:aws:s3:::other/a"): "explicitDeny",
    }
    specific = found["EvaluationResults"][0]["ResourceSpecificResults"]
    assert [(one["EvalResourceName"], one["EvalResourceDecision"]) for one in specific] == [
        ("arn:aws:s3:::logs/a", "allowed")
    ]


def test_the_resource_is_all_resources_where_none_is_given(iam: Any):
    arn = role(iam, allow("ec2:DescribeVpcs"), allow("s3:GetObject", resource="arn:aws:s3:::logs/*"))
    found = iam.simulate_principal_policy(PolicySourceArn=arn, ActionNames=["ec2:DescribeVpcs", "s3:GetObject"])
    assert decisions(found) == {("ec2:DescribeVpcs", "*"): "allowed", ("s3:GetObject", "*"): "implicitDeny"}
    assert all("ResourceSpecificResults" not in one for one in found["EvaluationResults"])


def test_matched_statements_have_the_policy_and_the_place_in_its_text(iam: Any):
    document = (
        '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "*",\n'
        '      "Resource": "*"\n    }\n  ]\n}'
    )
    iam.create_user(UserName="ann")
    iam.create_group(GroupName="people")
    iam.add_user_to_group(GroupName="people", UserName="ann")
    iam.put_group_policy(GroupName="people", PolicyName="all", PolicyDocument=document)
    arn = iam.get_user(UserName="ann")["User"]["Arn"]
    found = only(iam.simulate_principal_policy(PolicySourceArn=arn, ActionNames=["sqs:SendMessage"]))
    assert found["MatchedStatements"] == [
        {
            "SourcePolicyId": "group_people_all",
            "SourcePolicyType": "IAM Policy",
            "StartPosition": {"Line": 3, "Column": 17},
            "EndPosition": {"Line": 8, "Column": 6},
        }
    ]


def test_a_deny_is_the_only_statement_that_matches(iam: Any):
    found = only(
        iam.simulate_custom_policy(
            PolicyInputList=[policy(allow("sqs:*")), policy(deny("sqs:PurgeQueue"))], ActionNames=["sqs:PurgeQueue"]
        )
    )
    assert found["EvalDecision"] == "explicitDeny"
    assert [one["SourcePolicyId"] for one in found["MatchedStatements"]] == ["PolicyInputList.2"]


def test_a_boundary_limits_and_a_given_one_replaces_it(iam: Any):
    boundary = iam.create_policy(PolicyName="limit", PolicyDocument=policy(allow("sqs:*")))["Policy"]["Arn"]
    arn = role(iam, allow("s3:*", "sqs:*"), PermissionsBoundary=boundary)
    call = {"PolicySourceArn": arn, "ActionNames": ["s3:ListAllMyBuckets"]}
    found = only(iam.simulate_principal_policy(**call))
    assert found["EvalDecision"] == "implicitDeny"
    assert found["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": False}
    found = only(iam.simulate_principal_policy(**call, PermissionsBoundaryPolicyInputList=[policy(allow("s3:*"))]))
    assert found["EvalDecision"] == "allowed"
    assert found["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": True}


def test_service_control_policies_limit_members_and_not_the_management_account(client: Client, account: str):
    organizations = client("organizations", account=account)
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    enabled = {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}
    while enabled not in organizations.list_roots()["Roots"][0]["PolicyTypes"]:
        time.sleep(0.05)
    member = create_account(organizations, "member", f"member-{account}@example.com")
    scp = organizations.create_policy(
        Name="no-queues",
        Description="",
        Type="SERVICE_CONTROL_POLICY",
        Content=policy(deny("sqs:*")),
    )["Policy"]["PolicySummary"]["Id"]
    conditional = organizations.create_policy(
        Name="no-topics-elsewhere",
        Description="",
        Type="SERVICE_CONTROL_POLICY",
        Content=policy(deny("sns:*", Condition={"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}})),
    )["Policy"]["PolicySummary"]["Id"]
    for each in (scp, conditional):
        organizations.attach_policy(PolicyId=each, TargetId=root)
    call = {"ActionNames": ["sqs:SendMessage", "sns:Publish"]}
    found = {}
    for each in (member, account):
        iam = client("iam", account=each)
        found[each] = iam.simulate_principal_policy(PolicySourceArn=role(iam, allow("*")), **call)
    assert decisions(found[member]) == {("sqs:SendMessage", "*"): "explicitDeny", ("sns:Publish", "*"): "allowed"}
    assert [one["OrganizationsDecisionDetail"] for one in found[member]["EvaluationResults"]] == [
        {"AllowedByOrganizations": False},
        {"AllowedByOrganizations": True},
    ]
    assert found[member]["EvaluationResults"][0]["MatchedStatements"] == []
    assert set(decisions(found[account]).values()) == {"allowed"}


def test_context_entries_decide_conditions_and_missing_ones_are_listed(iam: Any):
    document = policy(
        allow("sqs:*", Condition={"Bool": {"aws:MultiFactorAuthPresent": True}}),
        allow("s3:GetObject", resource="arn:aws:s3:::home/${aws:username}/*"),
    )
    call = {"PolicyInputList": [document], "ActionNames": ["sqs:SendMessage"]}
    found = only(iam.simulate_custom_policy(**call))
    assert (found["EvalDecision"], found["MissingContextValues"]) == ("implicitDeny", ["aws:MultiFactorAuthPresent"])
    entry = {
        "ContextKeyName": "aws:MultiFactorAuthPresent",
        "ContextKeyValues": ["true"],
        "ContextKeyType": "boolean",
    }
    found = only(iam.simulate_custom_policy(**call, ContextEntries=[entry]))
    assert (found["EvalDecision"], found["MissingContextValues"]) == ("allowed", [])
    home = {
        "PolicyInputList": [document],
        "ActionNames": ["s3:GetObject"],
        "ResourceArns": ["arn:aws:s3:::home/ann/x"],
    }
    found = only(iam.simulate_custom_policy(**home))
    assert (found["EvalDecision"], found["ResourceSpecificResults"][0]["MissingContextValues"]) == (
        "implicitDeny",
        ["aws:username"],
    )
    found = only(iam.simulate_custom_policy(**home, CallerArn="arn:aws:iam::111122223333:user/ann"))
    assert found["EvalDecision"] == "allowed"


@pytest.mark.parametrize(("kind", "values"), [("boolean", ["yes"]), ("numeric", ["ten"]), ("string", ["a", "b"])])
def test_a_context_value_that_is_not_of_its_type_is_refused(iam: Any, kind: str, values: list[str]):
    entry = {"ContextKeyName": "aws:x", "ContextKeyValues": values, "ContextKeyType": kind}
    with pytest.raises(ClientError, match="InvalidInput"):
        iam.simulate_custom_policy(
            PolicyInputList=[policy(allow("*"))], ActionNames=["sqs:SendMessage"], ContextEntries=[entry]
        )


def test_a_resource_policy_grants_within_its_account_and_is_needed_across_accounts(iam: Any, account: str):
    iam.create_user(UserName="ann")
    ann = iam.get_user(UserName="ann")["User"]["Arn"]
    theirs = policy(
        {"Effect": "Allow", "Principal": {"AWS": ann}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/*"}
    )
    call = {"PolicySourceArn": ann, "ActionNames": ["s3:GetObject"], "ResourceArns": ["arn:aws:s3:::logs/a"]}
    assert only(iam.simulate_principal_policy(**call))["EvalDecision"] == "implicitDeny"
    found = only(iam.simulate_principal_policy(**call, ResourcePolicy=theirs))
    assert found["EvalDecision"] == "allowed"
    assert [one["SourcePolicyType"] for one in found["MatchedStatements"]] == ["Resource Policy"]
    other = f"arn:aws:iam::{int(account) ^ 1}:root"
    found = only(iam.simulate_principal_policy(**call, ResourcePolicy=theirs, ResourceOwner=other))
    assert found["EvalDecision"] == "implicitDeny"
    assert found["EvalDecisionDetails"] == {"IAM Policy": "implicitDeny", "Resource Policy": "allowed"}


def test_keys_and_roles_are_decided_by_identity_policies_without_a_resource_policy(iam: Any, account: str):
    document = policy(allow("kms:Decrypt", "sts:AssumeRole"))
    found = iam.simulate_custom_policy(PolicyInputList=[document], ActionNames=["kms:Decrypt", "kms:Encrypt"])
    assert decisions(found) == {("kms:Decrypt", "*"): "allowed", ("kms:Encrypt", "*"): "implicitDeny"}
    target = f"arn:aws:iam::{account}:role/any"
    found = iam.simulate_custom_policy(
        PolicyInputList=[document], ActionNames=["sts:AssumeRole"], ResourceArns=[target]
    )
    assert decisions(found) == {("sts:AssumeRole", target): "allowed"}


def test_results_come_in_pages(iam: Any):
    call = {
        "PolicyInputList": [policy(allow("sqs:*"))],
        "ActionNames": ["sqs:SendMessage", "sqs:PurgeQueue", "sns:Publish"],
    }
    first = iam.simulate_custom_policy(**call, MaxItems=2)
    assert (len(first["EvaluationResults"]), first["IsTruncated"]) == (2, True)
    pages = iam.get_paginator("simulate_custom_policy").paginate(**call, PaginationConfig={"PageSize": 2})
    assert [one["EvalDecision"] for page in pages for one in page["EvaluationResults"]] == [
        "allowed",
        "allowed",
        "implicitDeny",
    ]
    with pytest.raises(ClientError, match="Invalid Marker"):
        iam.simulate_custom_policy(**call, Marker="none")


def test_context_keys_of_policies_are_listed(iam: Any):
    arn = role(iam, allow("sqs:*", Condition={"StringEquals": {"aws:SourceVpc": "vpc-1"}}))
    given = policy(allow("s3:*", resource="arn:aws:s3:::home/${aws:username}"))
    found = iam.get_context_keys_for_principal_policy(PolicySourceArn=arn, PolicyInputList=[given])
    assert found["ContextKeyNames"] == ["aws:SourceVpc", "aws:username"]
    assert iam.get_context_keys_for_custom_policy(PolicyInputList=[given])["ContextKeyNames"] == ["aws:username"]


def test_inputs_that_are_wrong_are_refused(iam: Any, account: str):
    with pytest.raises(iam.exceptions.NoSuchEntityException):
        iam.simulate_principal_policy(
            PolicySourceArn=f"arn:aws:iam::{account}:user/absent", ActionNames=["sqs:SendMessage"]
        )
    good = {"PolicyInputList": [policy(allow("*"))], "ActionNames": ["sqs:SendMessage"]}
    wrong: list[dict[str, Any]] = [
        {"ActionNames": ["sqs:*"]},
        {"PolicyInputList": ["{"]},
        {"CallerArn": f"arn:aws:iam::{account}:role/job"},
        {"ResourceOwner": "somebody"},
        {"PermissionsBoundaryPolicyInputList": [policy(allow("*")), policy(allow("s3:*"))]},
    ]
    for change in wrong:
        with pytest.raises(iam.exceptions.InvalidInputException):
            iam.simulate_custom_policy(**good | change)
    with pytest.raises(ClientError, match="ResourceHandlingOption EC2-VPC-EBS"):
        iam.simulate_custom_policy(**good, ResourceHandlingOption="EC2-VPC-EBS")
