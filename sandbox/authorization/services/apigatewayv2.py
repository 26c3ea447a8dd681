"""API Gateway's HTTP and WebSocket APIs: as in its REST APIs, the method and the path."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules
from sandbox.authorization.services.apigateway import RULES as REST

RULES = ServiceRules(
    prefix="apigateway",
    special=REST.special,
    passes={
        "CreateIntegration": (("CredentialsArn", "apigateway.amazonaws.com"),),
        "UpdateIntegration": (("CredentialsArn", "apigateway.amazonaws.com"),),
        "CreateAuthorizer": (("AuthorizerCredentialsArn", "apigateway.amazonaws.com"),),
    },
)
