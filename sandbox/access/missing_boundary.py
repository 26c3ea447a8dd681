"""Who has lost the boundary that others of its kind have?"""

from __future__ import annotations

from sandbox.access.conditions import carries_boundary
from sandbox.iam import EvaluationTrace, Snapshot
from sandbox.iam.snapshot import Caller


def lost_boundary(world: Snapshot, caller: Caller) -> bool:
    """Whether somebody has none although others of its kind have one: of its name, or made on the same line."""
    return caller.boundary is None and any(
        other.boundary is not None and (other.name == caller.name or (other.origin and other.origin == caller.origin))
        for other in world.callers.values()
    )


def asked_for(world: Snapshot, ledger: EvaluationTrace) -> Caller | None:
    """Whom a request is about, where it is refused for the boundary that this one has lost; else None."""
    about, request = world.callers.get(ledger.request.resource), ledger.request
    if about is None or request.action.lower() not in carries_boundary() or request.values("iam:permissionsboundary"):
        return None
    keys = {seen.condition.key.lower() for entry in ledger.deciding for seen in entry.conditions}
    return about if "iam:permissionsboundary" in keys and lost_boundary(world, about) else None
