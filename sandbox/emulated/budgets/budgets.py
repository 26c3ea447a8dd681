"""Budgets and their tags."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.budgets.book import Book, Budget, missing
from sandbox.emulated.budgets.calls import budgets_operation, now, paged


@budgets_operation("CreateBudget")
def create_budget(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """With its notifications, all or nothing."""
    tags = {tag["Key"]: tag["Value"] for tag in request.get("ResourceTags") or []}
    book.create(request["Budget"], request.get("NotificationsWithSubscribers") or [], tags, now())
    return {}


@budgets_operation("DescribeBudget")
def describe_budget(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """By its name."""
    return {"Budget": book.find(request["BudgetName"]).told(now())}


@budgets_operation("DescribeBudgets")
def describe_budgets(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """All of the account's."""
    return paged("Budgets", [budget.told(now()) for budget in book.budgets.values()], request)


@budgets_operation("UpdateBudget")
def update_budget(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """Replaces its values; notifications stay."""
    book.update(request["NewBudget"], now())
    return {}


@budgets_operation("DeleteBudget")
def delete_budget(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """With its notifications."""
    book.delete(request["BudgetName"])
    return {}


@budgets_operation("TagResource")
def tag_resource(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """Add tags or change their values."""
    _of_arn(book, request).tags |= {tag["Key"]: tag["Value"] for tag in request["ResourceTags"]}
    return {}


@budgets_operation("UntagResource")
def untag_resource(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """Keys that aren't there don't matter."""
    tags = _of_arn(book, request).tags
    for key in request["ResourceTagKeys"]:
        tags.pop(key, None)
    return {}


@budgets_operation("ListTagsForResource")
def list_tags_for_resource(book: Book, request: dict[str, Any]) -> dict[str, Any]:
    """All of a budget's."""
    return {"ResourceTags": [{"Key": key, "Value": value} for key, value in _of_arn(book, request).tags.items()]}


def _of_arn(book: Book, request: dict[str, Any]) -> Budget:
    kind, _, name = request["ResourceARN"].split(":", 5)[-1].partition("/")
    if kind != "budget":
        raise missing(f"resource: {request['ResourceARN']}")
    return book.find(name)
