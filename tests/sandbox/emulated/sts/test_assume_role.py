"""AssumeRole, through the engine."""

import json
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
