"""Invocations of REST APIs: the authorization type of the method, and the resource policy of the API.

Reference: API Gateway developer guide, apigateway-authorization-flow and api-gateway-control-access-using-iam-
policies-to-invoke-api.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from localstack.services.apigateway.next_gen.execute_api import handlers
from localstack.services.apigateway.next_gen.execute_api.gateway_response import (
    AccessDeniedError,
    BaseGatewayException,
    ExpiredTokenError,
    InvalidSignatureError,
    MissingAuthTokenError,
)
from localstack.utils.aws.arns import get_partition
from moto.apigateway.models import apigateway_backends

from sandbox.authorization import Requirement
from sandbox.emulated.caller import CallerKind
from sandbox.emulated.errors import AwsError
from sandbox.emulated.policies.resource_policies import resource_of
from sandbox.gateway.data_planes.invocation import (
    Invocation,
    is_examined,
    lacking,
    unauthenticated_caller,
    verified_caller,
)
from sandbox.gateway.vpc_endpoints import ENDPOINT
from sandbox.iam.message import refusal

SIGNING_NAME = "execute-api"
ACTION = "execute-api:Invoke"
IAM, NONE = "AWS_IAM", "NONE"
_BY_CODE = {"ExpiredTokenException": ExpiredTokenError, "UnrecognizedClientException": MissingAuthTokenError}
_SHOWN_DIGITS = 4
"""Digits of an account id that API Gateway's message shows."""


def install() -> None:
    """Examine every invocation after LocalStack has found its method; to be called when REST APIs are served."""
    if authorize not in handlers.preprocess_request.handlers:
        handlers.preprocess_request.append(authorize)


def authorize(_chain: Any, context: Any, _response: Any) -> None:
    """Raise API Gateway's error for an invocation that is not authorized."""
    if not is_examined(context.request):
        return
    arn, partition = _arn(context), get_partition(context.region)
    invocation = Invocation.of(context.request, SIGNING_NAME, "Invoke", context.region, partition)
    private = _is_private(context)
    if private and ENDPOINT not in context.request.environ:
        raise _Forbidden("Forbidden")
    needed, kind = (Requirement(ACTION, arn),), context.resource_method.get("authorizationType") or NONE
    if kind == IAM:
        caller = verified_caller(context.request, SIGNING_NAME)
        if isinstance(caller, AwsError):
            raise _exception(caller)
        trace = lacking(invocation, caller, needed)
        if trace is not None and caller.kind is CallerKind.ANONYMOUS:
            raise MissingAuthTokenError("Missing Authentication Token")
    else:
        known = resource_of(arn)
        if not private and (known is None or known.policy is None):
            return
        # Authorizers of LocalStack's free release authorize nothing: of these methods the denials alone are decided.
        denials_alone = kind != NONE
        caller = unauthenticated_caller(context.request, SIGNING_NAME)
        trace = lacking(invocation, caller, needed, denials_alone=denials_alone)
    if trace is not None:
        hidden = "*" * (len(context.account_id) - _SHOWN_DIGITS) + context.account_id[-_SHOWN_DIGITS:]
        raise AccessDeniedError((refusal(trace) or "").replace(arn, arn.replace(context.account_id, hidden, 1)))


def _arn(context: Any) -> str:
    """Return the ARN of an invocation; a slash at the end of the path and percent-encoding mean nothing to the API."""
    path = unquote(context.invocation_request["path"]).strip("/")
    place = f"arn:{get_partition(context.region)}:{SIGNING_NAME}:{context.region}:{context.account_id}"
    return f"{place}:{context.api_id}/{context.stage}/{context.request.method}/{path}"


def _is_private(context: Any) -> bool:
    """Return whether only VPC endpoints reach an API, which then needs a resource policy.

    Reference: API Gateway developer guide, apigateway-private-apis.
    """
    known = apigateway_backends[context.account_id][context.region].apis
    api = next((one for name, one in list(known.items()) if name.lower() == context.api_id), None)
    return api is not None and "PRIVATE" in (api.endpoint_configuration or {}).get("types", ())


class _Forbidden(BaseGatewayException):
    """The answer of a private API to a request that does not come through a VPC endpoint."""

    type = AccessDeniedError.type
    status_code = int(HTTPStatus.FORBIDDEN)
    code = "ForbiddenException"


def _exception(error: AwsError) -> BaseGatewayException:
    raised: BaseGatewayException = _BY_CODE.get(error.code, InvalidSignatureError)(error.message)
    raised.code = error.code
    raised.status_code = int(error.status)
    return raised
