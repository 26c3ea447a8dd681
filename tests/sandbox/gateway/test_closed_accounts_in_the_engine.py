"""Requests of a closed account are refused by all services."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.emulated.member_accounts import create_account

pytestmark = pytest.mark.engine

ROLE = "OrganizationAccountAccessRole"
CALLS = {
    "ec2": ("describe_vpcs", "AuthFailure"),
    "s3": ("list_buckets", "InvalidAccessKeyId"),
    "iam": ("list_roles", "InvalidClientTokenId"),
    "sts": ("get_caller_identity", "InvalidClientTokenId"),
    "organizations": ("describe_organization", "UnrecognizedClientException"),
    "directconnect": ("describe_connections", "UnrecognizedClientException"),
    "route53": ("list_hosted_zones", "InvalidClientTokenId"),
    "cloudwatch": ("describe_alarms", "UnrecognizedClientException"),
    "dynamodb": ("list_tables", "UnrecognizedClientException"),
}


@pytest.fixture
def member(client: Any, account: str) -> str:
    organizations = client("organizations", account=account)
    organizations.create_organization()
    return create_account(organizations, "mobile", f"mobile-{account}@gilt.example")


def client_of_member(client: Any, management: str, member: str, service: str) -> Any:
    """Return a client with a session of the member account's access role."""
    iam = client("iam", account=management)
    iam.create_user(UserName="deployer")
    iam.attach_user_policy(UserName="deployer", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    key = iam.create_access_key(UserName="deployer")["AccessKey"]
    sts = client("sts", account=key["AccessKeyId"], secret=key["SecretAccessKey"])
    made = sts.assume_role(RoleArn=f"arn:aws:iam::{member}:role/{ROLE}", RoleSessionName="test")["Credentials"]
    return client(service, account=made["AccessKeyId"], secret=made["SecretAccessKey"], token=made["SessionToken"])


@pytest.mark.parametrize("service", CALLS)
def test_the_root_user_of_a_closed_account_is_refused_by_every_service(
    client: Any, account: str, member: str, service: str
):
    call, code = CALLS[service]
    ours = client(service, account=member)
    getattr(ours, call)()
    client("organizations", account=account).close_account(AccountId=member)
    with pytest.raises(ClientError) as refused:
        getattr(ours, call)()
    assert refused.value.response["Error"]["Code"] == code
    getattr(client(service, account=account), call)()


def test_sessions_that_started_before_the_closure_are_refused(client: Any, account: str, member: str):
    session = client_of_member(client, account, member, "ec2")
    session.describe_vpcs()
    client("organizations", account=account).close_account(AccountId=member)
    with pytest.raises(ClientError, match="AuthFailure"):
        session.describe_vpcs()
