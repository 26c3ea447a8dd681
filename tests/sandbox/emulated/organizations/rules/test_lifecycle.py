"""Creation and deletion of an organization."""

from datetime import datetime, timedelta

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import accounts, lifecycle
from sandbox.emulated.organizations.rules.model import ALL_FEATURES, AccountCreation, Organization, OrganizationsState


def test_organizations_are_independent(state: OrganizationsState, organization: Organization, now: datetime):
    other = lifecycle.create(state, "222222222222", ALL_FEATURES, now)
    assert other.id != organization.id
    assert other.root != organization.root
    assert list(other.accounts) == ["222222222222"]


def test_an_account_cannot_create_a_second_organization(
    state: OrganizationsState, organization: Organization, now: datetime
):
    with pytest.raises(AwsError, match="AlreadyInOrganizationException"):
        lifecycle.create(state, organization.management, ALL_FEATURES, now)


def test_an_organization_created_again_gets_another_id(
    state: OrganizationsState, organization: Organization, now: datetime
):
    lifecycle.delete(state, organization)
    assert lifecycle.create(state, organization.management, ALL_FEATURES, now).id != organization.id


def test_an_organization_with_members_is_not_deleted(
    state: OrganizationsState, organization: Organization, now: datetime
):
    lifecycle.add_account(state, organization, "222222222222", "INVITED", now)
    with pytest.raises(AwsError, match="OrganizationNotEmptyException"):
        lifecycle.delete(state, organization)


def test_an_organization_with_a_closed_or_pending_member_is_not_deleted(
    state: OrganizationsState, organization: Organization, now: datetime
):
    draft = AccountCreation("", "mobile", "mobile@gilt.example", "Role", now, now)
    member = accounts.request(state, organization, draft, {}).account
    with pytest.raises(AwsError, match="OrganizationNotEmptyException"):
        lifecycle.delete(state, organization)
    accounts.settle(state, organization, now + timedelta(seconds=1))
    assert member is not None
    accounts.close(organization, member, now)
    with pytest.raises(AwsError, match="OrganizationNotEmptyException"):
        lifecycle.delete(state, organization)
