"""The state of an account in the responses of Organizations.

Reference: Organizations API reference, Account: `State` replaces `Status`, which AWS retires in September 2026 and
which lacks two of the five states; Organizations user guide, orgs_manage_accounts_account_state.
"""

from __future__ import annotations

from collections.abc import Mapping

_ACTIVE = "ACTIVE"


def account_state(account: Mapping[str, object]) -> str:
    """Return an account's state, by its `Status` where it has no `State`; one that has neither is active."""
    return str(account.get("State") or account.get("Status") or _ACTIVE)


def is_active(account: Mapping[str, object]) -> bool:
    """Return whether an account can be used."""
    return account_state(account) == _ACTIVE
