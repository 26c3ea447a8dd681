"""Requests to the URL of a queue, which are operations of SQS as those to its endpoint are.

LocalStack executes them inside the engine, for a caller of its own. Here they go the way of every operation: parsed,
authenticated and authorized. Reference: SQS developer guide, sqs-making-api-requests-xml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.gateway.aws_error import exception

type Handler = Callable[[Any, Any, Any], None]

_PATH = re.compile(r"/(queue/[a-z0-9-]+/)?[0-9]{12}/[a-zA-Z0-9_-]+(\.fifo)?")
"""Paths that LocalStack routes to a queue, whatever the host."""
_NOT_OF_A_QUEUE = ("CreateQueue", "ListQueues")


def is_queue_url(request: Any) -> bool:
    """Return whether a request is an operation by a queue's URL."""
    return _PATH.fullmatch(request.path) is not None and bool(request.values.get("Action"))


def pass_on(serve: Handler) -> Handler:
    """Return LocalStack's handler of routes, which leaves requests to queue URLs to the handlers after it."""

    @wraps(serve)
    def leave(chain: Any, context: Any, response: Any) -> None:
        if not is_queue_url(context.request):
            serve(chain, context, response)

    return leave


def name_queue(_chain: Any, context: Any, _response: Any) -> None:
    """Give an operation the queue of its URL, by which LocalStack finds one that the parameters do not name."""
    if context.service is None or context.service.service_name != "sqs" or context.operation is None:
        return
    if context.operation.name in _NOT_OF_A_QUEUE and is_queue_url(context.request):
        message = f"The action {context.operation.name} is not valid for this endpoint."
        raise exception(AwsError("InvalidAction", message, HTTPStatus.BAD_REQUEST))
    given, shape = context.service_request or {}, context.operation.input_shape
    if shape is None or "QueueUrl" not in shape.members or not context.request.path.strip("/"):
        return
    context.service_request = {**given, "QueueUrl": given.get("QueueUrl") or context.request.base_url}
