"""Budgets."""

from datetime import UTC, datetime

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Case, SampleEnv, sample


def limits_of_a_year() -> list[Values]:
    """Return a limit for each month, from this month on."""
    now = datetime.now(UTC)
    months = [divmod(now.year * 12 + now.month - 1 + ahead, 12) for ahead in range(12)]
    return [
        {"startTime": f"{year}-{month + 1:02}-01_00:00", "amount": str(1000 + month), "unit": "USD"}
        for year, month in months
    ]


@sample("aws:budgets/budget:Budget")
def budget(env: SampleEnv) -> Case:
    actual = {
        "comparisonOperator": "GREATER_THAN",
        "threshold": 80,
        "thresholdType": "PERCENTAGE",
        "notificationType": "ACTUAL",
        "subscriberEmailAddresses": ["owner@contract.example", "money@contract.example"],
    }
    forecast = {**actual, "notificationType": "FORECASTED", "threshold": 100}
    return Case(
        {
            "name": "monthly",
            "budgetType": "COST",
            "timeUnit": "MONTHLY",
            "limitAmount": "1200",
            "limitUnit": "USD",
            "notifications": [actual],
        },
        change={
            "limitAmount": None,
            "limitUnit": None,
            "plannedLimits": limits_of_a_year(),
            "notifications": [forecast, actual],
        },
        replace={"name": "yearly"},
    )
