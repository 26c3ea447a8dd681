"""Create, move, remove and close member accounts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.emulated.organizations.rules import account_records, errors, identifiers, lifecycle, tags, tree
from sandbox.emulated.organizations.rules.model import (
    ALL_FEATURES,
    Account,
    AccountCreation,
    AccountRecord,
    Organization,
    OrganizationsState,
)
from sandbox.emulated.organizations.rules.quotas import CURRENT, Quotas, closing_quota

CREATING = timedelta(milliseconds=100)
CLOSING = timedelta(milliseconds=300)
"""AWS takes minutes for either; in the sandbox it is enough that the transitional state can be seen."""


_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_DELIVERABLE = re.compile(rf"{_WORD}(\.{_WORD})*@([A-Za-z0-9-]+\.)+[A-Za-z]{{2,}}")


def find(organization: Organization, account: str) -> Account:
    """Return the member, or raise AccountNotFoundException."""
    if account not in organization.accounts:
        raise errors.missing("Account")
    return organization.accounts[account]


def status(account: Account, now: datetime) -> tuple[str, str]:
    """Return AWS's `Status`, and its newer `State`."""
    if account.closed_at is None:
        return "ACTIVE", "ACTIVE"
    if now < account.closed_at + CLOSING:
        return "PENDING_CLOSURE", "PENDING_CLOSURE"
    return "SUSPENDED", "CLOSED"


def request(
    state: OrganizationsState,
    organization: Organization,
    draft: AccountCreation,
    given_tags: dict[str, str],
    quotas: Quotas = CURRENT,
) -> AccountCreation:
    """Begin to create an account; the draft's id, account and outcome are set here."""
    under_way = [one for one in organization.creations.values() if one.ready_at > draft.requested_at]
    if len(under_way) >= quotas.concurrent_creations:
        raise errors.refused("TooManyRequests", "You have sent too many requests in too short a period of time.")
    coming = [one for one in under_way if one.failure is None]
    if len(organization.accounts) + len(coming) >= quotas.accounts:
        raise errors.constraint(
            "ACCOUNT_NUMBER_LIMIT_EXCEEDED", "You have exceeded the allowed number of AWS accounts."
        )
    tags.check_number(given_tags, quotas)
    creation = replace(
        draft,
        id=identifiers.request_id(organization.id, draft.email, state.next_serial()),
        ready_at=draft.requested_at + CREATING,
        failure=_failure(state, draft.email),
        tags=tuple(given_tags.items()),
    )
    if creation.failure is None:
        account = account_records.free_account_id(state, creation.email)
        account_records.store(
            state, AccountRecord(account, creation.email, creation.account_name, can_be_standalone=False)
        )
        creation = replace(creation, account=account)
    organization.creations[creation.id] = creation
    return creation


def _failure(state: OrganizationsState, email: str) -> str | None:
    if not _DELIVERABLE.fullmatch(email):
        return "INVALID_EMAIL"
    return "EMAIL_ALREADY_EXISTS" if account_records.owner_of(state, email) is not None else None


def creation_state(creation: AccountCreation, now: datetime) -> str:
    """Return the state of a request to create an account."""
    if now < creation.ready_at:
        return "IN_PROGRESS"
    return "FAILED" if creation.failure else "SUCCEEDED"


def settle(state: OrganizationsState, organization: Organization, now: datetime, quotas: Quotas = CURRENT) -> bool:
    """Add accounts whose creation is due, and delete those closed long ago; return whether there was one."""
    changed = False
    for creation in list(organization.creations.values()):
        account = creation.account
        if account is not None and creation.ready_at <= now and not creation.joined:
            lifecycle.add_account(state, organization, account, "CREATED", creation.ready_at)
            tags.put(organization, account, dict(creation.tags))
            organization.creations[creation.id] = replace(creation, joined=True)
            changed = True
    for member in list(organization.accounts.values()):
        if member.closed_at is not None and now >= member.closed_at + quotas.closed_account_stays:
            lifecycle.remove_account(state, organization, member.id)
            state.deleted.add(member.id)
            changed = True
    return changed


def move(organization: Organization, account: str, source: str, destination: str) -> None:
    """Move an account from one parent to another."""
    member = find(organization, account)
    tree.container(organization, source, "SourceParent")
    tree.container(organization, destination, "DestinationParent")
    if member.parent == destination:
        raise errors.refused("DuplicateAccount", "That account is already present in the specified destination.")
    if member.parent != source:
        raise errors.missing("SourceParent")
    organization.accounts[account] = replace(member, parent=destination)


def remove(
    state: OrganizationsState, organization: Organization, account: str, now: datetime, quotas: Quotas = CURRENT
) -> None:
    """Remove a member, for RemoveAccountFromOrganization and LeaveOrganization."""
    member = find(organization, account)
    if account == organization.management:
        raise errors.refused(
            "MasterCannotLeaveOrganization",
            "You can't remove a management account from an organization. If you want the management account to become "
            "a member account in another organization, you must first delete the current organization.",
        )
    if account in organization.delegates:
        raise errors.constraint(
            "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
            "The account is a delegated administrator; deregister it for every service first.",
        )
    if member.joined_method == "CREATED" and now < member.joined_at + quotas.age_before_leaving:
        raise errors.constraint(
            "WAIT_PERIOD_ACTIVE",
            f"The account was created less than {quotas.age_before_leaving.days} days ago and can't leave yet.",
        )
    if not account_records.record_of(state, account).can_be_standalone:
        raise errors.constraint(
            "MEMBER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED",
            "To complete this operation with this member account, first associate a payment instrument with it.",
        )
    lifecycle.remove_account(state, organization, account)


def close(organization: Organization, account: str, now: datetime, quotas: Quotas = CURRENT) -> None:
    """Begin to close; the address stays taken and the account stays in the organization for 90 days."""
    member = find(organization, account)
    if account == organization.management:
        raise errors.constraint("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You can't close the management account.")
    if organization.feature_set != ALL_FEATURES:
        raise errors.constraint(
            "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE", "Closing accounts requires an organization with all features."
        )
    if status(member, now)[0] == "PENDING_CLOSURE":
        raise errors.refused("Conflict", "The account is being closed.")
    if member.closed_at is not None:
        raise errors.refused("AccountAlreadyClosed", "You attempted to close an account that is already closed.")
    recent = [closing for closing in organization.closings if closing > now - timedelta(days=30)]
    if len(recent) >= closing_quota(len(organization.accounts) - 1, quotas):
        raise errors.constraint("CLOSE_ACCOUNT_QUOTA_EXCEEDED", "You have exceeded close account quota for 30 days.")
    if len([closing for closing in recent if closing > now - CLOSING]) >= quotas.concurrent_closings:
        raise errors.constraint(
            "CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED", "You attempted to close more accounts at once than you can."
        )
    organization.closings = [*recent, now]
    organization.accounts[account] = replace(member, closed_at=now)
