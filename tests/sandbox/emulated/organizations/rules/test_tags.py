"""Tags of accounts, units, roots and policies."""

from dataclasses import replace
from datetime import datetime

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import tags
from sandbox.emulated.organizations.rules.model import Organization, OrganizationsState
from sandbox.emulated.organizations.rules.quotas import CURRENT


def test_tags_are_added_and_removed(organization: Organization):
    tags.put(organization, organization.root, {"a": "1", "b": "2"})
    tags.put(organization, organization.root, {"a": "3"})
    tags.remove(organization, organization.root, ["b", "none"])
    assert organization.tags == {organization.root: {"a": "3"}}
    tags.remove(organization, organization.root, ["a"])
    assert organization.tags == {}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ([{"Key": "aws:mine", "Value": ""}], "INVALID_SYSTEM_TAGS_PARAMETER"),
        ([{"Key": "a", "Value": ""}, {"Key": "A", "Value": ""}], "DUPLICATE_TAG_KEY"),
    ],
)
def test_some_keys_are_refused(given: list[dict[str, str]], reason: str):
    with pytest.raises(AwsError) as refused:
        tags.read(given)
    assert refused.value.fields["Reason"] == reason


def test_a_resource_has_fifty_tags_at_most(organization: Organization):
    with pytest.raises(AwsError) as refused:
        tags.put(organization, organization.root, {"a": "", "b": ""}, replace(CURRENT, tags=1))
    assert refused.value.fields["Reason"] == "MAX_TAG_LIMIT_EXCEEDED"


def test_only_resources_of_the_organization_are_tagged(
    state: OrganizationsState, organization: Organization, now: datetime
):
    assert now
    for own in (organization.root, organization.management):
        assert tags.taggable(state, organization, own) == own
    for foreign in ("p-FullAWSAccess", "ou-none-00000000", "rt-00000000"):
        with pytest.raises(AwsError, match="TargetNotFoundException"):
            tags.taggable(state, organization, foreign)
