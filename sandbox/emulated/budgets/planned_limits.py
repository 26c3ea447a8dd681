"""PlannedBudgetLimits, a limit for each month or quarter to come: which are valid, and which applies now.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sandbox.emulated.errors import AwsError

MONTHS: Final = {"MONTHLY": 1, "QUARTERLY": 3}
YEAR: Final = 12


def check(budget: dict[str, Any], start: datetime, end: datetime, now: datetime) -> None:
    """Refuse limits that are not those of each period from now, or from the budget's own start, for a year at most."""
    months = MONTHS.get(budget["TimeUnit"])
    if months is None or budget["BudgetType"] not in ("COST", "USAGE"):
        raise AwsError(
            "InvalidParameterException", "PlannedBudgetLimits are for monthly and quarterly budgets of cost or usage."
        )
    wanted = _starts(max(start, now), end, months)
    if sorted(int(key) for key in budget["PlannedBudgetLimits"]) != wanted:
        raise AwsError(
            "InvalidParameterException",
            f"PlannedBudgetLimits must have the start of each period, in epoch seconds: {wanted}.",
        )


def current(limits: dict[str, Any], now: datetime) -> Any:
    """Return the limit of today's period: the first limit before all periods, the last one after them."""
    starts = sorted(limits, key=int)
    begun = [key for key in starts if int(key) <= now.timestamp()]
    return limits[begun[-1] if begun else starts[0]]


def _starts(first: datetime, end: datetime, months: int) -> list[int]:
    start = datetime(first.year, (first.month - 1) // months * months + 1, 1, tzinfo=UTC)
    starts: list[int] = []
    while start < end and len(starts) * months < YEAR:
        starts.append(int(start.timestamp()))
        start = (start + timedelta(days=31 * months)).replace(day=1)
    return starts
