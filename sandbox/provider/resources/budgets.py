"""AWS Budgets: budgets."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar, override

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.block import Block
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.scalars import Problem
from sandbox.provider.value_types import Flag, ListOf, Number, SetOf, Text, ValueType
from sandbox.provider.values import UNKNOWN, Values

TIME = "%Y-%m-%d_%H:%M"


class Hour(Text):
    """A time in the provider's form: 2026-01-31_00:00."""

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        yield from super().problems(value, path)
        try:
            datetime.strptime(value, TIME).replace(tzinfo=UTC) if isinstance(value, str) else None
        except ValueError:
            yield path, f"{value!r} is not a time like 2026-01-31_00:00"

    @override
    def encode(self, value: Any) -> Any:
        return datetime.strptime(value, TIME).replace(tzinfo=UTC)

    @override
    def decode(self, value: Any) -> Any:
        return value.astimezone(UTC).strftime(TIME) if isinstance(value, datetime) else value


def as_number(amount: str) -> str:
    """Return an amount in AWS's form: 1200.0 for 1200."""
    try:
        return str(float(amount))
    except ValueError:
        return amount


COST_TYPES = Block(
    {
        name: Input(Flag(), name[0].upper() + name[1:], computed=True)
        for name in (
            "includeCredit",
            "includeDiscount",
            "includeOtherSubscription",
            "includeRecurring",
            "includeRefund",
            "includeSubscription",
            "includeSupport",
            "includeTax",
            "includeUpfront",
            "useAmortized",
            "useBlended",
        )
    }
)
NOTIFICATION = {
    "comparisonOperator": Input(Text(), "ComparisonOperator", required=True),
    "notificationType": Input(Text(choices=("ACTUAL", "FORECASTED")), "NotificationType", required=True),
    "threshold": Input(Number(), "Threshold", required=True),
    "thresholdType": Input(Text(choices=("PERCENTAGE", "ABSOLUTE_VALUE")), "ThresholdType", required=True),
}
HOUR: ValueType = Hour()
PLANNED = Block(
    {
        "startTime": Input(HOUR, required=True),
        "amount": Input(Text(canonical=as_number), "Amount", required=True),
        "unit": Input(Text(), "Unit", required=True),
    }
)
LIMIT = ("limitAmount", "limitUnit")
SUBSCRIBERS = {"subscriberEmailAddresses": Input(SetOf()), "subscriberSnsTopicArns": Input(SetOf())}
ADDRESSES = {"subscriberEmailAddresses": "EMAIL", "subscriberSnsTopicArns": "SNS"}


def as_planned(limits: list[Values]) -> dict[str, Any]:
    """Return planned limits of months or quarters in AWS's form: keyed by their start, in epoch seconds."""
    return {str(int(HOUR.encode(limit["startTime"]).timestamp())): PLANNED.encode(limit) for limit in limits}


def from_planned(limits: dict[str, Any]) -> list[Values]:
    """Return planned limits in the provider's form, in order of their start."""
    return [
        {"startTime": HOUR.decode(datetime.fromtimestamp(int(key), UTC)), **PLANNED.decode(limits[key])}
        for key in sorted(limits, key=int)
    ]


def subscribers(notification: Values) -> list[dict[str, str]]:
    """Return the subscribers of a notification in AWS's form."""
    return [
        {"SubscriptionType": kind, "Address": address}
        for name, kind in ADDRESSES.items()
        for address in notification.get(name) or []
    ]


def _of_the_plan(plan: Plan) -> Any:
    """Plan the current limit: unknown where planned limits decide it, since it depends on the time of creation."""
    return UNKNOWN if plan.values.get("plannedLimits") else None


class Budget(ResourceType):
    """A budget of an account, with its notifications and their subscribers."""

    token = "aws:budgets/budget:Budget"
    service = "budgets"
    identity = "{accountId}:{name}"
    regional = False
    tagged = True
    properties: ClassVar = {
        "accountId": Input(Text(), computed=True, replaces=True, plan="{account}"),
        "name": Input(Text(), "BudgetName", named=100, prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "budgetType": Input(Text(), "BudgetType", required=True),
        "timeUnit": Input(Text(), "TimeUnit", required=True),
        "limitAmount": Input(Text(canonical=as_number), computed=True, plan=_of_the_plan),
        "limitUnit": Input(Text(), computed=True, plan=_of_the_plan),
        "plannedLimits": Input(SetOf(PLANNED)),
        "timePeriodStart": Input(Hour(), computed=True),
        "timePeriodEnd": Input(Hour(), default="2087-06-15_00:00"),
        "costFilters": Input(
            SetOf(Block({"name": Input(Text(), required=True), "values": Input(ListOf(), required=True)})),
            computed=True,
            plan=None,
        ),
        "costTypes": Input(COST_TYPES, "CostTypes", computed=True),
        "notifications": Input(SetOf(Block({**NOTIFICATION, **SUBSCRIBERS}))),
        "arn": Output(plan="arn:{partition}:budgets::{accountId}:budget/{name}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        both = inputs.get("plannedLimits") and any(inputs.get(name) is not None for name in LIMIT)
        return [("plannedLimits", f"replaces {' and '.join(LIMIT)}: specify one or the other")] if both else []

    def create(self, api: Api, inputs: Values) -> str:
        account = str(inputs.get("accountId") or api.place.account)
        notifications = [
            {"Notification": Block(NOTIFICATION).encode(notification), "Subscribers": subscribers(notification)}
            for notification in inputs.get("notifications") or []
        ]
        api(
            "CreateBudget",
            AccountId=account,
            Budget=self._whole(inputs),
            NotificationsWithSubscribers=notifications or None,
            ResourceTags=pairs(inputs["tagsAll"]) or None,
        )
        return f"{account}:{inputs['name']}"

    def _whole(self, inputs: Values) -> dict[str, Any]:
        budget = self.request(inputs)
        if inputs.get("limitAmount"):
            budget["BudgetLimit"] = {"Amount": inputs["limitAmount"], "Unit": inputs.get("limitUnit") or "USD"}
        elif inputs.get("plannedLimits"):
            budget["PlannedBudgetLimits"] = as_planned(inputs["plannedLimits"])
        period = {"Start": inputs.get("timePeriodStart"), "End": inputs.get("timePeriodEnd")}
        budget["TimePeriod"] = {name: HOUR.encode(value) for name, value in period.items() if value}
        if inputs.get("costFilters"):
            budget["CostFilters"] = {given["name"]: given["values"] for given in inputs["costFilters"]}
        return budget

    def read(self, api: Api, identity: str) -> Values | None:
        account, _, name = identity.partition(":")
        found = api.find("DescribeBudget", AccountId=account, BudgetName=name)
        if found is None:
            return None
        budget = found["Budget"]
        limit, period = budget.get("BudgetLimit") or {}, budget["TimePeriod"]
        arn = f"arn:{api.place.partition}:budgets::{account}:budget/{name}"
        return {
            **self.state(budget),
            "accountId": account,
            "limitAmount": limit.get("Amount"),
            "limitUnit": limit.get("Unit"),
            "plannedLimits": from_planned(budget.get("PlannedBudgetLimits") or {}),
            "timePeriodStart": HOUR.decode(period["Start"]),
            "timePeriodEnd": HOUR.decode(period["End"]),
            "costFilters": [{"name": key, "values": given} for key, given in (budget.get("CostFilters") or {}).items()],
            "notifications": list(self._notifications(api, account, name)),
            "arn": arn,
            "tagsAll": unpaired(api("ListTagsForResource", ResourceARN=arn).get("ResourceTags")),
        }

    @staticmethod
    def _notifications(api: Api, account: str, name: str) -> Iterator[Values]:
        of_budget = {"AccountId": account, "BudgetName": name}
        for found in api.pages("DescribeNotificationsForBudget", "Notifications", **of_budget):
            notification = Block(NOTIFICATION).decode(found)
            if notification["threshold"] == int(notification["threshold"]):
                notification["threshold"] = int(notification["threshold"])
            key = Block(NOTIFICATION).encode(notification)
            request = {**of_budget, "Notification": key}
            found_subscribers = list(api.pages("DescribeSubscribersForNotification", "Subscribers", **request))
            for property_name, kind in ADDRESSES.items():
                addresses = [one["Address"] for one in found_subscribers if one["SubscriptionType"] == kind]
                if addresses:
                    notification[property_name] = addresses
            yield notification

    @updates(
        "budgetType",
        "timeUnit",
        "limitAmount",
        "limitUnit",
        "plannedLimits",
        "timePeriodStart",
        "timePeriodEnd",
        "costFilters",
        "costTypes",
    )
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("UpdateBudget", AccountId=identity.partition(":")[0], NewBudget=self._whole(inputs))

    @updates("notifications")
    def update_notifications(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        account, _, name = identity.partition(":")
        of_budget = {"AccountId": account, "BudgetName": name}
        kind = SetOf(Block({**NOTIFICATION, **SUBSCRIBERS}))
        before, after = old.get("notifications") or [], inputs.get("notifications") or []
        for notification in before:
            if not any(kind.of.same(notification, kept) for kept in after):
                api("DeleteNotification", **of_budget, Notification=Block(NOTIFICATION).encode(notification))
        for notification in after:
            if not any(kind.of.same(notification, there) for there in before):
                api(
                    "CreateNotification",
                    **of_budget,
                    Notification=Block(NOTIFICATION).encode(notification),
                    Subscribers=subscribers(notification),
                )

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagResource", ResourceARN=state["arn"], ResourceTags=pairs(put))
        if drop:
            api("UntagResource", ResourceARN=state["arn"], ResourceTagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        account, _, name = identity.partition(":")
        api("DeleteBudget", AccountId=account, BudgetName=name)
