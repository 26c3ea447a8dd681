"""Invitations of existing accounts."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import (
    account_records,
    accounts,
    errors,
    handshakes,
    identifiers,
    lifecycle,
    tags,
)
from sandbox.emulated.organizations.rules.model import Handshake, Organization, OrganizationsState
from sandbox.emulated.organizations.rules.quotas import CURRENT, Quotas

_ACCOUNT = re.compile(r"\d{12}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def invite(
    state: OrganizationsState,
    organization: Organization,
    target: tuple[str, str],
    now: datetime,
    *,
    notes: str = "",
    given_tags: dict[str, str] | None = None,
    quotas: Quotas = CURRENT,
) -> Handshake:
    """Invite the account with this id or address; `target` is AWS's type and id of the party."""
    _check_target(target)
    tags.check_number(given_tags or {}, quotas)
    _check_limits(state, organization, now, quotas)
    account = target[1] if target[0] == "ACCOUNT" else account_records.owner_of(state, target[1])
    if account is not None and state.home.get(account) == organization.management:
        raise errors.handshake_constraint(
            "ALREADY_IN_AN_ORGANIZATION", "The account is already a member of the organization."
        )
    if any(one.party == target for one in _sent(state, organization) if one.is_open):
        raise errors.refused("DuplicateHandshake", "A handshake with the same action and target already exists.")
    return handshakes.keep(
        state,
        Handshake(
            id=identifiers.handshake_id(organization.id, "invite", target[1], state.next_serial()),
            action="INVITE",
            management=organization.management,
            organization=organization.id,
            party=target,
            state="OPEN",
            requested_at=now,
            expires_at=now + quotas.invitation_lasts,
            changed_at=now,
            notes=notes,
            tags=tuple((given_tags or {}).items()),
        ),
    )


def accept(
    state: OrganizationsState, handshake: Handshake, account: str, now: datetime, quotas: Quotas = CURRENT
) -> Handshake:
    """Add the account that accepts; a member of another organization leaves that one first, if it may."""
    handshakes.check_transition(handshake, "ACCEPTED")
    if state.home.get(account) == handshake.management:
        raise errors.handshake_constraint("ALREADY_IN_AN_ORGANIZATION", "The account is already a member.")
    organization = state.organizations[handshake.management]
    if len(organization.accounts) >= quotas.accounts:
        raise errors.handshake_constraint(
            "ACCOUNT_NUMBER_LIMIT_EXCEEDED", "The organization has reached its quota of accounts."
        )
    answered = handshakes.move_on(state, handshake, "ACCEPTED", now)
    try:
        if account in state.home:
            accounts.remove(state, state.organizations[state.home[account]], account, now, quotas)
    except AwsError:
        handshakes.keep(state, handshake)
        raise
    lifecycle.add_account(state, organization, account, "INVITED", now)
    tags.put(organization, account, dict(handshake.tags))
    return answered


def _check_target(target: tuple[str, str]) -> None:
    kind, party = target
    if kind == "ORGANIZATION":
        raise errors.invalid("INVALID_PARTY_TYPE_TARGET", "You can invite an account or an email address.")
    if kind == "ACCOUNT" and not _ACCOUNT.fullmatch(party):
        raise errors.invalid("INVALID_PATTERN_TARGET_ID", f"{party} is not an account id.")
    if kind == "EMAIL" and not _EMAIL.fullmatch(party):
        raise errors.invalid("INVALID_EMAIL_ADDRESS_TARGET", f"{party} is not an email address.")


def _check_limits(state: OrganizationsState, organization: Organization, now: datetime, quotas: Quotas) -> None:
    sent = _sent(state, organization)
    if any(one.action == "ENABLE_ALL_FEATURES" and one.is_open for one in _all(state, organization)):
        raise errors.handshake_constraint(
            "INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES", "Invitations wait until all features are enabled."
        )
    still_open = [one for one in sent if one.is_open]
    if len(organization.accounts) + len(still_open) >= quotas.accounts:
        raise errors.handshake_constraint(
            "ACCOUNT_NUMBER_LIMIT_EXCEEDED", "The invitation would exceed the number of accounts you may have."
        )
    day = [one for one in sent if one.requested_at > now - timedelta(days=1) and one.state != "ACCEPTED"]
    if len(day) >= max(quotas.invitations_a_day, quotas.accounts):
        raise errors.handshake_constraint("HANDSHAKE_RATE_LIMIT_EXCEEDED", "You have sent too many invitations today.")


def _all(state: OrganizationsState, organization: Organization) -> list[Handshake]:
    return [one for one in state.handshakes.values() if one.management == organization.management]


def _sent(state: OrganizationsState, organization: Organization) -> list[Handshake]:
    return [one for one in _all(state, organization) if one.action == "INVITE"]
