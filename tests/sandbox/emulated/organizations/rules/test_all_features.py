"""From consolidated billing to all features."""

from datetime import datetime

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import all_features, invitations, lifecycle
from sandbox.emulated.organizations.rules.model import CONSOLIDATED_BILLING, Handshake, Organization, OrganizationsState


@pytest.fixture
def billing(world: OrganizationsState, now: datetime) -> Organization:
    return lifecycle.create(world, "111111111111", CONSOLIDATED_BILLING, now)


def _of(world: OrganizationsState, action: str, party: str) -> Handshake:
    return next(one for one in world.handshakes.values() if one.action == action and one.party[1] == party)


def test_every_invited_account_is_asked_before_the_management_account_confirms(
    world: OrganizationsState, billing: Organization, now: datetime
):
    lifecycle.join(world, billing, "222222222222", "INVITED", now)
    lifecycle.join(world, billing, "333333333333", "CREATED", now)
    request = all_features.begin(world, billing, now)
    assert request.state == "REQUESTED"
    assert not all_features.agreed(world, request)
    assert not any(one.party[1] == "333333333333" for one in world.handshakes.values())
    all_features.agree(world, _of(world, all_features.ASK, "222222222222"), now)
    assert billing.feature_set == CONSOLIDATED_BILLING
    all_features.confirm(world, _of(world, all_features.CONFIRM, billing.management), now)
    assert billing.feature_set == "ALL"
    assert "p-FullAWSAccess" in billing.policies
    assert world.handshakes[request.id].state == "ACCEPTED"


def test_nobody_is_invited_meanwhile(world: OrganizationsState, billing: Organization, now: datetime):
    lifecycle.join(world, billing, "222222222222", "INVITED", now)
    all_features.begin(world, billing, now)
    with pytest.raises(AwsError) as refused:
        invitations.invite(world, billing, ("ACCOUNT", "333333333333"), now)
    assert refused.value.fields["Reason"] == "INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES"


def test_it_begins_once(world: OrganizationsState, billing: Organization, now: datetime):
    all_features.begin(world, billing, now)
    with pytest.raises(AwsError) as refused:
        all_features.begin(world, billing, now)
    assert refused.value.fields["Reason"] == "ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION"


def test_an_organization_that_has_them_has_them(world: OrganizationsState, organization: Organization, now: datetime):
    with pytest.raises(AwsError) as refused:
        all_features.begin(world, organization, now)
    assert refused.value.fields["Reason"] == "ORGANIZATION_ALREADY_HAS_ALL_FEATURES"
