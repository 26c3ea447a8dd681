"""Decide whether policies let CloudTrail act on a resource for a trail, by the decision about every call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sandbox.authorization import Requirement
from sandbox.emulated.caller import Caller, CallerKind, Session, Source
from sandbox.emulated.cloudtrail.store import SERVICE
from sandbox.emulated.cloudtrail.trail import Trail
from sandbox.emulated.policies.decision import first_refusal
from sandbox.emulated.policies.source_keys import source_keys

_PARTITION = "aws"
_SESSION = "CLOUDWATCH_LOGS_DELIVERY_SESSION"
"""Name of the sessions in which CloudTrail writes to CloudWatch Logs."""


def allows(trail: Trail, action: str, resource: str, context: Mapping[str, object] | None = None) -> bool:
    """Return whether the service may act for the trail: by the resource's policy, and the RCPs of its account."""
    service = Caller(CallerKind.SERVICE, arn=SERVICE, source=Source(trail.arn, trail.account))
    return _may(service, trail, action, resource, context or {})


def role_allows(trail: Trail, role: str, actions: tuple[str, ...], resource: str, now: datetime) -> bool:
    """Return whether the service may assume the role for the trail, and the role may do each of the actions."""
    if not allows(trail, "sts:AssumeRole", role):
        return False
    arn = f"arn:{_PARTITION}:sts::{trail.account}:assumed-role/{role.rpartition('/')[2]}/{_SESSION}"
    session = Session(_SESSION, role, issued=now, expires=now, service=SERVICE)
    caller = Caller(CallerKind.ROLE_SESSION, trail.account, arn, session=session)
    return all(_may(caller, trail, action, resource, {}) for action in actions)


def _may(caller: Caller, trail: Trail, action: str, resource: str, context: Mapping[str, object]) -> bool:
    needed, keys = Requirement(action, resource, context), source_keys(caller, trail.region)
    return first_refusal(caller, _PARTITION, (needed,), keys) is None
