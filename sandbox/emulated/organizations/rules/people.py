"""The records of all accounts, inside an organization or not."""

from __future__ import annotations

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.emulated.organizations.rules import errors
from sandbox.emulated.organizations.rules.model import OrganizationsState, Person

_UNTOLD = "account.example"
"""Domain of the address of an account that was used before anybody said who opened it."""


def person(state: OrganizationsState, account: str) -> Person:
    """Return the record of the account."""
    return state.people.get(account) or Person(account, f"{account}@{_UNTOLD}", f"account-{account}")


def introduce(state: OrganizationsState, newcomer: Person) -> None:
    """Store the record of an account; an address belongs to one account for ever."""
    owner = owner_of(state, newcomer.email)
    if owner is not None and owner != newcomer.account:
        raise errors.invalid("INVALID_EMAIL_ADDRESS_TARGET", f"{newcomer.email} is the address of account {owner}.")
    state.people[newcomer.account] = newcomer


def owner_of(state: OrganizationsState, email: str) -> str | None:
    """Return the account that the address belongs to, whatever its state."""
    wanted = email.strip().lower()
    if wanted.endswith(f"@{_UNTOLD}"):
        account = wanted.partition("@")[0]
        return account if account in state.home else None
    return next((known.account for known in state.people.values() if known.email.lower() == wanted), None)


def free_account_id(state: OrganizationsState, email: str) -> str:
    """Return the planned id of the address, or its next choice while another account has that one."""
    attempt = 0
    while (account := planned_account_id(email, attempt)) in state.people or account in state.home:
        attempt += 1
    return account
