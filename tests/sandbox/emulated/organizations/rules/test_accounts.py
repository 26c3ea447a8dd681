"""Member accounts: created, moved, removed, closed."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.emulated.organizations.rules import account_records, accounts, delegation, lifecycle, units
from sandbox.emulated.organizations.rules.model import (
    CONSOLIDATED_BILLING,
    AccountCreation,
    AccountRecord,
    Organization,
    OrganizationsState,
)
from sandbox.emulated.organizations.rules.quotas import CURRENT

SOON = timedelta(seconds=1)


def _request(
    state: OrganizationsState, organization: Organization, now: datetime, email: str = "mobile@gilt.example"
) -> AccountCreation:
    return accounts.request(
        state, organization, AccountCreation("", "mobile", email, "Role", now, now), {"team": "mobile"}
    )


def _member(
    state: OrganizationsState, organization: Organization, now: datetime, email: str = "mobile@gilt.example"
) -> str:
    creation = _request(state, organization, now, email)
    accounts.settle(state, organization, now + SOON)
    assert creation.account is not None
    return creation.account


def _reason(refused: pytest.ExceptionInfo[AwsError]) -> object:
    return refused.value.fields["Reason"]


def test_creation_is_in_progress_and_then_succeeds_with_the_planned_id(
    state: OrganizationsState, organization: Organization, now: datetime
):
    creation = _request(state, organization, now)
    accounts.settle(state, organization, now)
    assert accounts.creation_state(creation, now) == "IN_PROGRESS"
    assert list(organization.accounts) == ["111111111111"]
    accounts.settle(state, organization, now + SOON)
    assert accounts.creation_state(creation, now + SOON) == "SUCCEEDED"
    assert creation.account == planned_account_id("mobile@gilt.example")
    assert organization.accounts[creation.account].joined_method == "CREATED"
    assert organization.accounts[creation.account].parent == organization.root
    assert organization.tags[creation.account] == {"team": "mobile"}


def test_an_email_address_creates_one_account_only(
    state: OrganizationsState, organization: Organization, now: datetime
):
    _member(state, organization, now)
    again = _request(state, organization, now, "Mobile@gilt.example")
    assert accounts.creation_state(again, now + SOON) == "FAILED"
    assert again.failure == "EMAIL_ALREADY_EXISTS"


def test_an_invalid_email_address_fails(state: OrganizationsState, organization: Organization, now: datetime):
    assert _request(state, organization, now, "mobile..team@gilt.example").failure == "INVALID_EMAIL"


def test_a_used_id_is_replaced_by_the_next_choice(state: OrganizationsState, organization: Organization, now: datetime):
    planned = planned_account_id("mobile@gilt.example")
    account_records.store(state, AccountRecord(planned, "other@external.example", "external"))
    assert _member(state, organization, now) == planned_account_id("mobile@gilt.example", 1)


def test_a_sixth_account_at_the_same_time_is_refused(
    state: OrganizationsState, organization: Organization, now: datetime
):
    for number in range(5):
        _request(state, organization, now, f"team{number}@gilt.example")
    with pytest.raises(AwsError, match="TooManyRequestsException"):
        _request(state, organization, now, "team5@gilt.example")
    _request(state, organization, now + SOON, "team5@gilt.example")


def test_accounts_have_a_quota(state: OrganizationsState, organization: Organization, now: datetime):
    draft = AccountCreation("", "mobile", "mobile@gilt.example", "Role", now, now)
    with pytest.raises(AwsError) as refused:
        accounts.request(state, organization, draft, {}, replace(CURRENT, accounts=1))
    assert _reason(refused) == "ACCOUNT_NUMBER_LIMIT_EXCEEDED"


def test_an_account_moves_from_its_parent_to_another(
    state: OrganizationsState, organization: Organization, now: datetime
):
    member = _member(state, organization, now)
    unit = units.create(state, organization, organization.root, "Departments").id
    other = units.create(state, organization, organization.root, "Infrastructure").id
    with pytest.raises(AwsError, match="DestinationParentNotFoundException"):
        accounts.move(organization, member, organization.root, "ou-none-00000000")
    with pytest.raises(AwsError, match="SourceParentNotFoundException"):
        accounts.move(organization, member, "ou-none-00000000", unit)
    accounts.move(organization, member, organization.root, unit)
    assert organization.accounts[member].parent == unit
    with pytest.raises(AwsError, match="DuplicateAccountException"):
        accounts.move(organization, member, unit, unit)
    with pytest.raises(AwsError, match="SourceParentNotFoundException"):
        accounts.move(organization, member, other, organization.root)
    with pytest.raises(AwsError, match="AccountNotFoundException"):
        accounts.move(organization, "999999999999", organization.root, unit)


def test_the_management_account_cannot_leave(state: OrganizationsState, organization: Organization, now: datetime):
    with pytest.raises(AwsError, match="MasterCannotLeaveOrganizationException"):
        accounts.remove(state, organization, organization.management, now)


def test_a_created_account_cannot_leave_at_first_or_without_a_payment_method(
    state: OrganizationsState, organization: Organization, now: datetime
):
    member = _member(state, organization, now)
    with pytest.raises(AwsError) as early:
        accounts.remove(state, organization, member, now + timedelta(days=3))
    assert _reason(early) == "WAIT_PERIOD_ACTIVE"
    later = now + timedelta(days=5)
    with pytest.raises(AwsError) as without_payment:
        accounts.remove(state, organization, member, later)
    assert _reason(without_payment) == "MEMBER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED"
    account_records.store(state, replace(account_records.record_of(state, member), can_be_standalone=True))
    accounts.remove(state, organization, member, later)
    assert member not in state.home
    assert member not in organization.tags


def test_an_account_that_left_is_not_added_again(state: OrganizationsState, organization: Organization, now: datetime):
    member = _member(state, organization, now)
    later = now + timedelta(days=5)
    account_records.store(state, replace(account_records.record_of(state, member), can_be_standalone=True))
    accounts.remove(state, organization, member, later)
    accounts.settle(state, organization, later + SOON)
    assert member not in organization.accounts


def test_a_delegated_administrator_cannot_leave(state: OrganizationsState, organization: Organization, now: datetime):
    lifecycle.add_account(state, organization, "222222222222", "INVITED", now)
    delegation.enable_service(organization, "cloudtrail.amazonaws.com", now)
    delegation.register(organization, "222222222222", "cloudtrail.amazonaws.com", now)
    with pytest.raises(AwsError) as refused:
        accounts.remove(state, organization, "222222222222", now)
    assert _reason(refused) == "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG"


def test_a_closed_account_is_pending_then_suspended_and_gone_after_90_days(
    state: OrganizationsState, organization: Organization, now: datetime
):
    member = _member(state, organization, now)
    accounts.close(organization, member, now)
    assert accounts.status(organization.accounts[member], now) == ("PENDING_CLOSURE", "PENDING_CLOSURE")
    with pytest.raises(AwsError, match="ConflictException"):
        accounts.close(organization, member, now)
    assert accounts.status(organization.accounts[member], now + SOON) == ("SUSPENDED", "CLOSED")
    with pytest.raises(AwsError, match="AccountAlreadyClosedException"):
        accounts.close(organization, member, now + SOON)
    accounts.settle(state, organization, now + timedelta(days=89))
    assert member in organization.accounts
    accounts.settle(state, organization, now + timedelta(days=90))
    assert member not in organization.accounts
    assert state.deleted == {member}
    assert _request(state, organization, now).failure == "EMAIL_ALREADY_EXISTS"


def test_the_management_account_cannot_be_closed(organization: Organization, now: datetime):
    with pytest.raises(AwsError) as refused:
        accounts.close(organization, organization.management, now)
    assert _reason(refused) == "CANNOT_CLOSE_MANAGEMENT_ACCOUNT"


def test_closing_needs_all_features(state: OrganizationsState, organization: Organization, now: datetime):
    member = _member(state, organization, now)
    organization.feature_set = CONSOLIDATED_BILLING
    with pytest.raises(AwsError) as refused:
        accounts.close(organization, member, now)
    assert _reason(refused) == "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE"


def test_closures_are_limited_concurrently_and_within_30_days(
    state: OrganizationsState, organization: Organization, now: datetime
):
    members = [_member(state, organization, now + SOON * number, f"team{number}@gilt.example") for number in range(6)]
    now += SOON * 10
    few = replace(CURRENT, closings_at_least=4)
    for member in members[:3]:
        accounts.close(organization, member, now, few)
    with pytest.raises(AwsError) as concurrent:
        accounts.close(organization, members[3], now, few)
    assert _reason(concurrent) == "CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED"
    accounts.close(organization, members[3], now + SOON, few)
    with pytest.raises(AwsError) as in_30_days:
        accounts.close(organization, members[4], now + SOON * 2, few)
    assert _reason(in_30_days) == "CLOSE_ACCOUNT_QUOTA_EXCEEDED"
    accounts.close(organization, members[4], now + timedelta(days=31), few)
