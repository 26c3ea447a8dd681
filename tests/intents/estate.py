"""Names of the reference estate for its policy tests."""

from __future__ import annotations

from sandbox.policytest import account_id

JOBS = ("deployer", "operator", "reader")
EXEMPT = ("OrganizationAccountAccessRole", "break-glass")
TRUSTS = {"mobile/reader": "admin/operator", "data/reader": "personalisation/operator"}
"""Job -> the job of another department that may assume it."""
REGIONS = ("us-east-1", "us-west-2")


def role_arn(account: str, name: str) -> str:
    """Return the ARN of a role, whether it exists or not."""
    return f"arn:aws:iam::{account_id(account)}:role/{name}"


def policy_arn(account: str, name: str) -> str:
    """Return the ARN of a managed policy of the account."""
    return f"arn:aws:iam::{account_id(account)}:policy/{name}"


def policy_of(arn: str) -> str:
    """Return the name of a resource's policy."""
    return f"policy of {arn.rpartition(':')[2]}"
