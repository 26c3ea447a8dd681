from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.provider.resources.budgets import PLANNED, Budget, as_planned, from_planned
from sandbox.provider.value_types import SetOf
from sandbox.provider.values import UNKNOWN
from tests.sandbox.provider.contract import Provider

months = st.integers(1, 12).map(lambda month: f"2026-{month:02}-01_00:00")
limits = st.fixed_dictionaries({"startTime": months, "amount": st.integers(1, 10**6).map(str), "unit": st.just("USD")})
JANUARY = {"startTime": "2026-01-01_00:00", "amount": "12", "unit": "USD"}


@given(st.lists(limits, max_size=12, unique_by=lambda limit: limit["startTime"]))
def test_planned_limits_round_trip(planned: list[dict[str, Any]]):
    assert SetOf(PLANNED).same(from_planned(as_planned(planned)), planned)


def test_a_planned_limit_has_the_first_second_of_its_month_in_utc():
    assert as_planned([JANUARY]) == {"1767225600": {"Amount": "12", "Unit": "USD"}}


def test_planned_limits_are_compared_by_their_amounts():
    assert SetOf(PLANNED).same([JANUARY], [{**JANUARY, "amount": "12.0"}])
    assert not SetOf(PLANNED).same([JANUARY], [{**JANUARY, "amount": "13"}])


@pytest.mark.parametrize("name", ["limitAmount", "limitUnit"])
def test_planned_limits_exclude_a_limit(name: str):
    assert Budget().check({"plannedLimits": [JANUARY], name: "1"})
    assert not Budget().check({"plannedLimits": [JANUARY]})
    assert not Budget().check({name: "1"})


def test_an_invalid_time_is_refused_with_its_path(offline: Provider):
    bad = {"timePeriodStart": "2026-01-31", "plannedLimits": [{**JANUARY, "startTime": "January"}]}
    _, failures = offline.check(offline.urn(Budget.token), {"budgetType": "COST", "timeUnit": "MONTHLY", **bad})
    assert failures == {
        "timePeriodStart": "'2026-01-31' is not a time like 2026-01-31_00:00",
        "plannedLimits[0].startTime": "'January' is not a time like 2026-01-31_00:00",
    }


def test_the_current_limit_of_a_plan_is_unknown_in_a_preview(offline: Provider):
    urn = offline.urn(Budget.token)
    of_type = {"budgetType": "COST", "timeUnit": "MONTHLY"}
    _, planned = offline.create(urn, offline.checked(urn, {**of_type, "plannedLimits": [JANUARY]}), preview=True)
    assert planned["limitAmount"] is UNKNOWN
    _, plain = offline.create(urn, offline.checked(urn, {**of_type, "limitAmount": "12"}), preview=True)
    assert plain["limitAmount"] == "12"
