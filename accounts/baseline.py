"""The baseline of every account: alias, password policy, public access block, budget."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from accounts.names import BUDGET
from sandbox.estate import Estate

_WARNINGS = (("FORECASTED", 100), ("ACTUAL", 80), ("ACTUAL", 100))
"""Percentages of the budget at which the account's owner is notified."""


@dataclass(frozen=True)
class BaselineArgs:
    """The account of a baseline."""

    estate: Estate
    account: str


class Baseline(pulumi.ComponentResource):
    """The settings that every account has."""

    def __init__(self, name: str, args: BaselineArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:accounts:Baseline", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        account = args.estate.accounts[args.account]
        aws.iam.AccountAlias(
            name,
            account_alias=f"{args.estate.name}-{args.account}",
            # An account has one alias.
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )
        aws.iam.AccountPasswordPolicy(
            name,
            minimum_password_length=14,
            require_lowercase_characters=True,
            require_uppercase_characters=True,
            require_numbers=True,
            require_symbols=True,
            allow_users_to_change_password=True,
            password_reuse_prevention=24,
            opts=child,
        )
        aws.s3.AccountPublicAccessBlock(
            name,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=child,
        )
        if account.budget is not None:
            aws.budgets.Budget(
                name,
                name=BUDGET,
                budget_type="COST",
                limit_amount=str(account.budget),
                limit_unit="USD",
                time_unit="MONTHLY",
                notifications=[_warning(account.email, kind, threshold) for kind, threshold in _WARNINGS],
                opts=child,
            )
        self.register_outputs({})


def _warning(email: str, kind: str, threshold: int) -> aws.budgets.BudgetNotificationArgs:
    return aws.budgets.BudgetNotificationArgs(
        notification_type=kind,
        threshold=threshold,
        threshold_type="PERCENTAGE",
        comparison_operator="GREATER_THAN",
        subscriber_email_addresses=[email],
    )
