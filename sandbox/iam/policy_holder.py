"""Resources whose policy applies to the resources below them: a bucket's to its objects, an API's to its methods.

Reference: S3 user guide, security_iam_service-with-iam; DynamoDB developer guide, rbac-resource-policies (indexes); API
Gateway developer guide, apigateway-resource-policies; OpenSearch Service developer guide, ac (domain access policies);
EventBridge user guide, eb-event-bus-permissions (rules have none of their own).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sandbox.iam.arn import Arn

_PARTS: Mapping[str, int] = {"s3": 1, "execute-api": 1, "dynamodb": 2, "es": 2}
"""Service -> the number of parts of a resource's name, between slashes, that name the resource with the policy."""


@lru_cache(maxsize=4096)
def policy_holder(arn: str) -> str | None:
    """Return the ARN of the resource above that carries the policy; None where there is none.

    Example:
        >>> policy_holder("arn:aws:s3:::pictures/2026/a.png")
        'arn:aws:s3:::pictures'

    """
    parsed = Arn.parse(arn)
    if parsed is None or parsed.service not in _PARTS or _is_access_point(parsed):
        return None
    count = _PARTS[parsed.service]
    names = parsed.resource.split("/")
    if len(names) <= count or _has_policy_of_its_own(parsed.service, names):
        return None
    return ":".join((*parsed[:-1], "/".join(names[:count])))


def _is_access_point(arn: Arn) -> bool:
    """Return whether it is an access point of S3 or an object behind one: ARNs of buckets have no account."""
    return arn.service == "s3" and bool(arn.account)


def _has_policy_of_its_own(service: str, names: list[str]) -> bool:
    """Return whether it is a stream of a table, which has a policy of its own."""
    return service == "dynamodb" and names[2] == "stream"
