"""Organizational units."""

from dataclasses import replace
from datetime import datetime

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import accounts, lifecycle, units
from sandbox.emulated.organizations.rules.model import Organization, OrganizationsState
from sandbox.emulated.organizations.rules.quotas import CURRENT


def test_a_unit_is_a_child_of_its_parent(state: OrganizationsState, organization: Organization):
    infrastructure = units.create(state, organization, organization.root, "Infrastructure")
    assert infrastructure.id.startswith("ou-" + organization.root.removeprefix("r-") + "-")
    assert units.find(organization, infrastructure.id).parent == organization.root


def test_unit_names_are_unique_within_a_parent(state: OrganizationsState, organization: Organization):
    first = units.create(state, organization, organization.root, "Same")
    units.create(state, organization, first.id, "Same")
    with pytest.raises(AwsError, match="DuplicateOrganizationalUnitException"):
        units.create(state, organization, organization.root, "Same")


def test_a_sixth_level_is_refused(state: OrganizationsState, organization: Organization):
    parent = organization.root
    for level in range(5):
        parent = units.create(state, organization, parent, f"level {level}").id
    with pytest.raises(AwsError) as refused:
        units.create(state, organization, parent, "too deep")
    assert refused.value.fields["Reason"] == "OU_DEPTH_LIMIT_EXCEEDED"


def test_units_have_a_quota(state: OrganizationsState, organization: Organization):
    few = replace(CURRENT, units=1)
    units.create(state, organization, organization.root, "one", quotas=few)
    with pytest.raises(AwsError) as refused:
        units.create(state, organization, organization.root, "two", quotas=few)
    assert refused.value.fields["Reason"] == "OU_NUMBER_LIMIT_EXCEEDED"


def test_an_unknown_parent_is_named(state: OrganizationsState, organization: Organization):
    with pytest.raises(AwsError, match="ParentNotFoundException"):
        units.create(state, organization, "ou-none-00000000", "orphan")


def test_a_unit_is_renamed_unless_a_sibling_has_the_name(state: OrganizationsState, organization: Organization):
    first = units.create(state, organization, organization.root, "First")
    units.create(state, organization, organization.root, "Second")
    assert units.rename(organization, first.id, "Third").name == "Third"
    assert units.rename(organization, first.id, None).name == "Third"
    with pytest.raises(AwsError, match="DuplicateOrganizationalUnitException"):
        units.rename(organization, first.id, "Second")


def test_only_an_empty_unit_is_deleted(state: OrganizationsState, organization: Organization):
    outer = units.create(state, organization, organization.root, "Outer")
    inner = units.create(state, organization, outer.id, "Inner")
    with pytest.raises(AwsError, match="OrganizationalUnitNotEmptyException"):
        units.delete(organization, outer.id)
    units.delete(organization, inner.id)
    units.delete(organization, outer.id)
    with pytest.raises(AwsError, match="OrganizationalUnitNotFoundException"):
        units.delete(organization, outer.id)


def test_a_unit_with_an_account_is_not_empty(state: OrganizationsState, organization: Organization, now: datetime):
    unit = units.create(state, organization, organization.root, "Home")
    lifecycle.add_account(state, organization, "222222222222", "INVITED", now)
    accounts.move(organization, "222222222222", organization.root, unit.id)
    with pytest.raises(AwsError, match="OrganizationalUnitNotEmptyException"):
        units.delete(organization, unit.id)


def test_a_name_used_again_gets_another_id(state: OrganizationsState, organization: Organization):
    first = units.create(state, organization, organization.root, "Again")
    units.delete(organization, first.id)
    assert units.create(state, organization, organization.root, "Again").id != first.id
