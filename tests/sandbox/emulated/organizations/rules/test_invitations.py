"""Invitations of existing accounts."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import account_records, handshakes, invitations, lifecycle
from sandbox.emulated.organizations.rules.model import ALL_FEATURES, AccountRecord, Organization, OrganizationsState
from sandbox.emulated.organizations.rules.quotas import CURRENT

INVITED = "222222222222"


def _reason(refused: pytest.ExceptionInfo[AwsError]) -> object:
    return refused.value.fields["Reason"]


def test_an_invited_account_joins_below_the_root(state: OrganizationsState, organization: Organization, now: datetime):
    invitation = invitations.invite(state, organization, ("ACCOUNT", INVITED), now, given_tags={"team": "guest"})
    assert invitation.state == "OPEN"
    assert invitations.accept(state, invitation, INVITED, now).state == "ACCEPTED"
    assert organization.accounts[INVITED].joined_method == "INVITED"
    assert organization.tags[INVITED] == {"team": "guest"}
    with pytest.raises(AwsError) as refused:
        invitations.invite(state, organization, ("ACCOUNT", INVITED), now)
    assert _reason(refused) == "ALREADY_IN_AN_ORGANIZATION"


def test_an_account_is_invited_by_its_email(state: OrganizationsState, organization: Organization, now: datetime):
    account_records.store(state, AccountRecord(INVITED, "guest@gilt.example", "guest"))
    invitation = invitations.invite(state, organization, ("EMAIL", "Guest@gilt.example"), now)
    assert handshakes.is_recipient(state, invitation, INVITED)
    assert not handshakes.is_recipient(state, invitation, "333333333333")


def test_an_account_has_one_open_invitation(state: OrganizationsState, organization: Organization, now: datetime):
    invitation = invitations.invite(state, organization, ("ACCOUNT", INVITED), now)
    with pytest.raises(AwsError, match="DuplicateHandshakeException"):
        invitations.invite(state, organization, ("ACCOUNT", INVITED), now)
    handshakes.move_on(state, invitation, "CANCELED", now)
    invitations.invite(state, organization, ("ACCOUNT", INVITED), now)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (("ORGANIZATION", "o-aaaaaaaaaa"), "INVALID_PARTY_TYPE_TARGET"),
        (("ACCOUNT", "guest@gilt.example"), "INVALID_PATTERN_TARGET_ID"),
        (("EMAIL", INVITED), "INVALID_EMAIL_ADDRESS_TARGET"),
    ],
)
def test_the_type_of_a_target_is_checked(
    state: OrganizationsState, organization: Organization, now: datetime, target: tuple[str, str], reason: str
):
    with pytest.raises(AwsError) as refused:
        invitations.invite(state, organization, target, now)
    assert _reason(refused) == reason


def test_a_declined_handshake_changes_no_more(state: OrganizationsState, organization: Organization, now: datetime):
    invitation = invitations.invite(state, organization, ("ACCOUNT", INVITED), now)
    declined = handshakes.move_on(state, invitation, "DECLINED", now)
    with pytest.raises(AwsError, match="HandshakeAlreadyInStateException"):
        handshakes.move_on(state, declined, "DECLINED", now)
    with pytest.raises(AwsError, match="InvalidHandshakeTransitionException"):
        invitations.accept(state, declined, INVITED, now)


def test_a_second_acceptance_is_refused(state: OrganizationsState, organization: Organization, now: datetime):
    invitation = invitations.invite(state, organization, ("ACCOUNT", INVITED), now)
    accepted = invitations.accept(state, invitation, INVITED, now)
    with pytest.raises(AwsError, match="HandshakeAlreadyInStateException"):
        invitations.accept(state, accepted, INVITED, now)


@pytest.mark.parametrize("state_", ["ACCEPTED", "DECLINED", "CANCELED", "EXPIRED"])
@pytest.mark.parametrize("outcome", ["ACCEPTED", "DECLINED", "CANCELED"])
def test_an_answered_handshake_has_no_other_answer(
    state: OrganizationsState, organization: Organization, now: datetime, state_: str, outcome: str
):
    invitation = invitations.invite(state, organization, ("ACCOUNT", INVITED), now)
    answered = handshakes.keep(state, replace(invitation, state=state_))
    code = "HandshakeAlreadyInState" if state_ == outcome else "InvalidHandshakeTransition"
    with pytest.raises(AwsError, match=f"{code}Exception"):
        handshakes.move_on(state, answered, outcome, now)
    assert state.handshakes[invitation.id].state == state_


def test_an_invitation_expires_and_is_removed(state: OrganizationsState, organization: Organization, now: datetime):
    invitation = invitations.invite(state, organization, ("ACCOUNT", INVITED), now)
    handshakes.settle(state, now + timedelta(days=15))
    assert state.handshakes[invitation.id].state == "EXPIRED"
    handshakes.settle(state, now + timedelta(days=45))
    with pytest.raises(AwsError, match="HandshakeNotFoundException"):
        handshakes.find(state, invitation.id)


def test_a_member_that_accepts_an_invitation_leaves_its_organization(
    state: OrganizationsState, organization: Organization, now: datetime
):
    other = lifecycle.create(state, "333333333333", ALL_FEATURES, now)
    lifecycle.add_account(state, other, INVITED, "INVITED", now)
    invitation = invitations.invite(state, organization, ("ACCOUNT", INVITED), now)
    invitations.accept(state, invitation, INVITED, now)
    assert INVITED not in other.accounts
    assert state.home[INVITED] == organization.management


def test_a_management_account_cannot_accept_and_its_invitation_stays_open(
    state: OrganizationsState, organization: Organization, now: datetime
):
    other = lifecycle.create(state, "333333333333", ALL_FEATURES, now)
    invitation = invitations.invite(state, organization, ("ACCOUNT", other.management), now)
    with pytest.raises(AwsError, match="MasterCannotLeaveOrganizationException"):
        invitations.accept(state, invitation, other.management, now)
    assert state.handshakes[invitation.id].state == "OPEN"


def test_invitations_count_against_the_accounts_quota(
    state: OrganizationsState, organization: Organization, now: datetime
):
    with pytest.raises(AwsError) as refused:
        invitations.invite(state, organization, ("ACCOUNT", INVITED), now, quotas=replace(CURRENT, accounts=1))
    assert _reason(refused) == "ACCOUNT_NUMBER_LIMIT_EXCEEDED"


def test_invitations_have_a_daily_quota(state: OrganizationsState, organization: Organization, now: datetime):
    few = replace(CURRENT, accounts=10, invitations_a_day=10)
    for number in range(10):
        sent = invitations.invite(state, organization, ("ACCOUNT", f"4444444444{number:02}"), now, quotas=few)
        handshakes.move_on(state, sent, "CANCELED", now)
    with pytest.raises(AwsError) as refused:
        invitations.invite(state, organization, ("ACCOUNT", INVITED), now, quotas=few)
    assert _reason(refused) == "HANDSHAKE_RATE_LIMIT_EXCEEDED"
    invitations.invite(state, organization, ("ACCOUNT", INVITED), now + timedelta(days=1), quotas=few)
