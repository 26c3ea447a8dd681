"""Requests to internal endpoints that need the project's token."""

import pytest

from sandbox.gateway.internal_endpoints import needs_token

NO_TOKEN = [
    ("GET", "/_localstack/health"),
    ("HEAD", "/_localstack/health"),
    ("GET", "/_localstack/info"),
    ("GET", "/_causeway/engine"),
    ("GET", "/_causeway/engine/"),
    ("POST", "/_aws/execute-api/abc/prod/orders"),
    ("GET", "/_aws/sns/SimpleNotificationService-6c6f.pem"),
    ("POST", "/"),
    ("PUT", "/bucket/_aws/key"),
    ("GET", "/_next/static/site.js"),
    ("GET", "/__aws/x"),
    ("GET", "/restapis/abc/prod/_user_request_/orders"),
]
TOKEN_REQUIRED = [
    ("POST", "/_localstack/health"),
    ("PUT", "/_localstack/health"),
    ("DELETE", "/_localstack/health"),
    ("POST", "/_localstack/health/"),
    ("POST", "//_localstack/health"),
    ("GET", "/_localstack/plugins"),
    ("GET", "/_localstack/init"),
    ("GET", "/_localstack/config"),
    ("GET", "/_localstack"),
    ("GET", "/_localstack_lambda/1/status"),
    ("GET", "/_aws/sqs/messages"),
    ("GET", "/_aws/ses"),
    ("DELETE", "/_aws/dynamodb/expired"),
    ("GET", "/_aws"),
    ("GET", "/_causeway/datacentre"),
    ("PUT", "/_causeway/datacentre"),
    ("PUT", "/_causeway/accounts/111111111111"),
    ("POST", "/_causeway/engine"),
    ("GET", "/_causeway/nothing"),
]


@pytest.mark.parametrize(("method", "path"), NO_TOKEN)
def test_services_and_the_engines_state_need_no_token(method: str, path: str):
    assert not needs_token(method, path)


@pytest.mark.parametrize(("method", "path"), TOKEN_REQUIRED)
def test_all_other_internal_endpoints_need_the_token(method: str, path: str):
    assert needs_token(method, path)
