"""The role by which an organization's management account enters the accounts that it created."""

from __future__ import annotations

from typing import Final

ENTRY_ROLE: Final = "OrganizationAccountAccessRole"
"""Reference: Organizations user guide, orgs_manage_accounts_access; the default of CreateAccount's RoleName."""


def entry_role_arn(account: str, name: str = ENTRY_ROLE) -> str:
    """Return the ARN of the role that enters an account, given by its id."""
    return f"arn:aws:iam::{account}:role/{name}"
