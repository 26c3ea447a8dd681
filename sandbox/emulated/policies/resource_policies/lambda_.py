"""Functions: the policy of the unqualified function, or of the version or alias that an ARN names."""

from __future__ import annotations

import json

from localstack.services.lambda_.invocation.models import lambda_stores

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Resource

_LATEST = "$LATEST"


def resource(arn: Arn) -> Resource | None:
    """Return the function of an ARN."""
    kind, _, rest = arn.resource.partition(":")
    name, _, qualifier = rest.partition(":")
    if kind != "function" or arn.account not in lambda_stores:
        return None
    found = lambda_stores[arn.account][arn.region].functions.get(name)
    if found is None:
        return None
    granted = found.permissions.get(qualifier or _LATEST)
    text = ":".join(arn)
    if granted is None:
        return Resource(text, arn.account)
    document = {"Version": granted.policy.Version, "Id": granted.policy.Id, "Statement": granted.policy.Statement}
    return Resource(text, arn.account, policy("function policy", json.dumps(document)))
