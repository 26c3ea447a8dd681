"""Trusted service access and delegated administrators."""

from datetime import datetime

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import accounts, delegation, lifecycle, policy_types
from sandbox.emulated.organizations.rules.model import CONSOLIDATED_BILLING, Organization, OrganizationsState

TRAIL = "cloudtrail.amazonaws.com"
MEMBER = "222222222222"


@pytest.fixture
def joined(state: OrganizationsState, organization: Organization, now: datetime) -> Organization:
    lifecycle.add_account(state, organization, MEMBER, "INVITED", now)
    delegation.enable_service(organization, TRAIL, now)
    return organization


def _reason(refused: pytest.ExceptionInfo[AwsError]) -> object:
    return refused.value.fields["Reason"]


def test_a_member_is_registered_as_delegated_administrator(joined: Organization, now: datetime):
    delegation.register(joined, MEMBER, TRAIL, now)
    assert delegation.administrators(joined, TRAIL) == [MEMBER]
    assert delegation.services_of(joined, MEMBER) == {TRAIL: now}
    with pytest.raises(AwsError, match="AccountAlreadyRegisteredException"):
        delegation.register(joined, MEMBER, TRAIL, now)
    delegation.deregister(joined, MEMBER, TRAIL)
    with pytest.raises(AwsError, match="AccountNotRegisteredException"):
        delegation.deregister(joined, MEMBER, TRAIL)
    with pytest.raises(AwsError, match="AccountNotRegisteredException"):
        delegation.services_of(joined, MEMBER)


def test_the_management_account_cannot_be_delegated_administrator(joined: Organization, now: datetime):
    with pytest.raises(AwsError) as refused:
        delegation.register(joined, joined.management, TRAIL, now)
    assert _reason(refused) == "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR"


def test_a_closed_account_cannot_be_delegated_administrator(joined: Organization, now: datetime):
    accounts.close(joined, MEMBER, now)
    with pytest.raises(AwsError) as refused:
        delegation.register(joined, MEMBER, TRAIL, now)
    assert _reason(refused) == "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR"


def test_a_delegated_administrator_needs_service_access(joined: Organization, now: datetime):
    with pytest.raises(AwsError) as refused:
        delegation.register(joined, MEMBER, "config.amazonaws.com", now)
    assert _reason(refused) == "SERVICE_ACCESS_NOT_ENABLED"


def test_a_service_sets_its_own_limit(state: OrganizationsState, joined: Organization, now: datetime):
    delegation.enable_service(joined, "guardduty.amazonaws.com", now)
    delegation.register(joined, MEMBER, "guardduty.amazonaws.com", now)
    lifecycle.add_account(state, joined, "333333333333", "INVITED", now)
    with pytest.raises(AwsError) as refused:
        delegation.register(joined, "333333333333", "guardduty.amazonaws.com", now)
    assert _reason(refused) == "MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED"


def test_enabling_service_access_again_keeps_its_date(joined: Organization, now: datetime):
    delegation.enable_service(joined, TRAIL, now.replace(year=2027))
    assert joined.services == {TRAIL: now}


def test_disabling_service_access_removes_the_administrators(joined: Organization, now: datetime):
    delegation.register(joined, MEMBER, TRAIL, now)
    delegation.disable_service(joined, TRAIL)
    assert not joined.delegates
    assert not joined.services


def test_service_access_that_a_policy_type_needs_cannot_be_disabled(joined: Organization, now: datetime):
    delegation.enable_service(joined, "securityhub.amazonaws.com", now)
    policy_types.enable(joined, joined.root, "SECURITYHUB_POLICY", now)
    with pytest.raises(AwsError) as refused:
        delegation.disable_service(joined, "securityhub.amazonaws.com")
    assert _reason(refused) == "POLICY_TYPE_ENABLED_FOR_THIS_SERVICE"


def test_a_principal_that_is_not_a_service_is_refused(joined: Organization, now: datetime):
    with pytest.raises(AwsError) as refused:
        delegation.enable_service(joined, "cloudtrail", now)
    assert _reason(refused) == "UNRECOGNIZED_SERVICE_PRINCIPAL"


def test_service_access_needs_all_features(joined: Organization, now: datetime):
    joined.feature_set = CONSOLIDATED_BILLING
    with pytest.raises(AwsError) as refused:
        delegation.enable_service(joined, "config.amazonaws.com", now)
    assert _reason(refused) == "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE"
