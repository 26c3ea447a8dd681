"""The principal that requests are evaluated for: where a role is named, a session of it."""

from __future__ import annotations

from sandbox.access.names import display_name
from sandbox.iam import EvaluationTrace, Snapshot
from sandbox.iam.identity_center import identity_center_role
from sandbox.iam.role_session import SESSION_NAME

ROLES_ARE_SESSIONS = f"A role is evaluated as a session of it: assumed-role/ROLE/{SESSION_NAME}."


def evaluated_principal(trace: EvaluationTrace, snapshot: Snapshot) -> str:
    """Return the principal's name and, for a role, its session: `mobile/reader, as session arn:aws:sts::...`."""
    principal = trace.request.principal
    if not principal.is_session:
        return display_name(snapshot, principal.arn)
    role = next(iter(trace.request.values("aws:principalarn")), principal.role_arn)
    assumed = ""
    if role not in snapshot.callers and identity_center_role(principal, snapshot.home_region):
        assumed = f" (the snapshot has no such role; its path is taken to be that of {role})"
    return f"{display_name(snapshot, role)}, as session {principal.arn}{assumed}"
