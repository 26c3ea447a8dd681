"""Handshakes: what every one of them has in common, whatever it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sandbox.emulated.organizations.rules import faults, people
from sandbox.emulated.organizations.rules.model import Handshake, OrganizationsState
from sandbox.emulated.organizations.rules.quotas import CURRENT, Quotas


def find(world: OrganizationsState, handshake: str) -> Handshake:
    """The handshake, or HandshakeNotFoundException."""
    if handshake not in world.handshakes:
        raise faults.missing("Handshake")
    return world.handshakes[handshake]


def keep(world: OrganizationsState, handshake: Handshake) -> Handshake:
    """Remember it as it is now."""
    world.handshakes[handshake.id] = handshake
    return handshake


def is_recipient(world: OrganizationsState, handshake: Handshake, account: str) -> bool:
    """Whether the account is the other side."""
    kind, party = handshake.party
    if kind == "EMAIL":
        return people.owner_of(world, party) == account or people.person(world, account).email.lower() == party.lower()
    if kind == "ORGANIZATION":
        return world.home.get(account) == account and world.organizations[account].id == party
    return party == account


def sees(world: OrganizationsState, handshake: Handshake, account: str) -> bool:
    """Whether the account is one of the two sides."""
    return account == handshake.management or is_recipient(world, handshake, account)


def move_on(world: OrganizationsState, handshake: Handshake, state: str, now: datetime) -> Handshake:
    """Answer an open one; an answer that was given already, and one after another, are refused."""
    if handshake.state == state:
        raise faults.refused("HandshakeAlreadyInState", f"The handshake is already {state}.")
    if not handshake.is_open:
        raise faults.refused("InvalidHandshakeTransition", f"A handshake that is {handshake.state} can't be {state}.")
    return keep(world, replace(handshake, state=state, changed_at=now))


def settle(world: OrganizationsState, now: datetime, quotas: Quotas = CURRENT) -> None:
    """Let those expire that nobody answered, and forget old ones."""
    for handshake in list(world.handshakes.values()):
        if handshake.is_open and now >= handshake.expires_at:
            keep(world, replace(handshake, state="EXPIRED", changed_at=handshake.expires_at))
        elif not handshake.is_open and now >= handshake.changed_at + quotas.answered_handshake_stays:
            del world.handshakes[handshake.id]
