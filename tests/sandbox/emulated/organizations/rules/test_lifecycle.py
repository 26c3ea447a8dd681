"""An organization begins and ends."""

from datetime import datetime, timedelta

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import accounts, lifecycle
from sandbox.emulated.organizations.rules.model import ALL_FEATURES, Creation, Organization, OrganizationsState


def test_organizations_stand_side_by_side(world: OrganizationsState, organization: Organization, now: datetime):
    other = lifecycle.create(world, "222222222222", ALL_FEATURES, now)
    assert other.id != organization.id
    assert other.root != organization.root
    assert list(other.accounts) == ["222222222222"]


def test_an_account_founds_no_second_organization(world: OrganizationsState, organization: Organization, now: datetime):
    with pytest.raises(AwsError, match="AlreadyInOrganizationException"):
        lifecycle.create(world, organization.management, ALL_FEATURES, now)


def test_an_organization_founded_again_gets_another_id(
    world: OrganizationsState, organization: Organization, now: datetime
):
    lifecycle.delete(world, organization)
    assert lifecycle.create(world, organization.management, ALL_FEATURES, now).id != organization.id


def test_an_organization_with_members_stays(world: OrganizationsState, organization: Organization, now: datetime):
    lifecycle.join(world, organization, "222222222222", "INVITED", now)
    with pytest.raises(AwsError, match="OrganizationNotEmptyException"):
        lifecycle.delete(world, organization)


def test_an_organization_with_a_closed_member_or_one_on_its_way_stays(
    world: OrganizationsState, organization: Organization, now: datetime
):
    draft = Creation("", "mobile", "mobile@gilt.example", "Role", now, now)
    member = accounts.request(world, organization, draft, {}).account
    with pytest.raises(AwsError, match="OrganizationNotEmptyException"):
        lifecycle.delete(world, organization)
    accounts.settle(world, organization, now + timedelta(seconds=1))
    assert member is not None
    accounts.close(organization, member, now)
    with pytest.raises(AwsError, match="OrganizationNotEmptyException"):
        lifecycle.delete(world, organization)
