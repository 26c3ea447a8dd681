"""Quotas by date."""

from datetime import date

import pytest

from sandbox.emulated.organizations.documents import validators
from sandbox.emulated.organizations.rules.quotas import CURRENT, TABLE, closing_quota, quotas_on

SCP = "SERVICE_CONTROL_POLICY"


def test_the_quotas_of_service_control_policies_increased_in_may_2026():
    before, after = quotas_on(date(2026, 5, 14)), quotas_on(date(2026, 5, 15))
    assert (before.policies[SCP].characters, before.policies[SCP].per_node) == (5120, 5)
    assert (after.policies[SCP].characters, after.policies[SCP].per_node) == (10_240, 10)


def test_the_first_entry_applies_to_earlier_dates():
    assert quotas_on(date(2000, 1, 1)) is TABLE[0]
    assert quotas_on(date(2100, 1, 1)) is CURRENT


def test_every_policy_type_has_a_quota_and_a_validator():
    assert set(CURRENT.policies) == set(validators())


@pytest.mark.parametrize(("members", "closings"), [(8, 250), (1250, 250), (2000, 400), (9000, 1000)])
def test_the_quota_of_closures_depends_on_the_number_of_members(members: int, closings: int):
    assert closing_quota(members) == closings
