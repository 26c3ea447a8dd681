"""Trusted service access and delegated administrators."""

from datetime import datetime

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import accounts, delegation, lifecycle, policy_types
from sandbox.emulated.organizations.rules.model import CONSOLIDATED_BILLING, Organization, OrganizationsState

TRAIL = "cloudtrail.amazonaws.com"
MEMBER = "222222222222"


@pytest.fixture
def with_member(state: OrganizationsState, organization: Organization, now: datetime) -> Organization:
    lifecycle.add_account(state, organization, MEMBER, "INVITED", now)
    delegation.enable_service(organization, TRAIL, now)
    return organization


def _reason(refused: pytest.ExceptionInfo[AwsError]) -> object:
    return refused.value.fields["Reason"]


def test_a_member_is_registered_as_delegated_administrator(with_member: Organization, now: datetime):
    delegation.register(with_member, MEMBER, TRAIL, now)
    assert delegation.administrators(with_member, TRAIL) == [MEMBER]
    assert delegation.services_of(with_member, MEMBER) == {TRAIL: now}
    with pytest.raises(AwsError, match="AccountAlreadyRegisteredException"):
        delegation.register(with_member, MEMBER, TRAIL, now)
    delegation.deregister(with_member, MEMBER, TRAIL)
    with pytest.raises(AwsError, match="AccountNotRegisteredException"):
        delegation.deregister(with_member, MEMBER, TRAIL)
    with pytest.raises(AwsError, match="AccountNotRegisteredException"):
        delegation.services_of(with_member, MEMBER)


def test_the_management_account_cannot_be_delegated_administrator(with_member: Organization, now: datetime):
    with pytest.raises(AwsError) as refused:
        delegation.register(with_member, with_member.management, TRAIL, now)
    assert _reason(refused) == "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR"


def test_a_closed_account_cannot_be_delegated_administrator(with_member: Organization, now: datetime):
    accounts.close(with_member, MEMBER, now)
    with pytest.raises(AwsError) as refused:
        delegation.register(with_member, MEMBER, TRAIL, now)
    assert _reason(refused) == "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR"


def test_a_delegated_administrator_needs_service_access(with_member: Organization, now: datetime):
    with pytest.raises(AwsError) as refused:
        delegation.register(with_member, MEMBER, "config.amazonaws.com", now)
    assert _reason(refused) == "SERVICE_ACCESS_NOT_ENABLED"


def test_a_service_sets_its_own_limit(state: OrganizationsState, with_member: Organization, now: datetime):
    delegation.enable_service(with_member, "guardduty.amazonaws.com", now)
    delegation.register(with_member, MEMBER, "guardduty.amazonaws.com", now)
    lifecycle.add_account(state, with_member, "333333333333", "INVITED", now)
    with pytest.raises(AwsError) as refused:
        delegation.register(with_member, "333333333333", "guardduty.amazonaws.com", now)
    assert _reason(refused) == "MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED"


def test_enabling_service_access_again_keeps_its_date(with_member: Organization, now: datetime):
    delegation.enable_service(with_member, TRAIL, now.replace(year=2027))
    assert with_member.services == {TRAIL: now}


def test_disabling_service_access_removes_the_administrators(with_member: Organization, now: datetime):
    delegation.register(with_member, MEMBER, TRAIL, now)
    delegation.disable_service(with_member, TRAIL)
    assert not with_member.delegates
    assert not with_member.services


def test_service_access_that_a_policy_type_needs_cannot_be_disabled(with_member: Organization, now: datetime):
    delegation.enable_service(with_member, "securityhub.amazonaws.com", now)
    policy_types.enable(with_member, with_member.root, "SECURITYHUB_POLICY", now)
    with pytest.raises(AwsError) as refused:
        delegation.disable_service(with_member, "securityhub.amazonaws.com")
    assert _reason(refused) == "POLICY_TYPE_ENABLED_FOR_THIS_SERVICE"


def test_a_principal_that_is_not_a_service_is_refused(with_member: Organization, now: datetime):
    with pytest.raises(AwsError) as refused:
        delegation.enable_service(with_member, "cloudtrail", now)
    assert _reason(refused) == "UNRECOGNIZED_SERVICE_PRINCIPAL"


def test_service_access_needs_all_features(with_member: Organization, now: datetime):
    with_member.feature_set = CONSOLIDATED_BILLING
    with pytest.raises(AwsError) as refused:
        delegation.enable_service(with_member, "config.amazonaws.com", now)
    assert _reason(refused) == "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE"
