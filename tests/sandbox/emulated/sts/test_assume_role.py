"""AssumeRole, through the engine."""

import json
import secrets
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.emulated.member_accounts import create_account

pytestmark = pytest.mark.engine

ROLE = "OrganizationAccountAccessRole"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def _user(client: Any, account: str, *policies: str) -> Any:
    """Return an STS client of an IAM user."""
    iam = client("iam", account=account)
    iam.create_user(UserName="deployer")
    for policy in policies:
        iam.attach_user_policy(UserName="deployer", PolicyArn=policy)
    key = iam.create_access_key(UserName="deployer")["AccessKey"]
    return client("sts", account=key["AccessKeyId"], secret=key["SecretAccessKey"])


def _session(client: Any, sts: Any, role: str, **more: Any) -> Any:
    made = sts.assume_role(RoleArn=role, RoleSessionName="test", **more)["Credentials"]
    return client("sts", account=made["AccessKeyId"], secret=made["SecretAccessKey"], token=made["SessionToken"])


def _role(client: Any, account: str, name: str, trust: dict[str, Any], **more: Any) -> str:
    document = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **trust}]})
    made = client("iam", account=account).create_role(RoleName=name, AssumeRolePolicyDocument=document, **more)
    return str(made["Role"]["Arn"])


@pytest.fixture
def member(client: Any, account: str) -> str:
    organizations = client("organizations", account=account)
    organizations.create_organization()
    return create_account(organizations, "mobile", f"mobile-{account}@gilt.example")


def test_a_user_of_the_management_account_assumes_the_access_role(client: Any, account: str, member: str):
    session = _session(client, _user(client, account, ADMINISTRATOR), f"arn:aws:iam::{member}:role/{ROLE}")
    assert session.get_caller_identity()["Arn"] == f"arn:aws:sts::{member}:assumed-role/{ROLE}/test"


def test_a_role_of_the_management_account_assumes_the_access_role(client: Any, account: str, member: str):
    user = _user(client, account, ADMINISTRATOR)
    trust = {"Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
    pipeline = _role(client, account, "pipeline", trust)
    client("iam", account=account).attach_role_policy(RoleName="pipeline", PolicyArn=ADMINISTRATOR)
    session = _session(client, _session(client, user, pipeline), f"arn:aws:iam::{member}:role/{ROLE}")
    assert session.get_caller_identity()["Account"] == member


def test_a_root_user_cannot_assume_a_role(client: Any, account: str, member: str):
    with pytest.raises(ClientError, match="Roles may not be assumed by root accounts"):
        client("sts", account=account).assume_role(RoleArn=f"arn:aws:iam::{member}:role/{ROLE}", RoleSessionName="test")
    identity = client("sts", account=account).get_caller_identity()
    assert (identity["Arn"], identity["UserId"]) == (f"arn:aws:iam::{account}:root", account)


def test_a_principal_that_the_trust_policy_does_not_name_is_denied(client: Any, account: str, member: str):
    assert account != member
    external = _user(client, str(int(account) ^ 1), ADMINISTRATOR)
    with pytest.raises(ClientError, match="is not authorized to perform: sts:AssumeRole"):
        _session(client, external, f"arn:aws:iam::{member}:role/{ROLE}")


def test_the_caller_needs_permission_in_its_own_account(client: Any, account: str, member: str):
    with pytest.raises(ClientError, match="AccessDenied"):
        _session(client, _user(client, account), f"arn:aws:iam::{member}:role/{ROLE}")


def test_a_missing_role_is_refused_like_an_existing_one(client: Any, account: str, member: str):
    with pytest.raises(ClientError, match="AccessDenied"):
        _session(client, _user(client, account, ADMINISTRATOR), f"arn:aws:iam::{member}:role/none")


def test_the_external_id_must_match(client: Any, account: str):
    user = _user(client, account, ADMINISTRATOR)
    agreed = {"StringEquals": {"sts:ExternalId": "agreed"}}
    role = _role(
        client, account, "partner", {"Principal": {"AWS": account}, "Action": "sts:AssumeRole", "Condition": agreed}
    )
    with pytest.raises(ClientError, match="AccessDenied"):
        _session(client, user, role)
    assert _session(client, user, role, ExternalId="agreed")


def test_session_tags_need_a_permission_of_their_own(client: Any, account: str):
    user = _user(client, account, ADMINISTRATOR)
    tags = [{"Key": "team", "Value": "mobile"}]
    plain = _role(client, account, "plain", {"Principal": {"AWS": account}, "Action": "sts:AssumeRole"})
    with pytest.raises(ClientError, match="sts:TagSession"):
        _session(client, user, plain, Tags=tags)
    both = ["sts:AssumeRole", "sts:TagSession"]
    tagged = _role(client, account, "tagged", {"Principal": {"AWS": account}, "Action": both})
    assert _session(client, user, tagged, Tags=tags)


def test_a_boundary_and_a_session_policy_limit_a_second_assume_role(client: Any, account: str):
    user = _user(client, account, ADMINISTRATOR)
    trust = {"Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
    target = _role(client, account, "target", trust)
    iam = client("iam", account=account)
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    narrow = iam.create_policy(PolicyName="narrow", PolicyDocument=json.dumps(document))["Policy"]["Arn"]
    bounded = _role(client, account, "bounded", trust, PermissionsBoundary=narrow)
    free = _role(client, account, "free", trust)
    for name in ("bounded", "free"):
        iam.attach_role_policy(RoleName=name, PolicyArn=ADMINISTRATOR)
    assert _session(client, _session(client, user, free), target)
    with pytest.raises(ClientError, match="AccessDenied"):
        _session(client, _session(client, user, bounded), target)
    with pytest.raises(ClientError, match="AccessDenied"):
        _session(client, _session(client, user, free, Policy=json.dumps(document)), target)


def test_a_service_control_policy_applies_to_members_only(client: Any, account: str, member: str):
    organizations = client("organizations", account=account)
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    time.sleep(0.3)
    deny = {"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*"}
    made = organizations.create_policy(
        Name="no-roles",
        Description="",
        Type="SERVICE_CONTROL_POLICY",
        Content=json.dumps({"Version": "2012-10-17", "Statement": [deny]}),
    )
    organizations.attach_policy(PolicyId=made["Policy"]["PolicySummary"]["Id"], TargetId=root)
    inside = _session(client, _user(client, account, ADMINISTRATOR), f"arn:aws:iam::{member}:role/{ROLE}")
    trust = {"Principal": {"AWS": member}, "Action": "sts:AssumeRole"}
    local = _role(client, member, "local", trust)
    with pytest.raises(ClientError, match="AccessDenied"):
        _session(client, inside, local)


def test_roles_of_a_closed_account_cannot_be_assumed(client: Any, account: str, member: str):
    client("organizations", account=account).close_account(AccountId=member)
    with pytest.raises(ClientError, match="AccessDenied"):
        _session(client, _user(client, account, ADMINISTRATOR), f"arn:aws:iam::{member}:role/{ROLE}")


BOTH = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]


def _refusal(call: Any, **parameters: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    found = error.value.response["Error"]
    return found["Code"], found["Message"]


def test_transitive_tags_pass_through_a_chain_and_cannot_be_set_again(client: Any, account: str):
    user = _user(client, account, ADMINISTRATOR)
    iam = client("iam", account=account)
    for name in ("first", "second"):
        _role(client, account, name, {"Principal": {"AWS": account}, "Action": BOTH})
        iam.attach_role_policy(RoleName=name, PolicyArn=ADMINISTRATOR)
    condition = {"StringEquals": {"aws:RequestTag/team": "mobile"}, "Null": {"aws:RequestTag/stage": "true"}}
    trust = {"Principal": {"AWS": account}, "Action": BOTH, "Condition": condition}
    third = _role(client, account, "third", trust)
    prefix = third.removesuffix("third")
    tags = [{"Key": "team", "Value": "mobile"}, {"Key": "stage", "Value": "test"}]
    first = _session(client, user, prefix + "first", Tags=tags, TransitiveTagKeys=["team"])
    second = _session(client, first, prefix + "second")
    assert _session(client, second, third)
    assert _refusal(user.assume_role, RoleArn=third, RoleSessionName="test")[0] == "AccessDenied"
    again = {"RoleArn": prefix + "second", "RoleSessionName": "test", "Tags": [{"Key": "Team", "Value": "web"}]}
    assert _refusal(first.assume_role, **again)[0] == "InvalidParameterValue"


def test_inherited_tags_need_the_permission_to_tag(client: Any, account: str):
    user = _user(client, account, ADMINISTRATOR)
    first = _role(client, account, "first", {"Principal": {"AWS": account}, "Action": BOTH})
    client("iam", account=account).attach_role_policy(RoleName="first", PolicyArn=ADMINISTRATOR)
    plain = _role(client, account, "plain", {"Principal": {"AWS": account}, "Action": "sts:AssumeRole"})
    tags = {"Tags": [{"Key": "team", "Value": "mobile"}]}
    assert _session(client, _session(client, user, first, **tags), plain)
    tagged = _session(client, user, first, **tags, TransitiveTagKeys=["team"])
    code, message = _refusal(tagged.assume_role, RoleArn=plain, RoleSessionName="test")
    assert (code, "sts:TagSession" in message) == ("AccessDenied", True)


def test_a_source_identity_is_carried_on_and_cannot_be_changed(client: Any, account: str):
    user = _user(client, account, ADMINISTRATOR)
    condition = {"StringEquals": {"sts:SourceIdentity": "kim"}}
    first = _role(client, account, "first", {"Principal": {"AWS": account}, "Action": BOTH})
    client("iam", account=account).attach_role_policy(RoleName="first", PolicyArn=ADMINISTRATOR)
    second = _role(client, account, "second", {"Principal": {"AWS": account}, "Action": BOTH, "Condition": condition})
    session = _session(client, user, first, SourceIdentity="kim")
    assert session.assume_role(RoleArn=second, RoleSessionName="test")["SourceIdentity"] == "kim"
    change = {"RoleArn": first, "RoleSessionName": "test", "SourceIdentity": "lee"}
    code, message = _refusal(session.assume_role, **change)
    assert (code, "sts:SetSourceIdentity" in message) == ("AccessDenied", True)


def test_durations_are_limited_by_the_role_and_by_role_chaining(client: Any, account: str):
    user = _user(client, account, ADMINISTRATOR)
    trust = {"Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
    short = _role(client, account, "short", trust)
    long = _role(client, account, "long", trust, MaxSessionDuration=7200)
    client("iam", account=account).attach_role_policy(RoleName="long", PolicyArn=ADMINISTRATOR)
    call = {"RoleSessionName": "test", "DurationSeconds": 7200}
    assert _refusal(user.assume_role, RoleArn=short, **call) == (
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    )
    session = _session(client, user, long, DurationSeconds=7200)
    assert _refusal(session.assume_role, RoleArn=long, **call) == (
        "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    )
    code, message = _refusal(user.assume_role, RoleArn=long, RoleSessionName="test", DurationSeconds=43_201)
    assert (code, "at 'durationSeconds' failed to satisfy constraint" in message) == ("ValidationError", True)


def test_managed_session_policies_limit_and_are_packed(client: Any, account: str):
    user = _user(client, account, ADMINISTRATOR)
    role = _role(client, account, "ops", {"Principal": {"AWS": account}, "Action": BOTH})
    client("iam", account=account).attach_role_policy(RoleName="ops", PolicyArn=ADMINISTRATOR)
    assert "PackedPolicySize" not in user.assume_role(RoleArn=role, RoleSessionName="test")
    arns = [{"arn": "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"}]
    made = user.assume_role(RoleArn=role, RoleSessionName="test", PolicyArns=arns)
    assert 0 < made["PackedPolicySize"] <= 100
    given = made["Credentials"]
    keys = {"account": given["AccessKeyId"], "secret": given["SecretAccessKey"], "token": given["SessionToken"]}
    client("sqs", **keys).list_queues()
    with pytest.raises(ClientError, match="no session policy allows the sns:ListTopics action"):
        client("sns", **keys).list_topics()
    many = [{"Key": f"k{number}", "Value": secrets.token_hex(100)} for number in range(50)]
    assert _refusal(user.assume_role, RoleArn=role, RoleSessionName="test", Tags=many)[0] == "PackedPolicyTooLarge"


def test_a_policy_that_is_not_one_is_refused(client: Any, account: str):
    user = _user(client, account, ADMINISTRATOR)
    role = _role(client, account, "ops", {"Principal": {"AWS": account}, "Action": "sts:AssumeRole"})
    for text in ("{", "[]", '{"Version": "2012-10-17", "Statement": [{"Effect": "Maybe"}]}'):
        assert _refusal(user.assume_role, RoleArn=role, RoleSessionName="test", Policy=text)[0] == (
            "MalformedPolicyDocument"
        )
