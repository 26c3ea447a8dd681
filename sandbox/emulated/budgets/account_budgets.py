"""The budgets of one account: state without I/O, and AWS's conditions on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.budgets import planned_limits
from sandbox.emulated.errors import AwsError

type Values = dict[str, Any]

NOTIFICATIONS_AT_MOST = 10
SUBSCRIBERS_AT_MOST = 11

_ENDLESS = datetime(2087, 6, 15, tzinfo=UTC)
_KEY = ("NotificationType", "ComparisonOperator", "Threshold", "ThresholdType")
_COST_TYPES = {
    "IncludeTax": True,
    "IncludeSubscription": True,
    "UseBlended": False,
    "IncludeRefund": True,
    "IncludeCredit": True,
    "IncludeUpfront": True,
    "IncludeRecurring": True,
    "IncludeOtherSubscription": True,
    "IncludeSupport": True,
    "IncludeDiscount": True,
    "UseAmortized": False,
}


@dataclass
class Notification:
    """A threshold and its subscribers."""

    values: Values
    subscribers: list[Values]

    @property
    def key(self) -> tuple[Any, ...]:
        """Return what identifies the notification in its budget."""
        return key_of(self.values)


@dataclass
class Budget:
    """One budget as AWS describes it."""

    values: Values
    notifications: list[Notification] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)

    def described(self, now: datetime) -> Values:
        """Return the API's description; the limit is today's of the planned limits, where there are any."""
        limits = self.values.get("PlannedBudgetLimits")
        return self.values | ({"BudgetLimit": planned_limits.current(limits, now)} if limits else {})


def key_of(notification: Values) -> tuple[Any, ...]:
    """Return the members that identify a notification, which has no id."""
    return tuple((notification | {"ThresholdType": _threshold_type(notification)})[member] for member in _KEY)


def missing(what: str) -> AwsError:
    """Make a NotFoundException."""
    return AwsError("NotFoundException", f"Unable to get {what} - it doesn't exist.")


def invalid(why: str) -> AwsError:
    """Make an InvalidParameterException."""
    return AwsError("InvalidParameterException", why)


@dataclass
class AccountBudgets:
    """All budgets of an account."""

    budgets: dict[str, Budget] = field(default_factory=dict)

    def find(self, name: str) -> Budget:
        """Return the budget, or raise NotFoundException."""
        if name not in self.budgets:
            raise missing(f"budget: {name}")
        return self.budgets[name]

    def create(self, given: Values, notifications: list[Values], tags: dict[str, str], now: datetime) -> Budget:
        """Store a new budget with its notifications."""
        name = given["BudgetName"]
        if name in self.budgets:
            raise AwsError("DuplicateRecordException", f"Error creating budget: {name} - the budget already exists.")
        budget = Budget(_complete(given, now), tags=tags)
        for one in notifications:
            notify(budget, one["Notification"], one["Subscribers"])
        self.budgets[name] = budget
        return budget

    def update(self, given: Values, now: datetime) -> None:
        """Replace a budget's values; its notifications stay."""
        before = self.find(given["BudgetName"])
        if given["BudgetType"] != before.values["BudgetType"]:
            raise invalid("The type of a budget can't be changed.")
        period = given.get("TimePeriod") or before.values["TimePeriod"]
        before.values = _complete(given | {"TimePeriod": period}, now)

    def delete(self, name: str) -> None:
        """Delete a budget with its notifications."""
        self.find(name)
        del self.budgets[name]


def notify(budget: Budget, notification: Values, subscribers: list[Values]) -> None:
    """Add a notification."""
    if any(one.key == key_of(notification) for one in budget.notifications):
        raise AwsError("DuplicateRecordException", "The notification already exists.")
    if len(budget.notifications) >= NOTIFICATIONS_AT_MOST:
        raise AwsError("CreationLimitExceededException", f"A budget has {NOTIFICATIONS_AT_MOST} notifications at most.")
    complete = notification | {"ThresholdType": _threshold_type(notification), "NotificationState": "OK"}
    budget.notifications.append(Notification(complete, []))
    for subscriber in subscribers:
        subscribe(budget.notifications[-1], subscriber)


def notification_of(budget: Budget, wanted: Values) -> Notification:
    """Return the budget's notification with the same key."""
    found = next((one for one in budget.notifications if one.key == key_of(wanted)), None)
    if found is None:
        raise missing("notification")
    return found


def subscribe(notification: Notification, subscriber: Values) -> None:
    """Add a subscriber: ten mail addresses and one topic at most."""
    if subscriber in notification.subscribers:
        raise AwsError("DuplicateRecordException", "The subscriber already exists.")
    kinds = [one["SubscriptionType"] for one in notification.subscribers]
    if len(kinds) >= SUBSCRIBERS_AT_MOST or (subscriber["SubscriptionType"] == "SNS" and "SNS" in kinds):
        raise AwsError("CreationLimitExceededException", "A notification has ten mail addresses and one topic at most.")
    notification.subscribers.append(subscriber)


def unsubscribe(notification: Notification, subscriber: Values) -> None:
    """Remove a subscriber."""
    if subscriber not in notification.subscribers:
        raise missing("subscriber")
    notification.subscribers.remove(subscriber)


def _threshold_type(notification: Values) -> str:
    return str(notification.get("ThresholdType") or "PERCENTAGE")


def _complete(given: Values, now: datetime) -> Values:
    ways = [way for way in ("BudgetLimit", "PlannedBudgetLimits", "AutoAdjustData") if way in given]
    if not ways:
        raise invalid("A budget needs BudgetLimit, PlannedBudgetLimits or AutoAdjustData.")
    if {"BudgetLimit", "PlannedBudgetLimits"} <= set(ways):
        raise invalid("A budget has either BudgetLimit or PlannedBudgetLimits.")
    period = given.get("TimePeriod") or {}
    start = period.get("Start") or now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    end = period.get("End") or _ENDLESS
    if end <= start:
        raise invalid("The start of the time period must be before its end.")
    if "PlannedBudgetLimits" in given:
        planned_limits.check(given, start, end, now)
    unit = given["BudgetLimit"]["Unit"] if "BudgetLimit" in given else "USD"
    complete = {
        **given,
        "TimePeriod": {"Start": start, "End": end},
        "CalculatedSpend": {"ActualSpend": {"Amount": "0.0", "Unit": unit}},
        "LastUpdatedTime": now,
        "HealthStatus": {"Status": "HEALTHY", "LastUpdatedTime": now},
    }
    if given["BudgetType"] == "COST" and not {"Metrics", "FilterExpression"} & given.keys():
        complete["CostTypes"] = _COST_TYPES | (given.get("CostTypes") or {})
        complete.setdefault("CostFilters", {})
    return complete
