"""REST APIs, as their invocations name them: the policy of the API.

On AWS a policy holds for the deployments after it; here it holds at once.
Reference: API Gateway developer guide, apigateway-resource-policies.
"""

from __future__ import annotations

from moto.apigateway.models import apigateway_backends

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Resource


def resource(arn: Arn) -> Resource | None:
    """Return the API of the ARN of an invocation."""
    if arn.account not in apigateway_backends:
        return None
    api_id = arn.resource.partition("/")[0]
    known = apigateway_backends[arn.account][arn.region].apis
    found = next((one for name, one in list(known.items()) if name.lower() == api_id), None)
    if found is None:
        return None
    text = ":".join(arn)
    return Resource(text, arn.account, policy("API policy", found.policy) if found.policy else None)
