"""Notifications of budgets, and who hears of them."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.budgets.book import Book, key_of, notification_of, notify, subscribe, unsubscribe
from sandbox.emulated.budgets.calls import budgets_operation, paged
from sandbox.emulated.errors import AwsError


@budgets_operation("CreateNotification")
def create_notification(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """A threshold of a budget."""
    notify(book.find(request["BudgetName"]), request["Notification"], request["Subscribers"])
    return {}


@budgets_operation("UpdateNotification")
def update_notification(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """The new one takes the old one's place and subscribers."""
    budget = book.find(request["BudgetName"])
    old = notification_of(budget, request["OldNotification"])
    new = request["NewNotification"]
    if any(one.key == key_of(new) for one in budget.notifications if one is not old):
        raise AwsError("DuplicateRecordException", "The notification already exists.")
    kind = new.get("ThresholdType") or "PERCENTAGE"
    old.values = new | {"ThresholdType": kind, "NotificationState": "OK"}
    return {}


@budgets_operation("DeleteNotification")
def delete_notification(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """With its subscribers."""
    budget = book.find(request["BudgetName"])
    budget.notifications.remove(notification_of(budget, request["Notification"]))
    return {}


@budgets_operation("DescribeNotificationsForBudget")
def describe_notifications_for_budget(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """All of a budget's."""
    budget = book.find(request["BudgetName"])
    return paged("Notifications", [notification.values for notification in budget.notifications], request)


@budgets_operation("CreateSubscriber")
def create_subscriber(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """Somebody more hears of it."""
    budget = book.find(request["BudgetName"])
    subscribe(notification_of(budget, request["Notification"]), request["Subscriber"])
    return {}


@budgets_operation("UpdateSubscriber")
def update_subscriber(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """Somebody else hears of it."""
    notification = notification_of(book.find(request["BudgetName"]), request["Notification"])
    unsubscribe(notification, request["OldSubscriber"])
    try:
        subscribe(notification, request["NewSubscriber"])
    except AwsError:
        notification.subscribers.append(request["OldSubscriber"])
        raise
    return {}


@budgets_operation("DeleteSubscriber")
def delete_subscriber(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """Somebody hears of it no more; the last one takes the notification along."""
    budget = book.find(request["BudgetName"])
    notification = notification_of(budget, request["Notification"])
    unsubscribe(notification, request["Subscriber"])
    if not notification.subscribers:
        budget.notifications.remove(notification)
    return {}


@budgets_operation("DescribeSubscribersForNotification")
def describe_subscribers_for_notification(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """All of a notification's."""
    notification = notification_of(book.find(request["BudgetName"]), request["Notification"])
    return paged("Subscribers", notification.subscribers, request)
