"""Function URLs of Lambda: the authentication type of the URL, and the policy of the function.

Reference: Lambda developer guide, urls-auth.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from localstack.services.lambda_.invocation.models import lambda_stores
from localstack.utils.aws.arns import get_partition

from sandbox.authorization import Requirement
from sandbox.emulated.caller import CallerKind
from sandbox.emulated.errors import AwsError
from sandbox.gateway.authentication.handler import regions
from sandbox.gateway.data_planes.invocation import (
    Invocation,
    is_examined,
    lacking,
    unauthenticated_caller,
    verified_caller,
)

HOST = re.compile(r"([^.]+)\.lambda-url\.([a-z0-9-]+)\.")
_PAGE = "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"
FORBIDDEN = f"Forbidden. For troubleshooting Function URL authorization issues, see: {_PAGE}"


def authorize(chain: Any, request: Any, response: Any) -> None:
    """Answer a request to a function URL that is not authorized, and end the request path."""
    named = HOST.match(request.host.lower())
    config = _find(named[1], named[2]) if named is not None and named[2] in regions() else None
    if named is None or config is None or not is_examined(request):
        return  # LocalStack refuses a URL that does not exist
    region, needed = named[2], tuple(_needed(config))
    invocation = Invocation.of(request, "lambda", "InvokeFunctionUrl", region, get_partition(region))
    if config.auth_type == "NONE":
        refused = lacking(invocation, unauthenticated_caller(request, "lambda"), needed) is not None
        error = AwsError("AccessDeniedException", FORBIDDEN, HTTPStatus.FORBIDDEN)
    else:
        caller = verified_caller(request, "lambda")
        if isinstance(caller, AwsError):
            refused, error = True, caller
        else:
            refused = lacking(invocation, caller, needed) is not None
            error = AwsError("AccessDeniedException", FORBIDDEN, HTTPStatus.FORBIDDEN)
            if caller.kind is CallerKind.ANONYMOUS:
                error = AwsError("AccessDeniedException", "Forbidden", HTTPStatus.FORBIDDEN)
    if refused:
        _answer(chain, response, error)


def _needed(config: Any) -> Iterator[Requirement]:
    """Yield what an invocation needs: since October 2025 the permission to invoke the function as well."""
    yield Requirement(
        "lambda:InvokeFunctionUrl", config.function_arn, {"lambda:FunctionUrlAuthType": str(config.auth_type)}
    )
    yield Requirement("lambda:InvokeFunction", config.function_arn, {"lambda:InvokedViaFunctionUrl": True})


def _find(url_id: str, region: str) -> Any | None:
    for account in list(lambda_stores):
        for function in list(lambda_stores[account][region].functions.values()):
            for config in list(function.function_url_configs.values()):
                if config.url_id.lower() == url_id.lower():
                    return config
    return None


def _answer(chain: Any, response: Any, error: AwsError) -> None:
    member = "Message" if error.code == "AccessDeniedException" else "message"
    response.status_code = int(error.status)
    response.headers["x-amzn-ErrorType"] = error.code
    response.headers["Content-Type"] = "application/json"
    response.data = json.dumps({member: error.message})
    chain.stop()
