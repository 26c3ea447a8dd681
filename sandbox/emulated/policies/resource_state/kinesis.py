"""Streams of Kinesis."""

from __future__ import annotations

from moto.kinesis.models import kinesis_backends

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a stream."""
    kind, _, name = arn.resource.partition("/")
    if kind != "stream" or arn.account not in kinesis_backends:
        return ABSENT
    found = kinesis_backends[arn.account][arn.region].streams.get(name)
    return ResourceState(found.tags) if found is not None else ABSENT
