"""Queues, whose tags LocalStack keeps in two places."""

from __future__ import annotations

from localstack.services.sqs.models import sqs_stores

from sandbox.emulated.policies.resource_state.localstack_tags import tags_in
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a queue."""
    if arn.account not in sqs_stores:
        return ABSENT
    found = sqs_stores[arn.account][arn.region].queues.get(arn.resource)
    if found is None:
        return ABSENT
    return ResourceState({**dict(found.tags or {}), **tags_in(sqs_stores, arn)})
