"""Policies are checked when they are written, through the engine."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError

pytestmark = pytest.mark.engine

type Write = Callable[[Any, str], Any]

VALUES: list[Mapping[str, Any]] = [
    {"Bool": {"aws:MultiFactorAuthPresent": True}},
    {"Null": {"aws:TokenIssueTime": False}},
    {"NumericLessThan": {"aws:MultiFactorAuthAge": 300}},
    {"NumericLessThan": {"s3:max-keys": [10, 2.5]}},
    {"BoolIfExists": {"aws:SecureTransport": [True, "false"]}},
]
TRUST = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}


def document(**statement: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def allow(**more: Any) -> str:
    return document(Effect="Allow", Action="s3:*", Resource="*", **more)


def sized(characters: int) -> str:
    """A policy of so many characters beside white space."""
    text = allow(Sid="x").replace(" ", "")
    return json.dumps(json.loads(text.replace('"x"', f'"{"x" * (characters - len(text) + 1)}"')), indent=4)


@pytest.fixture
def iam(client: Any, account: str) -> Any:
    iam = client("iam", account=account)
    iam.create_user(UserName="ann")
    iam.create_group(GroupName="people")
    iam.create_role(RoleName="job", AssumeRolePolicyDocument=document(**TRUST))
    iam.create_policy(PolicyName="first", PolicyDocument=allow())
    return iam


def create_policy(iam: Any, text: str) -> Any:
    return iam.create_policy(PolicyName="other", PolicyDocument=text)["Policy"]["Arn"]


def create_policy_version(iam: Any, text: str) -> Any:
    (policy,) = iam.list_policies(Scope="Local")["Policies"]
    return iam.create_policy_version(PolicyArn=policy["Arn"], PolicyDocument=text, SetAsDefault=True)


def put_user_policy(iam: Any, text: str) -> Any:
    return iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=text)


def put_group_policy(iam: Any, text: str) -> Any:
    return iam.put_group_policy(GroupName="people", PolicyName="own", PolicyDocument=text)


def put_role_policy(iam: Any, text: str) -> Any:
    return iam.put_role_policy(RoleName="job", PolicyName="own", PolicyDocument=text)


def create_role(iam: Any, text: str) -> Any:
    return iam.create_role(RoleName="next", AssumeRolePolicyDocument=text)


def update_trust(iam: Any, text: str) -> Any:
    return iam.update_assume_role_policy(RoleName="job", PolicyDocument=text)


IDENTITY: list[Write] = [create_policy, create_policy_version, put_user_policy, put_group_policy, put_role_policy]


def refused(write: Write, iam: Any, text: str) -> tuple[str, str]:
    with pytest.raises(ClientError) as error:
        write(iam, text)
    found = error.value.response["Error"]
    return str(found["Code"]), str(found["Message"])


@pytest.mark.parametrize("write", IDENTITY)
def test_booleans_and_numbers_are_condition_values(iam: Any, write: Write):
    statements = [json.loads(allow(Condition=condition))["Statement"][0] for condition in VALUES]
    write(iam, json.dumps({"Version": "2012-10-17", "Statement": statements}))


@pytest.mark.parametrize("write", [create_role, update_trust])
def test_booleans_are_condition_values_of_trust_policies(iam: Any, write: Write):
    write(iam, document(**TRUST, Condition=VALUES[0]))


@pytest.mark.parametrize("write", IDENTITY)
def test_a_malformed_policy_is_refused(iam: Any, write: Write):
    assert refused(write, iam, "{") == ("MalformedPolicyDocument", "Syntax errors in policy.")
    condition = {"NumericLessThan": {"aws:MultiFactorAuthAge": "soon"}}
    assert refused(write, iam, allow(Condition=condition)) == ("MalformedPolicyDocument", "Syntax errors in policy.")


@pytest.mark.parametrize("write", [create_role, update_trust])
def test_a_malformed_trust_policy_is_refused(iam: Any, write: Write):
    assert refused(write, iam, "{") == ("MalformedPolicyDocument", "This policy contains invalid Json")
    text = document(**TRUST, Resource="*")
    assert refused(write, iam, text) == ("MalformedPolicyDocument", "Has prohibited field Resource.")


@pytest.mark.parametrize("write", [create_role, update_trust])
def test_a_trust_policy_without_statements_is_refused(iam: Any, write: Write):
    text = json.dumps({"Version": "2012-10-17", "Statement": []})
    assert refused(write, iam, text) == (
        "MalformedPolicyDocument",
        "Could not parse the policy: Statement is empty!",
    )


@pytest.mark.parametrize(
    ("write", "characters", "message"),
    [
        (create_policy, 6_144, "Cannot exceed quota for PolicySize: 6144"),
        (create_policy_version, 6_144, "Cannot exceed quota for PolicySize: 6144"),
        (put_user_policy, 2_048, "Maximum policy size of 2048 bytes exceeded for user ann"),
        (put_group_policy, 5_120, "Maximum policy size of 5120 bytes exceeded for group people"),
        (put_role_policy, 10_240, "Maximum policy size of 10240 bytes exceeded for role job"),
    ],
)
def test_a_policy_that_is_too_large_is_refused(iam: Any, write: Write, characters: int, message: str):
    assert refused(write, iam, sized(characters + 1)) == ("LimitExceeded", message)
    write(iam, sized(characters))


def test_inline_policies_of_an_entity_have_one_limit_together(iam: Any):
    put_user_policy(iam, sized(1_500))
    with pytest.raises(iam.exceptions.LimitExceededException):
        iam.put_user_policy(UserName="ann", PolicyName="more", PolicyDocument=sized(1_000))
    put_user_policy(iam, sized(1_000))
    iam.put_user_policy(UserName="ann", PolicyName="more", PolicyDocument=sized(1_000))


def test_a_trust_policy_that_is_too_large_is_refused(iam: Any):
    text = document(**TRUST, Condition={"StringEquals": {"sts:ExternalId": "x" * 2_048}})
    expected = ("LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048")
    assert refused(create_role, iam, text) == refused(update_trust, iam, text) == expected


def test_a_policy_has_five_versions(iam: Any):
    for _ in range(4):
        create_policy_version(iam, allow())
    code, message = refused(create_policy_version, iam, allow())
    assert (code, message.partition(".")[0]) == ("LimitExceeded", "A managed policy can have up to 5 versions")
