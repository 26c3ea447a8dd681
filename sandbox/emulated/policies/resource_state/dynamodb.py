"""Tables; an index has the tags of its table."""

from __future__ import annotations

from moto.dynamodb.models import dynamodb_backends

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.emulated.policies.resource_state.tags import tags_of
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a table."""
    kind, _, rest = arn.resource.partition("/")
    if kind != "table" or arn.account not in dynamodb_backends:
        return ABSENT
    found = dynamodb_backends[arn.account][arn.region].tables.get(rest.partition("/")[0])
    return ResourceState(tags_of(found.tags)) if found is not None else ABSENT
