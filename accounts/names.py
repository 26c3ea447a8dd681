"""Names that are the same in every account, so that a policy can name resources of another layer."""

from __future__ import annotations

from sandbox.estate import Estate

ACCESS_ROLE = "OrganizationAccountAccessRole"
"""The role that Organizations creates in each new account, which the deployment assumes."""

BREAK_GLASS = "break-glass"
BOUNDARY = "boundary"
TRAIL = "organization-trail"
BUDGET = "monthly-cost"

KEEPERS = (f"arn:aws:iam::*:role/{ACCESS_ROLE}", f"arn:aws:iam::*:role/{BREAK_GLASS}")
"""The roles that guardrails exempt, so that deployment and emergency access stay possible."""


def trail_bucket(estate: Estate, account_id: str) -> str:
    """Return the name of the trail's bucket; the account id makes it globally unique."""
    return f"{estate.name}-{TRAIL}-{account_id}"


def baseline_roles(estate: Estate) -> list[str]:
    """Return ARN patterns of the roles of an account's baseline."""
    return [f"arn:aws:iam::*:role/{name}" for name in (ACCESS_ROLE, BREAK_GLASS, *estate.jobs)]
