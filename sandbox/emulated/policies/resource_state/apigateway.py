"""REST APIs and HTTP APIs, whose ARNs have no account: the one that has the API is looked for.

Reference: API Gateway developer guide, apigateway-tagging-iam-policy.
"""

from __future__ import annotations

from localstack.services.apigateway.models import apigateway_stores

from sandbox.emulated.policies.resource_state.localstack_tags import tags_in
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a REST API, for any of its parts."""
    parts = arn.resource.split("/")
    own = arn._replace(resource="/".join(parts[:3]))
    for account in list(apigateway_stores):
        if tags := tags_in(apigateway_stores, own._replace(account=account), ":".join(own), "TAGS"):
            return ResourceState(tags)
    return ABSENT
