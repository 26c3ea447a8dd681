"""API Gateway: the action is the HTTP method, the resource is the path of the request.

Reference: API Gateway developer guide, api-gateway-control-access-using-iam-policies-to-create-and-manage-api.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.request_tags import request_tags
from sandbox.authorization.service_rules import ServiceRules


def _by_path(call: OperationCall) -> Iterator[Requirement]:
    resource = f"arn:{call.partition}:apigateway:{call.region}::{call.path.partition('?')[0]}"
    yield Requirement(f"apigateway:{call.method.upper()}", resource, request_tags(call.parameters))


RULES = ServiceRules(
    prefix="apigateway",
    special={"*": _by_path},
    passes={
        "PutIntegration": (("credentials", "apigateway.amazonaws.com"),),
        "CreateAuthorizer": (("authorizerCredentials", "apigateway.amazonaws.com"),),
    },
)
