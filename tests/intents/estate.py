"""Names of the default estate that its intents speak of."""

from __future__ import annotations

from sandbox.policytest import account_id

JOBS = ("deployer", "operator", "reader")
KEEPERS = ("OrganizationAccountAccessRole", "break-glass")
TRUSTS = {"mobile/reader": "admin/operator", "data/reader": "personalisation/operator"}
"""Job -> the job of another department that may take it on."""
REGIONS = ("us-east-1", "us-west-2")


def role_arn(account: str, name: str) -> str:
    """ARN of a role, whether it is there or not."""
    return f"arn:aws:iam::{account_id(account)}:role/{name}"


def policy_arn(account: str, name: str) -> str:
    """ARN of a managed policy of the account."""
    return f"arn:aws:iam::{account_id(account)}:policy/{name}"


def policy_of(arn: str) -> str:
    """Name of the policy that a resource carries."""
    return f"policy of {arn.rpartition(':')[2]}"
