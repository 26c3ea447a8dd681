"""The gateway's exception handler: answers a call whose service was denied a call of its own.

LocalStack's providers let the inner error through, which the gateway would answer as an internal error. AWS answers
that the caller, or the role that the service assumed, is not authorized.
"""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from sandbox.gateway.authorization.denial import denied_within
from sandbox.gateway.aws_error import answer, exception

_NOT_AUTHORIZED = "not authorized to perform"
_CODES = frozenset(("AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation"))


def answer_denied_within(_chain: Any, error: Exception, context: Any, response: Any) -> None:
    """Replace the internal error by the service's own denial, with the message of the inner one."""
    if not isinstance(error, ClientError) or context.service is None:
        return
    inner = error.response.get("Error", {})
    message = str(inner.get("Message", ""))
    if inner.get("Code") not in _CODES or _NOT_AUTHORIZED not in message:
        return
    protocol = context.protocol or context.service.protocol
    denied = exception(denied_within(context.service.service_name, protocol, message))
    context.service_exception = denied
    answer(context, response, denied)
