"""Carry on with what stands, build anew, or refuse? Decided from the record and the engine alone."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.deploy.errors import NotOurs, OtherEstate, OtherForm
from sandbox.deploy.record import Form, Record


@dataclass(frozen=True)
class CarryOn:
    """What stands is ours and alive: update it."""


@dataclass(frozen=True)
class Anew:
    """What the state speaks of is gone or cannot be trusted: drop it and build from nothing."""

    why: str | None
    """A sentence for the person; None where nothing was there before."""
    restart: bool
    """Whether a running engine holds remains, so that it has to start anew too."""


@dataclass(frozen=True)
class Found:
    """What is there when `up` begins."""

    record: Record | None
    unreadable: str | None
    """Why the record or the state cannot be read."""
    instance: str | None
    """The running engine's life."""
    interrupted: tuple[str, ...]
    """Resources whose operation had begun when the last update was killed."""
    attached: bool
    """Whether somebody else runs the engine."""
    held: bool = False
    """Whether the engine holds the far end of an estate, whoever put it there."""


def decide(found: Found, form: Form, management: str) -> CarryOn | Anew:
    """The way on; raises where only the person can choose it."""
    if found.unreadable is not None:
        why = f"The state under .sandbox/ cannot be carried on ({found.unreadable}); building anew."
        return _anew(found, why)
    if found.record is None or found.instance is None or found.instance != found.record.instance:
        return _elsewhere(found)
    if found.record.management != management:
        raise OtherEstate(found.record.management, management, attached=found.attached)
    if found.record.form != form:
        raise OtherForm(found.record.form, form, attached=found.attached)
    if found.interrupted:
        names = ", ".join(found.interrupted[:3]) + (", ..." if len(found.interrupted) > 3 else "")  # noqa: PLR2004
        why = f"The last update was killed while it worked on {names}; what came of that is unknown: building anew."
        return _anew(found, why)
    return CarryOn()


def _elsewhere(found: Found) -> Anew:
    """Nothing that this clone deployed stands on the engine."""
    if found.attached and found.held:
        raise NotOurs("It holds an estate that was not deployed from here.")
    if found.record is None:
        return Anew(None, restart=False)
    return Anew("The engine that held the estate is gone, and LocalStack keeps nothing: building anew.", restart=False)


def _anew(found: Found, why: str) -> Anew:
    if found.attached and found.held:
        raise NotOurs(why)
    return Anew(why, restart=found.instance is not None and not found.attached)
