"""Notifications of budgets, and their subscribers."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.budgets.account_budgets import (
    key_of,
    notification_of,
    notify,
    subscribe,
    unsubscribe,
)
from sandbox.emulated.budgets.call import BudgetsCall
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation


@operation("CreateNotification")
def create_notification(call: BudgetsCall) -> dict[str, Any]:
    """Add a threshold to a budget."""
    notify(call.state.find(call.request["BudgetName"]), call.request["Notification"], call.request["Subscribers"])
    return {}


@operation("UpdateNotification")
def update_notification(call: BudgetsCall) -> dict[str, Any]:
    """Replace a notification; the new one has the old one's place and subscribers."""
    budget = call.state.find(call.request["BudgetName"])
    old = notification_of(budget, call.request["OldNotification"])
    new = call.request["NewNotification"]
    if any(one.key == key_of(new) for one in budget.notifications if one is not old):
        raise AwsError("DuplicateRecordException", "The notification already exists.")
    kind = new.get("ThresholdType") or "PERCENTAGE"
    old.values = new | {"ThresholdType": kind, "NotificationState": "OK"}
    return {}


@operation("DeleteNotification")
def delete_notification(call: BudgetsCall) -> dict[str, Any]:
    """Delete a notification with its subscribers."""
    budget = call.state.find(call.request["BudgetName"])
    budget.notifications.remove(notification_of(budget, call.request["Notification"]))
    return {}


@operation("DescribeNotificationsForBudget")
def describe_notifications_for_budget(call: BudgetsCall) -> dict[str, Any]:
    """Return all notifications of a budget."""
    budget = call.state.find(call.request["BudgetName"])
    return call.page("Notifications", [notification.values for notification in budget.notifications])


@operation("CreateSubscriber")
def create_subscriber(call: BudgetsCall) -> dict[str, Any]:
    """Add a subscriber."""
    budget = call.state.find(call.request["BudgetName"])
    subscribe(notification_of(budget, call.request["Notification"]), call.request["Subscriber"])
    return {}


@operation("UpdateSubscriber")
def update_subscriber(call: BudgetsCall) -> dict[str, Any]:
    """Replace a subscriber."""
    notification = notification_of(call.state.find(call.request["BudgetName"]), call.request["Notification"])
    unsubscribe(notification, call.request["OldSubscriber"])
    try:
        subscribe(notification, call.request["NewSubscriber"])
    except AwsError:
        notification.subscribers.append(call.request["OldSubscriber"])
        raise
    return {}


@operation("DeleteSubscriber")
def delete_subscriber(call: BudgetsCall) -> dict[str, Any]:
    """Remove a subscriber; the last one takes the notification with it."""
    budget = call.state.find(call.request["BudgetName"])
    notification = notification_of(budget, call.request["Notification"])
    unsubscribe(notification, call.request["Subscriber"])
    if not notification.subscribers:
        budget.notifications.remove(notification)
    return {}


@operation("DescribeSubscribersForNotification")
def describe_subscribers_for_notification(call: BudgetsCall) -> dict[str, Any]:
    """Return all subscribers of a notification."""
    notification = notification_of(call.state.find(call.request["BudgetName"]), call.request["Notification"])
    return call.page("Subscribers", notification.subscribers)
