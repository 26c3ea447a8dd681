"""Budgets: one action to read and one to change a budget with its notifications and subscribers.

Reference: Service Authorization Reference, list_awsbudgetservice.
"""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

_VIEW = (
    "DescribeBudget",
    "DescribeBudgets",
    "DescribeBudgetPerformanceHistory",
    "DescribeNotificationsForBudget",
    "DescribeSubscribersForNotification",
)
_MODIFY = tuple(
    f"{verb}{noun}" for verb in ("Create", "Delete", "Update") for noun in ("Budget", "Notification", "Subscriber")
)

RULES = ServiceRules(
    actions={**dict.fromkeys(_VIEW, "ViewBudget"), **dict.fromkeys(_MODIFY, "ModifyBudget")},
    identifiers={"budget": ("BudgetName", "Budget.BudgetName", "NewBudget.BudgetName")},
)
