"""Handshakes: what every one of them has in common, whatever it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sandbox.emulated.organizations.rules import errors, people
from sandbox.emulated.organizations.rules.model import Handshake, OrganizationsState
from sandbox.emulated.organizations.rules.quotas import CURRENT, Quotas


def find(state: OrganizationsState, handshake: str) -> Handshake:
    """The handshake, or HandshakeNotFoundException."""
    if handshake not in state.handshakes:
        raise errors.missing("Handshake")
    return state.handshakes[handshake]


def keep(state: OrganizationsState, handshake: Handshake) -> Handshake:
    """Remember it as it is now."""
    state.handshakes[handshake.id] = handshake
    return handshake


def is_recipient(state: OrganizationsState, handshake: Handshake, account: str) -> bool:
    """Whether the account is the other side."""
    kind, party = handshake.party
    if kind == "EMAIL":
        return people.owner_of(state, party) == account or people.person(state, account).email.lower() == party.lower()
    if kind == "ORGANIZATION":
        return state.home.get(account) == account and state.organizations[account].id == party
    return party == account


def sees(state: OrganizationsState, handshake: Handshake, account: str) -> bool:
    """Whether the account is one of the two sides."""
    return account == handshake.management or is_recipient(state, handshake, account)


def move_on(state: OrganizationsState, handshake: Handshake, outcome: str, now: datetime) -> Handshake:
    """Answer an open one; an answer that was given already, and one after another, are refused."""
    if handshake.state == outcome:
        raise errors.refused("HandshakeAlreadyInState", f"The handshake is already {outcome}.")
    if not handshake.is_open:
        raise errors.refused("InvalidHandshakeTransition", f"A handshake that is {handshake.state} can't be {outcome}.")
    return keep(state, replace(handshake, state=outcome, changed_at=now))


def settle(state: OrganizationsState, now: datetime, quotas: Quotas = CURRENT) -> None:
    """Let those expire that nobody answered, and forget old ones."""
    for handshake in list(state.handshakes.values()):
        if handshake.is_open and now >= handshake.expires_at:
            keep(state, replace(handshake, state="EXPIRED", changed_at=handshake.expires_at))
        elif not handshake.is_open and now >= handshake.changed_at + quotas.answered_handshake_stays:
            del state.handshakes[handshake.id]
