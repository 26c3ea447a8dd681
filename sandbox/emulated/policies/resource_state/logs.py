"""Log groups, whose tags LocalStack and moto keep; streams have those of their group."""

from __future__ import annotations

from localstack.services.logs.models import logs_stores
from moto.logs.models import logs_backends

from sandbox.emulated.policies.resource_state.localstack_tags import tags_in
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.emulated.policies.resource_state.tags import tags_of
from sandbox.iam.arn import Arn

_GROUP = "log-group"


def state(arn: Arn) -> ResourceState:
    """Return the tags of a log group or of another resource of CloudWatch Logs."""
    if arn.account not in logs_backends:
        return ABSENT
    kind, _, rest = arn.resource.partition(":")
    own = arn._replace(resource=f"{kind}:{rest.partition(':')[0]}") if kind == _GROUP else arn
    text, backend = ":".join(own), logs_backends[arn.account][arn.region]
    tags = tags_of(backend.list_tags_for_resource(text))
    for name in (text, f"{text}:*"):
        tags |= tags_in(logs_stores, own, name, "TAGS")
    return ResourceState(tags)
