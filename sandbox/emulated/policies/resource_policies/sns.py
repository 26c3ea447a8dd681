"""Topics: the attribute `Policy`, which every topic has."""

from __future__ import annotations

from localstack.services.sns.models import sns_stores

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Resource


def resource(arn: Arn) -> Resource | None:
    """Return the topic of the ARN of a topic or of a subscription to one."""
    if arn.account not in sns_stores:
        return None
    name = arn.resource.partition(":")[0]
    text = f"arn:{arn.partition}:sns:{arn.region}:{arn.account}:{name}"
    found = sns_stores[arn.account][arn.region].topics.get(text)
    if found is None:
        return None
    written = found["attributes"].get("policy") or found["attributes"].get("Policy")
    return Resource(text, arn.account, policy("topic policy", written) if written else None)
