"""Planned limits of a budget."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.emulated.budgets.account_budgets import AccountBudgets
from sandbox.emulated.errors import AwsError

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def _at(year: int, month: int) -> str:
    return str(int(datetime(year, month, 1, tzinfo=UTC).timestamp()))


def _limits(*starts: tuple[int, int]) -> dict[str, Any]:
    return {_at(*start): {"Amount": str(number), "Unit": "USD"} for number, start in enumerate(starts, 1)}


YEAR = [(2026, month) for month in range(6, 13)] + [(2027, month) for month in range(1, 6)]
QUARTERS = [(2026, 4), (2026, 7), (2026, 10), (2027, 1)]
UNTIL_AUGUST = {"TimePeriod": {"End": datetime(2026, 8, 20, tzinfo=UTC)}}
FROM_AUTUMN = {"TimePeriod": {"Start": datetime(2026, 10, 1, tzinfo=UTC), "End": datetime(2026, 11, 30, tzinfo=UTC)}}


def _budget_with(starts: list[tuple[int, int]], **changes: Any) -> AccountBudgets:
    budgets = AccountBudgets()
    budget = {"BudgetName": "planned", "BudgetType": "COST", "TimeUnit": "MONTHLY"}
    budgets.create(budget | {"PlannedBudgetLimits": _limits(*starts)} | changes, [], {}, NOW)
    return budgets


@pytest.mark.parametrize(
    ("starts", "more"),
    [
        (YEAR, {}),
        (QUARTERS, {"TimeUnit": "QUARTERLY"}),
        (YEAR[:3], UNTIL_AUGUST),
        ([(2026, 10), (2026, 11)], FROM_AUTUMN),
        (YEAR, {"BudgetType": "USAGE"}),
    ],
    ids=["a year", "four quarters", "until its end", "from its start", "usage"],
)
def test_a_limit_for_each_period_is_accepted(starts: list[tuple[int, int]], more: dict[str, Any]):
    assert _budget_with(starts, **more).find("planned").values["PlannedBudgetLimits"] == _limits(*starts)


@pytest.mark.parametrize(
    ("starts", "more"),
    [
        (YEAR[:11], {}),
        ([(2026, 5), *YEAR[:11]], {}),
        ([*YEAR[:5], *YEAR[6:], (2027, 6)], {}),
        (YEAR, {"TimeUnit": "QUARTERLY"}),
        (YEAR, {"TimeUnit": "ANNUALLY"}),
        (YEAR, {"BudgetType": "RI_UTILIZATION"}),
        (YEAR, UNTIL_AUGUST),
        ([], {}),
    ],
    ids=["eleven", "from last month", "a gap", "months of quarters", "a year's", "no cost", "beyond its end", "none"],
)
def test_other_planned_limits_are_refused(starts: list[tuple[int, int]], more: dict[str, Any]):
    with pytest.raises(AwsError, match="PlannedBudgetLimits"):
        _budget_with(starts, **more)


@pytest.mark.parametrize(
    ("now", "amount"),
    [
        (NOW, "1"),
        (datetime(2026, 6, 30, 23, 59, tzinfo=UTC), "1"),
        (datetime(2026, 7, 1, tzinfo=UTC), "2"),
        (datetime(2027, 5, 1, tzinfo=UTC), "12"),
        (datetime(2031, 1, 1, tzinfo=UTC), "12"),
        (datetime(2026, 1, 1, tzinfo=UTC), "1"),
    ],
)
def test_the_described_limit_is_that_of_the_current_period(now: datetime, amount: str):
    assert _budget_with(YEAR).find("planned").described(now)["BudgetLimit"]["Amount"] == amount


def test_a_budget_with_one_limit_has_no_planned_limits():
    budgets = AccountBudgets()
    limit = {"Amount": "12", "Unit": "USD"}
    budget = {"BudgetName": "plain", "BudgetType": "COST", "TimeUnit": "MONTHLY", "BudgetLimit": limit}
    budgets.create(budget, [], {}, NOW)
    shown = budgets.find("plain").described(NOW)
    assert shown["BudgetLimit"] == limit
    assert "PlannedBudgetLimits" not in shown
