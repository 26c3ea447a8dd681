"""Migration from consolidated billing to all features."""

from datetime import datetime

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import all_features, invitations, lifecycle
from sandbox.emulated.organizations.rules.model import CONSOLIDATED_BILLING, Handshake, Organization, OrganizationsState


@pytest.fixture
def billing(state: OrganizationsState, now: datetime) -> Organization:
    return lifecycle.create(state, "111111111111", CONSOLIDATED_BILLING, now)


def _of(state: OrganizationsState, action: str, party: str) -> Handshake:
    return next(one for one in state.handshakes.values() if one.action == action and one.party[1] == party)


def test_every_invited_account_agrees_before_the_management_account_confirms(
    state: OrganizationsState, billing: Organization, now: datetime
):
    lifecycle.add_account(state, billing, "222222222222", "INVITED", now)
    lifecycle.add_account(state, billing, "333333333333", "CREATED", now)
    request = all_features.begin(state, billing, now)
    assert request.state == "REQUESTED"
    assert not all_features.agreed(state, request)
    assert not any(one.party[1] == "333333333333" for one in state.handshakes.values())
    all_features.agree(state, _of(state, all_features.REQUEST, "222222222222"), now)
    assert billing.feature_set == CONSOLIDATED_BILLING
    all_features.confirm(state, _of(state, all_features.CONFIRM, billing.management), now)
    assert billing.feature_set == "ALL"
    assert "p-FullAWSAccess" in billing.policies
    assert state.handshakes[request.id].state == "ACCEPTED"


def test_no_account_is_invited_during_the_migration(state: OrganizationsState, billing: Organization, now: datetime):
    lifecycle.add_account(state, billing, "222222222222", "INVITED", now)
    all_features.begin(state, billing, now)
    with pytest.raises(AwsError) as refused:
        invitations.invite(state, billing, ("ACCOUNT", "333333333333"), now)
    assert refused.value.fields["Reason"] == "INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES"


def test_the_migration_cannot_start_again(state: OrganizationsState, billing: Organization, now: datetime):
    all_features.begin(state, billing, now)
    with pytest.raises(AwsError) as refused:
        all_features.begin(state, billing, now)
    assert refused.value.fields["Reason"] == "ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION"


def test_an_organization_with_all_features_cannot_enable_them(
    state: OrganizationsState, organization: Organization, now: datetime
):
    with pytest.raises(AwsError) as refused:
        all_features.begin(state, organization, now)
    assert refused.value.fields["Reason"] == "ORGANIZATION_ALREADY_HAS_ALL_FEATURES"
