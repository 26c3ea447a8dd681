"""Names of principals, accounts, actions and resources, as people write them: one resolver for tests, CLI and reports.

Each function takes a snapshot and a name, and returns what the name stands for; an unknown one raises UnknownName with
the similar names.
"""

from sandbox.access.names.accounts import account, accounts_in, member_accounts
from sandbox.access.names.actions import action, actions
from sandbox.access.names.principals import (
    ANONYMOUS,
    display_name,
    external_role,
    principal,
    role_or_user,
    service,
)
from sandbox.access.names.resources import bucket, kms_key, resource

__all__ = [
    "ANONYMOUS",
    "account",
    "accounts_in",
    "action",
    "actions",
    "bucket",
    "display_name",
    "external_role",
    "kms_key",
    "member_accounts",
    "principal",
    "resource",
    "role_or_user",
    "service",
]
