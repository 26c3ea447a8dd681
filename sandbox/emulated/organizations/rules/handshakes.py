"""Find, store, answer and expire handshakes of every action."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sandbox.emulated.organizations.rules import account_records, errors
from sandbox.emulated.organizations.rules.model import Handshake, OrganizationsState
from sandbox.emulated.organizations.rules.quotas import CURRENT, Quotas


def find(state: OrganizationsState, handshake: str) -> Handshake:
    """Return the handshake, or raise HandshakeNotFoundException."""
    if handshake not in state.handshakes:
        raise errors.missing("Handshake")
    return state.handshakes[handshake]


def keep(state: OrganizationsState, handshake: Handshake) -> Handshake:
    """Store it as it is now, and return it."""
    state.handshakes[handshake.id] = handshake
    return handshake


def is_recipient(state: OrganizationsState, handshake: Handshake, account: str) -> bool:
    """Return whether the account is the recipient."""
    kind, party = handshake.party
    if kind == "EMAIL":
        return (
            account_records.owner_of(state, party) == account
            or account_records.record_of(state, account).email.lower() == party.lower()
        )
    if kind == "ORGANIZATION":
        return state.home.get(account) == account and state.organizations[account].id == party
    return party == account


def sees(state: OrganizationsState, handshake: Handshake, account: str) -> bool:
    """Return whether the account is sender or recipient."""
    return account == handshake.management or is_recipient(state, handshake, account)


def check_transition(handshake: Handshake, outcome: str) -> None:
    """Raise the error of a handshake that has an answer: the same one, or another.

    Reference: Organizations API reference, AcceptHandshake, DeclineHandshake and CancelHandshake, Errors.
    """
    if handshake.state == outcome:
        raise errors.refused("HandshakeAlreadyInState", f"The handshake is already {outcome}.")
    if not handshake.is_open:
        raise errors.refused("InvalidHandshakeTransition", f"A handshake that is {handshake.state} can't be {outcome}.")


def move_on(state: OrganizationsState, handshake: Handshake, outcome: str, now: datetime) -> Handshake:
    """Answer an open handshake; one that has an answer is refused."""
    check_transition(handshake, outcome)
    return keep(state, replace(handshake, state=outcome, changed_at=now))


def settle(state: OrganizationsState, now: datetime, quotas: Quotas = CURRENT) -> None:
    """Expire handshakes that are due, and delete old ones."""
    for handshake in list(state.handshakes.values()):
        if handshake.is_open and now >= handshake.expires_at:
            keep(state, replace(handshake, state="EXPIRED", changed_at=handshake.expires_at))
        elif not handshake.is_open and now >= handshake.changed_at + quotas.answered_handshake_stays:
            del state.handshakes[handshake.id]
