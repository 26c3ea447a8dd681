"""Budgets."""

from tests.sandbox.provider.contract import Case, World, sample


@sample("aws:budgets/budget:Budget")
def budget(world: World) -> Case:
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
        change={"limitAmount": "1500", "notifications": [forecast, actual]},
        replace={"name": "yearly"},
    )
