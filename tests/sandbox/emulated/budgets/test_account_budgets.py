"""The budgets of one account."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.emulated.budgets import account_budgets
from sandbox.emulated.budgets.account_budgets import AccountBudgets
from sandbox.emulated.errors import AwsError

NOW = datetime(2026, 6, 15, tzinfo=UTC)
MONTHLY: dict[str, Any] = {
    "BudgetName": "monthly",
    "BudgetType": "COST",
    "TimeUnit": "MONTHLY",
    "BudgetLimit": {"Amount": "12000", "Unit": "USD"},
}
EMAIL = {"SubscriptionType": "EMAIL", "Address": "team@gilt.example"}
TOPIC = {"SubscriptionType": "SNS", "Address": "arn:aws:sns:us-east-1:111111111111:budget"}


def _above(threshold: float, **more: Any) -> dict[str, Any]:
    return {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": threshold, **more}


def _budget_with(*notifications: dict[str, Any], **changes: Any) -> account_budgets.Budget:
    return AccountBudgets().create(MONTHLY | changes, list(notifications), {}, NOW)


def test_defaults_are_those_of_aws():
    values = _budget_with().values
    assert values["TimePeriod"] == {
        "Start": datetime(2026, 6, 1, tzinfo=UTC),
        "End": datetime(2087, 6, 15, tzinfo=UTC),
    }
    assert values["CostTypes"]["IncludeTax"]
    assert values["CalculatedSpend"]["ActualSpend"] == {"Amount": "0.0", "Unit": "USD"}


@pytest.mark.parametrize(
    "bad",
    [
        {key: value for key, value in MONTHLY.items() if key != "BudgetLimit"},
        MONTHLY | {"PlannedBudgetLimits": {"0": {"Amount": "1", "Unit": "USD"}}},
        MONTHLY | {"TimePeriod": {"Start": NOW, "End": NOW}},
    ],
)
def test_an_invalid_budget_is_refused(bad: dict[str, Any]):
    with pytest.raises(AwsError, match="InvalidParameterException"):
        AccountBudgets().create(bad, [], {}, NOW)


def test_a_budget_is_created_found_and_deleted():
    budgets = AccountBudgets()
    budgets.create(MONTHLY, [], {"team": "mobile"}, NOW)
    assert budgets.find("monthly").tags == {"team": "mobile"}
    with pytest.raises(AwsError, match="DuplicateRecordException"):
        budgets.create(MONTHLY, [], {}, NOW)
    budgets.delete("monthly")
    with pytest.raises(AwsError, match="NotFoundException"):
        budgets.delete("monthly")


def test_an_update_keeps_notifications_and_time_and_refuses_another_type():
    budgets = AccountBudgets()
    budgets.create(MONTHLY, [{"Notification": _above(80), "Subscribers": [EMAIL]}], {}, NOW)
    budgets.update(MONTHLY | {"BudgetLimit": {"Amount": "1", "Unit": "USD"}}, NOW.replace(month=9))
    assert budgets.find("monthly").values["BudgetLimit"]["Amount"] == "1"
    assert budgets.find("monthly").values["TimePeriod"]["Start"].month == 6
    assert len(budgets.find("monthly").notifications) == 1
    with pytest.raises(AwsError, match="type"):
        budgets.update(MONTHLY | {"BudgetType": "USAGE"}, NOW)


def test_a_failed_notification_leaves_no_budget():
    budgets = AccountBudgets()
    duplicate = {"Notification": _above(80), "Subscribers": [EMAIL]}
    with pytest.raises(AwsError, match="DuplicateRecordException"):
        budgets.create(MONTHLY, [duplicate, duplicate], {}, NOW)
    assert not budgets.budgets


def test_notifications_are_identified_by_their_thresholds():
    budget = _budget_with({"Notification": _above(80), "Subscribers": [EMAIL]})
    account_budgets.notify(budget, _above(80, ThresholdType="ABSOLUTE_VALUE"), [EMAIL])
    same = account_budgets.notification_of(budget, _above(80, ThresholdType="PERCENTAGE"))
    assert same.values["NotificationState"] == "OK"
    with pytest.raises(AwsError, match="NotFoundException"):
        account_budgets.notification_of(budget, _above(90))


def test_a_budget_has_ten_notifications_at_most():
    budget = _budget_with(*({"Notification": _above(n), "Subscribers": [EMAIL]} for n in range(1, 11)))
    with pytest.raises(AwsError, match="CreationLimitExceededException"):
        account_budgets.notify(budget, _above(99), [EMAIL])


def test_a_notification_has_unique_subscribers_and_one_topic():
    notification = _budget_with({"Notification": _above(80), "Subscribers": [EMAIL]}).notifications[0]
    with pytest.raises(AwsError, match="DuplicateRecordException"):
        account_budgets.subscribe(notification, EMAIL)
    account_budgets.subscribe(notification, TOPIC)
    with pytest.raises(AwsError, match="CreationLimitExceededException"):
        account_budgets.subscribe(notification, TOPIC | {"Address": "arn:aws:sns:us-east-1:111111111111:other"})
    account_budgets.unsubscribe(notification, EMAIL)
    with pytest.raises(AwsError, match="NotFoundException"):
        account_budgets.unsubscribe(notification, EMAIL)
