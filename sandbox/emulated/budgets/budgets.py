"""Budgets and their tags."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.budgets.account_budgets import Budget, missing
from sandbox.emulated.budgets.call import BudgetsCall
from sandbox.emulated.operation import operation


@operation("CreateBudget")
def create_budget(call: BudgetsCall) -> dict[str, Any]:
    """Create a budget with its notifications, all or nothing."""
    tags = {tag["Key"]: tag["Value"] for tag in call.request.get("ResourceTags") or []}
    call.state.create(call.request["Budget"], call.request.get("NotificationsWithSubscribers") or [], tags, call.now)
    return {}


@operation("DescribeBudget")
def describe_budget(call: BudgetsCall) -> dict[str, Any]:
    """Return a budget by its name."""
    return {"Budget": call.state.find(call.request["BudgetName"]).described(call.now)}


@operation("DescribeBudgets")
def describe_budgets(call: BudgetsCall) -> dict[str, Any]:
    """Return all budgets of the account."""
    return call.page("Budgets", [budget.described(call.now) for budget in call.state.budgets.values()])


@operation("UpdateBudget")
def update_budget(call: BudgetsCall) -> dict[str, Any]:
    """Replace a budget's values; its notifications stay."""
    call.state.update(call.request["NewBudget"], call.now)
    return {}


@operation("DeleteBudget")
def delete_budget(call: BudgetsCall) -> dict[str, Any]:
    """Delete a budget with its notifications."""
    call.state.delete(call.request["BudgetName"])
    return {}


@operation("TagResource")
def tag_resource(call: BudgetsCall) -> dict[str, Any]:
    """Add tags or change their values."""
    _of_arn(call).tags |= {tag["Key"]: tag["Value"] for tag in call.request["ResourceTags"]}
    return {}


@operation("UntagResource")
def untag_resource(call: BudgetsCall) -> dict[str, Any]:
    """Remove tags; keys that are not there are no error."""
    tags = _of_arn(call).tags
    for key in call.request["ResourceTagKeys"]:
        tags.pop(key, None)
    return {}


@operation("ListTagsForResource")
def list_tags_for_resource(call: BudgetsCall) -> dict[str, Any]:
    """Return all tags of a budget."""
    return {"ResourceTags": [{"Key": key, "Value": value} for key, value in _of_arn(call).tags.items()]}


def _of_arn(call: BudgetsCall) -> Budget:
    parts = call.request["ResourceARN"].split(":", 5)
    kind, _, name = parts[-1].partition("/")
    if parts[0] != "arn" or kind != "budget":
        raise missing(f"resource: {call.request['ResourceARN']}")
    return call.state.find(name)
