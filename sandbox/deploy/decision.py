"""Decide whether `up` updates what is deployed, rebuilds the estate, or refuses."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.deploy.deployment import Deployment, Form
from sandbox.deploy.errors import EngineNotRestartable, OtherEstate, OtherForm

NAMED_RESOURCES = 3
"""How many interrupted resources a message names."""


@dataclass(frozen=True)
class Update:
    """What is deployed is valid: update it."""


@dataclass(frozen=True)
class Rebuild:
    """What the state describes is gone or cannot be trusted: discard the state and rebuild the estate."""

    reason: str | None
    """A sentence for the user; None where nothing was deployed before."""
    restart: bool
    """Whether a running engine holds remains, so that it has to be restarted."""


@dataclass(frozen=True)
class Found:
    """What `up` finds when it begins."""

    deployment: Deployment | None
    damaged: str | None
    """A sentence on why the state cannot be read, without its full stop."""
    instance: str | None
    """Identity of the running engine; None where none runs."""
    interrupted: tuple[str, ...]
    """Resources whose operation had begun when the last update was killed."""
    attached: bool
    """Whether the engine is run by someone else."""
    occupied: bool = False
    """Whether the engine holds an estate's data centre, whoever deployed it."""


def decide(found: Found, form: Form, management: str) -> Update | Rebuild:
    """Return what `up` does; raises OtherEstate, OtherForm, EngineNotRestartable where the user has to choose."""
    if found.damaged is not None:
        return _rebuild(found, f"{found.damaged}; rebuilding the estate.")
    if found.deployment is None or found.instance is None or found.instance != found.deployment.instance:
        return _without_deployment(found)
    if found.deployment.management != management:
        raise OtherEstate(found.deployment.management, management, attached=found.attached)
    if found.deployment.form != form:
        raise OtherForm(found.deployment.form, form, attached=found.attached)
    if found.interrupted:
        more = ", ..." if len(found.interrupted) > NAMED_RESOURCES else ""
        names = ", ".join(found.interrupted[:NAMED_RESOURCES]) + more
        return _rebuild(found, f"The last update was killed while it worked on {names}; rebuilding the estate.")
    return Update()


def _without_deployment(found: Found) -> Rebuild:
    """Decide where the engine holds nothing that was deployed from this project."""
    if found.attached and found.occupied:
        raise EngineNotRestartable("It holds an estate that was not deployed from here.")
    if found.deployment is None:
        return Rebuild(None, restart=False)
    reason = "The engine that held the estate is gone, and LocalStack keeps no state: rebuilding the estate."
    return Rebuild(reason, restart=False)


def _rebuild(found: Found, reason: str) -> Rebuild:
    if found.attached and found.occupied:
        raise EngineNotRestartable(reason)
    return Rebuild(reason, restart=found.instance is not None and not found.attached)
