"""Condition keys of the caller decide calls: tags of role and session, the session's properties, the organization."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.sandbox.gateway.authorization.people import Client, People, allow, policy, refused

pytestmark = pytest.mark.engine


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


def trusting(people: People, *actions: str) -> str:
    principal = {"AWS": people.account}
    return policy({"Effect": "Allow", "Principal": principal, "Action": ["sts:AssumeRole", *actions]})


def role(people: People, statement: Mapping[str, Any], **tags: str) -> str:
    """Make a role that its account may assume, also with tags."""
    trust = trusting(people, "sts:TagSession")
    given = [{"Key": key, "Value": value} for key, value in tags.items()]
    arn = people.iam.create_role(RoleName="ops", AssumeRolePolicyDocument=trust, Tags=given)["Role"]["Arn"]
    people.iam.put_role_policy(RoleName="ops", PolicyName="own", PolicyDocument=policy(statement))
    return str(arn)


def assumer(people: People) -> Any:
    return people.user("ann", allow("sts:*"))("sts")


def test_a_tag_of_the_session_overrides_the_one_of_its_role(people: People) -> None:
    condition = {"StringEquals": {"aws:PrincipalTag/team": "red"}}
    arn, by = role(people, allow("sqs:ListQueues", Condition=condition), team="red"), assumer(people)
    people.session(by, arn)("sqs").list_queues()
    overridden = people.session(by, arn, Tags=[{"Key": "team", "Value": "blue"}])
    assert refused(overridden("sqs").list_queues)[0] == "AccessDenied"
    beside = people.session(by, arn, Tags=[{"Key": "stage", "Value": "test"}])
    beside("sqs").list_queues()


def test_the_time_at_which_a_token_was_issued(people: People) -> None:
    """This is how IAM revokes the sessions of a role: AWSRevokeOlderSessions denies those before a moment."""
    old = {"DateLessThan": {"aws:TokenIssueTime": "2020-01-01T00:00:00Z"}}
    arn, by = role(people, allow("sqs:ListQueues"), team="red"), assumer(people)
    session = people.session(by, arn)
    denial = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": old}
    people.iam.put_role_policy(RoleName="ops", PolicyName="older", PolicyDocument=policy(denial))
    session("sqs").list_queues()
    denial["Condition"] = {"DateLessThan": {"aws:TokenIssueTime": "2100-01-01T00:00:00Z"}}
    people.iam.put_role_policy(RoleName="ops", PolicyName="older", PolicyDocument=policy(denial))
    assert "with an explicit deny" in refused(session("sqs").list_queues)[1]


def test_sessions_of_roles_state_that_there_was_no_mfa_and_long_term_keys_state_nothing(people: People) -> None:
    without = allow("sqs:ListQueues", Condition={"Bool": {"aws:MultiFactorAuthPresent": "false"}})
    arn = role(people, without)
    people.session(assumer(people), arn)("sqs").list_queues()
    assert refused(people.user("bob", without)("sqs").list_queues)[0] == "AccessDenied"
    if_there = allow("sqs:ListQueues", Condition={"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}})
    people.user("cem", if_there)("sqs").list_queues()


def test_the_organization_of_the_caller(client: Client, account: str) -> None:
    organizations, s3, bucket = client("organizations", account), client("s3", account=account), f"org-{account}"
    identifier = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
    inside, outside = People(client, account), People(client, str(int(account) ^ 1))
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a", Body=b"x")
    statement = {
        **allow("s3:GetObject", resource=f"arn:aws:s3:::{bucket}/*"),
        "Principal": "*",
        "Condition": {"StringEquals": {"aws:PrincipalOrgID": identifier}},
    }
    s3.put_bucket_policy(Bucket=bucket, Policy=policy(statement))
    inside.user("ann")("s3").get_object(Bucket=bucket, Key="a")
    call: Callable[..., Any] = outside.user("bob", allow("s3:*"))("s3").get_object
    assert refused(call, Bucket=bucket, Key="a")[0] == "AccessDenied"


def test_the_organizations_of_caller_and_resource_where_they_differ(client: Client, account: str) -> None:
    inside, outside = People(client, account), People(client, str(int(account) ^ 1))
    for one in (inside, outside):
        client("organizations", one.account).create_organization(FeatureSet="ALL")
    s3, bucket = client("s3", account=account), f"orgs-{account}"
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a", Body=b"x")
    statement = {
        **allow("s3:GetObject", resource=f"arn:aws:s3:::{bucket}/*"),
        "Principal": "*",
        "Condition": {"StringEquals": {"aws:ResourceOrgID": "${aws:PrincipalOrgID}"}},
    }
    s3.put_bucket_policy(Bucket=bucket, Policy=policy(statement))
    inside.user("ann")("s3").get_object(Bucket=bucket, Key="a")
    call: Callable[..., Any] = outside.user("bob", allow("s3:*"))("s3").get_object
    assert refused(call, Bucket=bucket, Key="a")[0] == "AccessDenied"


def test_the_source_identity_of_the_session(people: People) -> None:
    condition = {"StringEquals": {"aws:SourceIdentity": "kim.jones"}}
    arn, by = identified_role(people, allow("sqs:ListQueues", Condition=condition)), assumer(people)
    people.session(by, arn, SourceIdentity="kim.jones")("sqs").list_queues()
    for parameters in ({"SourceIdentity": "ann.lee"}, {}):
        assert refused(people.session(by, arn, **parameters)("sqs").list_queues)[0] == "AccessDenied"


def test_a_trust_policy_requires_a_source_identity(people: People) -> None:
    """The identity to be set is sts:SourceIdentity; aws:SourceIdentity is that of the caller's own session."""
    statement = allow("sts:AssumeRole", resource="*")
    first = identified_role(people, statement)
    trust = {
        "Effect": "Allow",
        "Principal": {"AWS": first},
        "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
        "Condition": {"StringEquals": {"aws:SourceIdentity": "kim.jones", "sts:SourceIdentity": "kim.jones"}},
    }
    made = people.iam.create_role(RoleName="next", AssumeRolePolicyDocument=policy(trust))["Role"]["Arn"]
    own = policy(allow("sts:AssumeRole", "sts:SetSourceIdentity"))
    people.iam.put_role_policy(RoleName="ops", PolicyName="own", PolicyDocument=own)
    by = assumer(people)
    people.session(people.session(by, first, SourceIdentity="kim.jones")("sts"), made)
    plain = people.session(by, first)("sts")
    assert refused(plain.assume_role, RoleArn=made, RoleSessionName="kim")[0] == "AccessDenied"
    code, _ = refused(plain.assume_role, RoleArn=made, RoleSessionName="kim", SourceIdentity="kim.jones")
    assert code == "AccessDenied"


def identified_role(people: People, statement: Mapping[str, Any]) -> str:
    """Make a role that its account may assume, also with a source identity."""
    trust = trusting(people, "sts:SetSourceIdentity")
    arn = people.iam.create_role(RoleName="ops", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    people.iam.put_role_policy(RoleName="ops", PolicyName="own", PolicyDocument=policy(statement))
    return str(arn)
