"""Resources of API Gateway policies that are written relative to the API: `execute-api:/stage/METHOD/path`.

Reference: API Gateway developer guide, openapi-extensions-policy and apigateway-resource-policies-examples. The API to
which the policy is attached completes them with its Region, account and id.
"""

from __future__ import annotations

from sandbox.iam.arn import Arn

RELATIVE = "execute-api:/"
_SERVICE = "execute-api"


def relative_name(resource: str) -> str | None:
    """Return the relative name of an API's resource, given as an ARN; None for a resource of another service.

    Example:
        >>> relative_name("arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/prod/GET/pets")
        'execute-api:/prod/GET/pets'

    """
    arn = Arn.parse(resource)
    return f"{RELATIVE}{arn.resource.partition('/')[2]}" if arn and arn.service == _SERVICE else None
