"""The callers that may call each operation."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
from botocore.loaders import Loader

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import accounts, authority, delegation, lifecycle, resource_policy
from sandbox.emulated.organizations.rules.model import Organization, OrganizationsState

MEMBER = "222222222222"


@pytest.fixture
def with_member(state: OrganizationsState, organization: Organization, now: datetime) -> Organization:
    lifecycle.add_account(state, organization, MEMBER, "INVITED", now)
    return organization


def _delegate(organization: Organization, **statement: Any) -> None:
    policy = {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{MEMBER}:root"},
            "Action": ["organizations:AttachPolicy", "organizations:ListAccounts"],
            "Resource": "*",
            **statement,
        },
    }
    resource_policy.check(json.dumps(policy))
    organization.resource_policy = ("rp-aaaaaaaa", json.dumps(policy))


def _is_allowed(state: OrganizationsState, account: str, operation: str, **request: Any) -> bool:
    try:
        authority.organization_for(state, account, operation, request)
    except AwsError as error:
        assert error.code == "AccessDeniedException"  # noqa: PT017
        return False
    return True


@pytest.mark.parametrize("operation", ["DescribeOrganization", "LeaveOrganization", "DescribeEffectivePolicy"])
def test_a_member_may_call_few_operations(state: OrganizationsState, with_member: Organization, operation: str):
    assert _is_allowed(state, MEMBER, operation)
    assert _is_allowed(state, with_member.management, operation)


@pytest.mark.parametrize("operation", ["ListRoots", "ListAccounts", "DescribeAccount", "CreateAccount", "AttachPolicy"])
def test_other_operations_need_the_management_account(
    state: OrganizationsState, with_member: Organization, operation: str
):
    assert not _is_allowed(state, MEMBER, operation)
    assert _is_allowed(state, with_member.management, operation)


def test_a_delegated_administrator_reads_and_does_not_write(
    state: OrganizationsState, with_member: Organization, now: datetime
):
    delegation.enable_service(with_member, "cloudtrail.amazonaws.com", now)
    delegation.register(with_member, MEMBER, "cloudtrail.amazonaws.com", now)
    assert _is_allowed(state, MEMBER, "ListAccounts")
    assert _is_allowed(state, MEMBER, "DescribePolicy")
    assert not _is_allowed(state, MEMBER, "AttachPolicy")
    assert not _is_allowed(state, MEMBER, "CreateAccount")
    assert not _is_allowed(state, MEMBER, "ListInboundResponsibilityTransfers")


OPERATIONS = Loader().load_service_model("organizations", "service-2")["operations"]
CALLERS = {
    "management": r"only call this operation from the management account\.",
    "delegates": r"only call this operation from the management account or a member account that is a delegated",
    "members": r"call this operation from any account in a organization|only call from operation from a member account",
}
DOCUMENTED = [
    (name, callers)
    for name, operation in sorted(OPERATIONS.items())
    for callers, pattern in CALLERS.items()
    if re.search(pattern, re.sub("<[^>]+>", "", operation["documentation"]))
]


def test_the_model_of_aws_documents_the_callers_of_most_operations():
    assert len(DOCUMENTED) > 45
    assert len({name for name, _ in DOCUMENTED}) == len(DOCUMENTED)


@pytest.mark.parametrize(("operation", "callers"), DOCUMENTED)
def test_the_callers_of_operations_are_those_of_the_model_of_aws(
    state: OrganizationsState, with_member: Organization, now: datetime, operation: str, callers: str
):
    assert _is_allowed(state, with_member.management, operation)
    assert _is_allowed(state, MEMBER, operation) is (callers == "members" or operation in authority.ANY_ACCOUNT)
    delegation.enable_service(with_member, "cloudtrail.amazonaws.com", now)
    delegation.register(with_member, MEMBER, "cloudtrail.amazonaws.com", now)
    reads = operation.startswith(("Describe", "List"))
    assert _is_allowed(state, MEMBER, operation) is (callers == "members" or (callers == "delegates" and reads))
    if callers == "delegates" and not reads:
        _delegate(with_member, Action=f"organizations:{operation}")
        assert _is_allowed(state, MEMBER, operation)
    elif callers == "management":
        with pytest.raises(AwsError, match="can't be delegated"):
            _delegate(with_member, Action=f"organizations:{operation}")


def test_an_external_account_has_no_organization(state: OrganizationsState, with_member: Organization):
    assert with_member.management in state.home
    with pytest.raises(AwsError, match="AWSOrganizationsNotInUseException"):
        authority.organization_for(state, "999999999999", "DescribeOrganization", {})
    assert authority.organization_for(state, "999999999999", "CreateOrganization", {}) is None


def test_a_closed_account_may_call_nothing(state: OrganizationsState, with_member: Organization, now: datetime):
    accounts.close(with_member, MEMBER, now)
    assert not _is_allowed(state, MEMBER, "DescribeOrganization")


def test_the_resource_policy_delegates_its_actions(state: OrganizationsState, with_member: Organization):
    _delegate(with_member)
    assert _is_allowed(state, MEMBER, "AttachPolicy", PolicyId="p-FullAWSAccess", TargetId=with_member.root)
    assert _is_allowed(state, MEMBER, "ListAccounts")
    assert not _is_allowed(state, MEMBER, "DetachPolicy")
    assert not _is_allowed(state, MEMBER, "CreateAccount")


def test_a_delegation_may_be_for_one_policy_type_and_some_resources(
    state: OrganizationsState, with_member: Organization
):
    _delegate(with_member, Condition={"StringLikeIfExists": {"organizations:PolicyType": "TAG_POLICY"}})
    assert not _is_allowed(state, MEMBER, "AttachPolicy", PolicyId="p-FullAWSAccess", TargetId=with_member.root)
    _delegate(with_member, Resource="arn:aws:organizations::*:ou/*")
    assert not _is_allowed(state, MEMBER, "AttachPolicy", PolicyId="p-FullAWSAccess", TargetId=with_member.root)


def test_a_deny_overrides_a_delegation(state: OrganizationsState, with_member: Organization):
    _delegate(with_member, Effect="Deny")
    assert not _is_allowed(state, MEMBER, "ListAccounts")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Action": "organizations:CreateAccount"}, "UNSUPPORTED_ACTION_IN_RESOURCE_POLICY"),
        ({"Principal": "*"}, "INVALID_PRINCIPAL"),
        ({"Effect": "Perhaps"}, "INVALID_RESOURCE_POLICY_JSON"),
        ({"NotAction": "x"}, "INVALID_RESOURCE_POLICY_JSON"),
        ({"Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}, "INVALID_RESOURCE_POLICY_JSON"),
    ],
)
def test_a_resource_policy_that_cannot_be_evaluated_is_refused(
    with_member: Organization, change: dict[str, Any], reason: str
):
    with pytest.raises(AwsError) as refused:
        _delegate(with_member, **change)
    assert refused.value.fields["Reason"] == reason
