"""Recorded requests of a role of the snapshot of two accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.iam import Policy
from sandbox.iam.policy_json import texts
from sandbox.least_privilege.recording import RecordedRequest, Recording
from tests.sandbox.policytest.snapshots import MOBILE

ROLE = f"arn:aws:iam::{MOBILE}:role/deployer"
SESSION = f"arn:aws:sts::{MOBILE}:assumed-role/deployer/kim"
MOMENT = datetime(2026, 11, 30, 12, 0, 5, tzinfo=UTC)


def recorded(
    action: str,
    resource: str = "*",
    context: Mapping[str, str] | None = None,
    *,
    allowed: int = 1,
    denied: int = 0,
    principal: str = ROLE,
    owner: str | None = None,
) -> RecordedRequest:
    keys = {key: (value,) for key, value in (context or {}).items()}
    return RecordedRequest(principal, SESSION, action, resource, owner, keys, allowed, denied, MOMENT, MOMENT)


def recording(*requests: RecordedRequest, **more: Any) -> Recording:
    return Recording(MOMENT, None, requests, **more)


def actions(policies: Iterable[Policy]) -> set[str]:
    """Return the actions of the policies; assert that there is at least one."""
    found = {
        action for policy in policies for statement in _statements(policy) for action in texts(statement["Action"])
    }
    assert found
    return found


def without(policies: Iterable[Policy], action: str) -> tuple[Policy, ...]:
    """Return the policies without an action."""
    found = []
    for policy in policies:
        kept = [
            {**statement, "Action": left}
            for statement in _statements(policy)
            if (left := [name for name in texts(statement["Action"]) if name != action])
        ]
        found.append(Policy(policy.name, {"Version": "2012-10-17", "Statement": kept}))
    return tuple(found)


def _statements(policy: Policy) -> list[dict[str, Any]]:
    assert isinstance(policy.document, dict)
    listed: list[dict[str, Any]] = policy.document["Statement"]
    return listed
