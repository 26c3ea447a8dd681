"""Roles and users that lost the permissions boundary that others of their kind have."""

from __future__ import annotations

from sandbox.access.conditions import carries_boundary
from sandbox.iam import EvaluationTrace, Snapshot
from sandbox.iam.snapshot import Caller


def lacks_boundary(snapshot: Snapshot, caller: Caller) -> bool:
    """Return whether a caller has no boundary although others of its kind have one.

    Of its kind is a caller of the same name, or one that is created on the same line of the program.
    """
    return caller.boundary is None and any(
        other.boundary is not None and (other.name == caller.name or (other.origin and other.origin == caller.origin))
        for other in snapshot.callers.values()
    )


def required_of(snapshot: Snapshot, trace: EvaluationTrace) -> Caller | None:
    """Return the role or user whose lost boundary a request is denied for; None where that is not the reason."""
    target, request = snapshot.callers.get(trace.request.resource), trace.request
    if target is None or request.action.lower() not in carries_boundary() or request.values("iam:permissionsboundary"):
        return None
    keys = {seen.condition.key.lower() for entry in trace.deciding for seen in entry.conditions}
    return target if "iam:permissionsboundary" in keys and lacks_boundary(snapshot, target) else None
