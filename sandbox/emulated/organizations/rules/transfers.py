"""Transfers of responsibility: one organization's management account takes over another's bills.

The account that invites is the target of the responsibility, the one that accepts is its source.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import account_records, errors, handshakes, identifiers, tags
from sandbox.emulated.organizations.rules.model import Handshake, Organization, OrganizationsState, Transfer
from sandbox.emulated.organizations.rules.quotas import CURRENT, Quotas

ACTION = "TRANSFER_RESPONSIBILITY"

_LIVE = frozenset({"REQUESTED", "ACCEPTED"})
_FURTHEST_START = timedelta(days=366)


def invite(
    state: OrganizationsState,
    organization: Organization,
    target: tuple[str, str],
    now: datetime,
    *,
    name: str,
    start: datetime,
    notes: str = "",
    given_tags: dict[str, str] | None = None,
    quotas: Quotas = CURRENT,
) -> Handshake:
    """Offer to take over the bills of the organization whose management account this is."""
    kind, party = target
    if kind not in {"ACCOUNT", "EMAIL"}:
        raise errors.invalid("INVALID_PARTY_TYPE_TARGET", "You can invite an account or an email address.")
    source = party if kind == "ACCOUNT" else account_records.owner_of(state, party)
    if source is None or state.home.get(source) != source:
        raise errors.invalid("TARGET_NOT_SUPPORTED", f"{party} is not the management account of an organization.")
    if source == organization.management:
        raise errors.handshake_constraint(
            "SOURCE_AND_TARGET_CANNOT_MATCH", "An organization can't transfer responsibility to itself."
        )
    _check_start(start, now)
    if any(one.source == source and one.status in _LIVE for one in state.transfers.values()):
        raise errors.handshake_constraint(
            "RESPONSIBILITY_TRANSFER_ALREADY_EXISTS", "The organization has a transfer already."
        )
    serial = state.next_serial()
    transfer = identifiers.transfer_id(source, organization.management, serial)
    invitation = Handshake(
        id=identifiers.handshake_id(organization.id, ACTION, party, serial),
        action=ACTION,
        management=organization.management,
        organization=organization.id,
        party=target,
        state="OPEN",
        requested_at=now,
        expires_at=now + quotas.invitation_lasts,
        changed_at=now,
        notes=notes,
        transfer=transfer,
    )
    state.transfers[transfer] = Transfer(
        transfer, name, source, organization.management, "REQUESTED", start, None, invitation.id
    )
    tags.put(organization, transfer, given_tags or {}, quotas)
    return handshakes.keep(state, invitation)


def find(state: OrganizationsState, transfer: str, account: str) -> Transfer:
    """Return the transfer if the account is a side of it; else raise ResponsibilityTransferNotFoundException."""
    found = state.transfers.get(transfer)
    if found is None or account not in {found.source, found.target}:
        raise errors.missing("ResponsibilityTransfer")
    return found


def rename(state: OrganizationsState, transfer: str, account: str, name: str) -> Transfer:
    """Rename it; the name is the target's."""
    found = find(state, transfer, account)
    if account != found.target:
        raise errors.denied()
    state.transfers[transfer] = replace(found, name=name)
    return state.transfers[transfer]


def terminate(state: OrganizationsState, transfer: str, account: str, now: datetime, end: datetime | None) -> Transfer:
    """End it at the end of a month; by default of the current one."""
    found = find(state, transfer, account)
    if found.status == "WITHDRAWN":
        raise errors.refused("ResponsibilityTransferAlreadyInStatus", "The transfer is already withdrawn.")
    if found.status != "ACCEPTED":
        raise errors.refused(
            "InvalidResponsibilityTransferTransition", f"A transfer that is {found.status} can't be terminated."
        )
    ends = end or _end_of_month(now)
    _check_end(ends, now)
    state.transfers[transfer] = replace(found, status="WITHDRAWN", end=ends)
    return state.transfers[transfer]


def settle(state: OrganizationsState, now: datetime) -> None:
    """Give each transfer the state of its handshake."""
    for transfer in list(state.transfers.values()):
        handshake = state.handshakes.get(transfer.handshake)
        if transfer.status == "REQUESTED" and handshake is not None and not handshake.is_open:
            state.transfers[transfer.id] = replace(transfer, status=handshake.state)
        if transfer.status == "WITHDRAWN" and transfer.end is not None and now >= transfer.end + timedelta(days=90):
            del state.transfers[transfer.id]


def _check_start(start: datetime, now: datetime) -> None:
    day = start.astimezone(UTC)
    if (day.hour, day.minute, day.second, day.microsecond) != (0, 0, 0, 0):
        raise _bad_date("START_DATE_NOT_BEGINNING_OF_DAY", "The start must be the beginning of a day, UTC.")
    if day.day != 1:
        raise _bad_date("START_DATE_NOT_BEGINNING_OF_MONTH", "The start must be the first day of a month.")
    if day <= now:
        raise _bad_date("START_DATE_TOO_EARLY", "The start must be in the future.")
    if day > now + _FURTHEST_START:
        raise _bad_date("START_DATE_TOO_LATE", "The start is too far in the future.")


def _check_end(end: datetime, now: datetime) -> None:
    if end < now:
        raise _bad_date("END_DATE_TOO_EARLY", "The end must be in the future.")
    if (end.astimezone(UTC) + timedelta(days=1)).day != 1:
        raise _bad_date("END_DATE_NOT_END_OF_MONTH", "The end must be the last day of a month.")


def _end_of_month(now: datetime) -> datetime:
    day = now.astimezone(UTC).replace(hour=23, minute=59, second=59, microsecond=0)
    while (day + timedelta(days=1)).day != 1:
        day += timedelta(days=1)
    return day


def _bad_date(reason: str, why: str) -> AwsError:
    return errors.invalid(reason, f"You provided an invalid date. {why}")
