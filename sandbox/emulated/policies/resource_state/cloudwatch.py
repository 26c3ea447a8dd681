"""Alarms."""

from __future__ import annotations

from localstack.services.cloudwatch.models import cloudwatch_stores

from sandbox.emulated.policies.resource_state.localstack_tags import tags_in
from sandbox.emulated.policies.resource_state.state import ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a resource."""
    return ResourceState(tags_in(cloudwatch_stores, arn, attribute="TAGS"))
