"""Budgets of two accounts, through the engine."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

pytestmark = pytest.mark.engine

BUDGET: dict[str, Any] = {
    "BudgetName": "monthly",
    "BudgetType": "COST",
    "TimeUnit": "MONTHLY",
    "BudgetLimit": {"Amount": "12000", "Unit": "USD"},
}
ABOVE: dict[str, Any] = {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80.0}
EMAIL = {"SubscriptionType": "EMAIL", "Address": "team@gilt.example"}
OTHER = {"SubscriptionType": "EMAIL", "Address": "boss@gilt.example"}


def test_a_budget_is_created_updated_and_deleted(client: Any, account: str):
    budgets = client("budgets", account=account)
    mine = {"AccountId": account, "BudgetName": "monthly"}
    budgets.create_budget(
        AccountId=account,
        Budget=BUDGET,
        NotificationsWithSubscribers=[{"Notification": ABOVE, "Subscribers": [EMAIL]}],
        ResourceTags=[{"Key": "team", "Value": "mobile"}],
    )
    assert budgets.describe_budget(**mine)["Budget"]["BudgetLimit"]["Amount"] == "12000"
    arn = f"arn:aws:budgets::{account}:budget/monthly"
    budgets.tag_resource(ResourceARN=arn, ResourceTags=[{"Key": "cost-centre", "Value": "4102"}])
    budgets.untag_resource(ResourceARN=arn, ResourceTagKeys=["team"])
    tags = budgets.list_tags_for_resource(ResourceARN=arn)["ResourceTags"]
    assert tags == [{"Key": "cost-centre", "Value": "4102"}]
    higher = ABOVE | {"Threshold": 90.0}
    budgets.update_notification(**mine, OldNotification=ABOVE, NewNotification=higher)
    shown = budgets.describe_notifications_for_budget(**mine)["Notifications"]
    assert [one["Threshold"] for one in shown] == [90.0]
    budgets.create_subscriber(**mine, Notification=higher, Subscriber=OTHER)
    budgets.delete_subscriber(**mine, Notification=higher, Subscriber=EMAIL)
    subscribers = budgets.describe_subscribers_for_notification(**mine, Notification=higher)["Subscribers"]
    assert subscribers == [OTHER]
    budgets.update_subscriber(**mine, Notification=higher, OldSubscriber=OTHER, NewSubscriber=EMAIL)
    budgets.create_notification(**mine, Notification=ABOVE, Subscribers=[EMAIL])
    budgets.delete_notification(**mine, Notification=higher)
    budgets.update_budget(AccountId=account, NewBudget=BUDGET | {"BudgetLimit": {"Amount": "1", "Unit": "USD"}})
    assert budgets.describe_budgets(AccountId=account)["Budgets"][0]["BudgetLimit"]["Amount"] == "1"
    budgets.delete_budget(**mine)
    with pytest.raises(budgets.exceptions.NotFoundException):
        budgets.describe_budget(**mine)


def test_budgets_are_visible_only_in_their_account(client: Any, account: str):
    client("budgets", account=account).create_budget(AccountId=account, Budget=BUDGET)
    external = str(int(account) ^ 1)
    budgets = client("budgets", account=external)
    assert budgets.describe_budgets(AccountId=external)["Budgets"] == []
    with pytest.raises(budgets.exceptions.AccessDeniedException):
        budgets.describe_budget(AccountId=account, BudgetName="monthly")


def test_unsupported_operations_are_refused_by_name(client: Any, account: str):
    with pytest.raises(ClientError, match="DescribeBudgetActionsForAccount of budgets"):
        client("budgets", account=account).describe_budget_actions_for_account(AccountId=account)


def test_an_invalid_name_is_refused(client: Any, account: str):
    budgets = client("budgets", account=account)
    with pytest.raises(budgets.exceptions.InvalidParameterException, match="BudgetName"):
        budgets.create_budget(AccountId=account, Budget=BUDGET | {"BudgetName": "a:b"})
