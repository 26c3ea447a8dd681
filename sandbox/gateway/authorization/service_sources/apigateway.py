"""API Gateway: an integration calls a service with the credentials of a role, or as API Gateway.

LocalStack sends the calls of AWS integrations over the socket, with a signature that nobody could verify, and names API
Gateway in a header that an external caller may not send. Here they stay inside the engine.
Reference: API Gateway developer guide, api-gateway-control-access-using-iam-policies-to-invoke-api and
integration-request-basic-setup (credentials).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import requests
from localstack.aws.api import RequestContext
from localstack.aws.client import create_http_request
from localstack.aws.connect import connect_to
from localstack.constants import INTERNAL_AWS_ACCESS_KEY_ID
from localstack.http import Response
from localstack.runtime import get_current_runtime
from localstack.services.apigateway.next_gen.execute_api.integrations import aws
from localstack.utils.patch import patch

from sandbox.gateway.authorization.service_sources.source import acting_for

_SERVICE = "apigateway"
_SESSION = "BackplaneAssumeRoleSession"
"""Name of the sessions of integrations, in API Gateway as in LocalStack."""


@dataclass(frozen=True)
class _Answer:
    """What LocalStack reads of an HTTP response."""

    content: bytes
    status_code: int
    headers: dict[str, str]


def _call_inside(method: str, url: str, *, headers: Mapping[str, str], **given: Any) -> _Answer:
    """Make the request of an integration in the gateway itself, as LocalStack's clients do."""
    own = {**headers, "Host": urlsplit(url).netloc}  # LocalStack's name of the host of SQS is none of the engine's
    prepared: Any = requests.Request(method, url, headers=own, **given).prepare()
    context, response = RequestContext(create_http_request(prepared)), Response()
    get_current_runtime().components.gateway.handle(context, response)
    return _Answer(response.get_data(), response.status_code, dict(response.headers))


aws.requests = SimpleNamespace(request=_call_inside)


@patch(aws.RestApiAwsIntegration.invoke)
def _invoke(original: Any, integration: Any, context: Any) -> Any:
    with acting_for(_SERVICE, aws.get_source_arn(context)):
        return original(integration, context)


@patch(aws.RestApiAwsProxyIntegration.invoke)
def _invoke_function(original: Any, integration: Any, context: Any) -> Any:
    with acting_for(_SERVICE, aws.get_source_arn(context)):
        return original(integration, context)


_headers = aws.get_internal_mocked_headers


def _with_role(service_name: str, region_name: str, source_arn: str, role_arn: str | None) -> dict[str, str]:
    """Return the headers of a request, which name the session of the role; it is begun for each request."""
    found = dict(_headers(service_name=service_name, region_name=region_name, source_arn=source_arn, role_arn=None))
    if role_arn:
        sts = connect_to(region_name=region_name).sts
        sts = sts.request_metadata(source_arn=source_arn, service_principal=_SERVICE)
        keys = sts.assume_role(RoleArn=role_arn, RoleSessionName=_SESSION)["Credentials"]
        found["Authorization"] = found["Authorization"].replace(INTERNAL_AWS_ACCESS_KEY_ID, keys["AccessKeyId"])
    return found


aws.get_internal_mocked_headers = _with_role
