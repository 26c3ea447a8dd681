"""Trails."""

from __future__ import annotations

from sandbox.emulated.cloudtrail.store import TRAILS
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a trail."""
    kind, _, name = arn.resource.partition("/")
    found = TRAILS.at_home(arn.account, arn.region).get(name) if kind == "trail" else None
    return ResourceState(found.tags) if found is not None else ABSENT
