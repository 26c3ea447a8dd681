"""Transfers of responsibility for bills between organizations."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import handshakes, lifecycle, transfers
from sandbox.emulated.organizations.rules.model import ALL_FEATURES, Handshake, Organization, OrganizationsState

START = datetime(2026, 7, 1, tzinfo=UTC)
SOURCE = "222222222222"


@pytest.fixture
def handshake(state: OrganizationsState, organization: Organization, now: datetime) -> Handshake:
    lifecycle.create(state, SOURCE, ALL_FEATURES, now)
    return transfers.invite(state, organization, ("ACCOUNT", SOURCE), now, name="bills", start=START)


def _transfer(handshake: Handshake) -> str:
    assert handshake.transfer is not None
    return handshake.transfer


def test_a_transfer_has_the_state_of_its_handshake(
    state: OrganizationsState, organization: Organization, handshake: Handshake, now: datetime
):
    transfer = _transfer(handshake)
    assert transfers.find(state, transfer, SOURCE).status == "REQUESTED"
    handshakes.move_on(state, handshake, "ACCEPTED", now)
    transfers.settle(state, now)
    assert transfers.find(state, transfer, organization.management).status == "ACCEPTED"
    ended = transfers.terminate(state, transfer, SOURCE, now, None)
    assert (ended.status, ended.end) == ("WITHDRAWN", datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC))
    with pytest.raises(AwsError, match="ResponsibilityTransferAlreadyInStatusException"):
        transfers.terminate(state, transfer, SOURCE, now, None)


def test_a_transfer_that_was_never_accepted_is_not_terminated(
    state: OrganizationsState, handshake: Handshake, now: datetime
):
    with pytest.raises(AwsError, match="InvalidResponsibilityTransferTransitionException"):
        transfers.terminate(state, _transfer(handshake), SOURCE, now, None)


def test_a_transfer_is_visible_to_its_two_sides_and_renamed_by_the_target(
    state: OrganizationsState, organization: Organization, handshake: Handshake
):
    transfer = _transfer(handshake)
    with pytest.raises(AwsError, match="ResponsibilityTransferNotFoundException"):
        transfers.find(state, transfer, "333333333333")
    assert transfers.rename(state, transfer, organization.management, "other").name == "other"
    with pytest.raises(AwsError, match="AccessDeniedException"):
        transfers.rename(state, transfer, SOURCE, "mine")


def test_an_organization_has_one_transfer_and_is_not_deleted_meanwhile(
    state: OrganizationsState, organization: Organization, handshake: Handshake, now: datetime
):
    assert handshake.is_open
    with pytest.raises(AwsError) as duplicate:
        transfers.invite(state, organization, ("ACCOUNT", SOURCE), now, name="again", start=START)
    assert duplicate.value.fields["Reason"] == "RESPONSIBILITY_TRANSFER_ALREADY_EXISTS"
    with pytest.raises(AwsError) as active:
        lifecycle.delete(state, state.organizations[SOURCE])
    assert active.value.fields["Reason"] == "ACTIVE_RESPONSIBILITY_TRANSFER_PROCESS"


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (START + timedelta(hours=1), "START_DATE_NOT_BEGINNING_OF_DAY"),
        (START + timedelta(days=1), "START_DATE_NOT_BEGINNING_OF_MONTH"),
        (datetime(2026, 5, 1, tzinfo=UTC), "START_DATE_TOO_EARLY"),
        (datetime(2029, 1, 1, tzinfo=UTC), "START_DATE_TOO_LATE"),
    ],
)
def test_a_transfer_starts_with_a_month(
    state: OrganizationsState, organization: Organization, now: datetime, start: datetime, reason: str
):
    lifecycle.create(state, SOURCE, ALL_FEATURES, now)
    with pytest.raises(AwsError) as refused:
        transfers.invite(state, organization, ("ACCOUNT", SOURCE), now, name="bills", start=start)
    assert refused.value.fields["Reason"] == reason


def test_only_another_organizations_management_account_is_invited(
    state: OrganizationsState, organization: Organization, now: datetime
):
    with pytest.raises(AwsError) as external:
        transfers.invite(state, organization, ("ACCOUNT", "999999999999"), now, name="bills", start=START)
    assert external.value.fields["Reason"] == "TARGET_NOT_SUPPORTED"
    with pytest.raises(AwsError) as self_:
        transfers.invite(state, organization, ("ACCOUNT", organization.management), now, name="bills", start=START)
    assert self_.value.fields["Reason"] == "SOURCE_AND_TARGET_CANNOT_MATCH"
