"""The records of all accounts, inside an organization or not."""

from __future__ import annotations

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.emulated.organizations.rules import errors
from sandbox.emulated.organizations.rules.model import AccountRecord, OrganizationsState

_UNKNOWN_OWNER = "account.example"
"""Domain of the email address of accounts without a record of their own."""


def record_of(state: OrganizationsState, account: str) -> AccountRecord:
    """Return the record of the account."""
    return state.account_records.get(account) or AccountRecord(
        account, f"{account}@{_UNKNOWN_OWNER}", f"account-{account}"
    )


def store(state: OrganizationsState, record: AccountRecord) -> None:
    """Store the record of an account; an address belongs to one account for ever."""
    owner = owner_of(state, record.email)
    if owner is not None and owner != record.account:
        raise errors.invalid("INVALID_EMAIL_ADDRESS_TARGET", f"{record.email} is the address of account {owner}.")
    state.account_records[record.account] = record


def owner_of(state: OrganizationsState, email: str) -> str | None:
    """Return the account that the address belongs to, whatever its state."""
    wanted = email.strip().lower()
    if wanted.endswith(f"@{_UNKNOWN_OWNER}"):
        account = wanted.partition("@")[0]
        return account if account in state.home else None
    return next((known.account for known in state.account_records.values() if known.email.lower() == wanted), None)


def free_account_id(state: OrganizationsState, email: str) -> str:
    """Return the planned id of the address, or its next choice while another account has that one."""
    attempt = 0
    while (account := planned_account_id(email, attempt)) in state.account_records or account in state.home:
        attempt += 1
    return account
