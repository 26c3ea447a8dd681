"""Queues: the attribute `Policy`."""

from __future__ import annotations

from localstack.services.sqs.models import sqs_stores

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Resource


def resource(arn: Arn) -> Resource | None:
    """Return the queue of an ARN."""
    if arn.account not in sqs_stores:
        return None
    found = sqs_stores[arn.account][arn.region].queues.get(arn.resource)
    if found is None:
        return None
    text = found.attributes.get("Policy")
    return Resource(found.arn, arn.account, policy("queue policy", text) if text else None)
