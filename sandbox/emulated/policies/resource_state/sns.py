"""Topics."""

from __future__ import annotations

from localstack.services.sns.models import sns_stores

from sandbox.emulated.policies.resource_state.localstack_tags import tags_in
from sandbox.emulated.policies.resource_state.state import ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of the topic of the ARN of a topic or of a subscription to one."""
    topic = arn._replace(resource=arn.resource.partition(":")[0])
    return ResourceState(tags_in(sns_stores, topic))
