"""Functions and event source mappings; a version and an alias have the tags of their function.

Reference: Lambda developer guide, tags (a tag is of the function, not of a version or alias),
attribute-based-access-control, and lambda-api-permissions-ref (lambda:FunctionArn of event source mappings).
"""

from __future__ import annotations

from collections.abc import Mapping

from localstack.services.lambda_.invocation.models import lambda_stores

from sandbox.emulated.policies.resource_state.localstack_tags import tags_in
from sandbox.emulated.policies.resource_state.state import ResourceState
from sandbox.iam.arn import Arn

_MAPPING = "event-source-mapping"


def state(arn: Arn) -> ResourceState:
    """Return the tags of a function or another resource of Lambda."""
    kind, _, rest = arn.resource.partition(":")
    if kind == _MAPPING:
        return ResourceState(tags_in(lambda_stores, arn), _of_mapping(arn, rest))
    unqualified = arn._replace(resource=f"{kind}:{rest.partition(':')[0]}")
    return ResourceState(tags_in(lambda_stores, unqualified))


def _of_mapping(arn: Arn, identifier: str) -> Mapping[str, object]:
    if arn.account not in lambda_stores:
        return {}
    found = lambda_stores[arn.account][arn.region].event_source_mappings.get(identifier)
    return {"lambda:FunctionArn": found["FunctionArn"]} if found is not None else {}
