"""Names that are the same in every account, so that a policy can speak of what another layer makes."""

from __future__ import annotations

from sandbox.estate.model import Estate

ACCESS_ROLE = "OrganizationAccountAccessRole"
"""The role that Organizations puts into each new account; the deployment enters by it."""

BREAK_GLASS = "break-glass"
BOUNDARY = "boundary"
TRAIL = "organization-trail"
BUDGET = "monthly-cost"

KEEPERS = (f"arn:aws:iam::*:role/{ACCESS_ROLE}", f"arn:aws:iam::*:role/{BREAK_GLASS}")
"""Who is exempt where a guardrail would otherwise lock out the deployment or the rescue."""


def trail_bucket(estate: Estate, account_id: str) -> str:
    """Name of the bucket that the trail writes to; the account id makes it unique in the world."""
    return f"{estate.name}-{TRAIL}-{account_id}"


def baseline_roles(estate: Estate) -> list[str]:
    """ARN patterns of the roles that an account is born with."""
    return [f"arn:aws:iam::*:role/{name}" for name in (ACCESS_ROLE, BREAK_GLASS, *estate.jobs)]
