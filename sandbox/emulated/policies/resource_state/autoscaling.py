"""Auto Scaling groups, which are named at the end of their ARNs."""

from __future__ import annotations

from moto.autoscaling.models import autoscaling_backends

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.emulated.policies.resource_state.tags import tags_of
from sandbox.iam.arn import Arn

_NAME = "autoScalingGroupName/"


def state(arn: Arn) -> ResourceState:
    """Return the tags of a group."""
    _, named, name = arn.resource.partition(_NAME)
    if not named or arn.account not in autoscaling_backends:
        return ABSENT
    found = autoscaling_backends[arn.account][arn.region].autoscaling_groups.get(name)
    return ResourceState(tags_of(found.tags)) if found is not None else ABSENT
