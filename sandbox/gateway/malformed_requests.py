"""Refuse requests that no operation's parser can read with the protocol's client error instead of a 500."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.model import OperationNotFoundError
from localstack.aws.protocol.parser import OperationNotFoundParserError, RequestParserError
from localstack.aws.protocol.service_router import ProtocolError

from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.newer_models import unknown_operations
from sandbox.gateway import json_types, protocol_errors
from sandbox.gateway.aws_error import answer, exception

type Handler = Callable[[Any, Any, Any], None]

JSON = frozenset({"json", "rest-json"})
RPC_PATH = "/service/"
"""Begins the path of a request of Smithy's RPC v2, whose last part is the operation."""


def refuse_malformed(parse: Handler) -> Handler:
    """Wrap one of LocalStack's parsing handlers: refuse what it cannot read and end the request path."""

    def call(chain: Any, context: Any, response: Any) -> None:
        try:
            parse(chain, context, response)
            _check_json(context)
        except (RequestParserError, ProtocolError, json_types.WrongJsonType) as error:
            if context.service is None:
                raise
            context.operation = None  # a request that cannot be read has no operation: nothing is recorded
            answer(context, response, exception(_refusal(context, error)))
            chain.stop()

    call.__wrapped__ = parse  # type: ignore[attr-defined]
    return call


def _check_json(context: Any) -> None:
    operation = context.operation
    if operation is None or operation.input_shape is None or context.protocol not in JSON:
        return
    shape = operation.input_shape
    if "payload" not in shape.serialization and "cbor" not in context.request.mimetype and context.request.data:
        json_types.check(shape, context.request.get_json(force=True))


def _refusal(context: Any, error: Exception) -> AwsError:
    service, protocol = context.service.service_name, context.protocol or context.service.protocol
    if isinstance(error, json_types.WrongJsonType):
        return protocol_errors.malformed(service, protocol, str(error))
    cause = error.__cause__
    if newer := _newer_operation(context, service, protocol):
        return NotEmulatedError(newer.service, newer.name)
    no_target = protocol == "json" and "X-Amz-Target" not in context.request.headers
    not_found = isinstance(error, (OperationNotFoundParserError, ProtocolError))
    if not_found or isinstance(cause, OperationNotFoundError) or no_target:
        return protocol_errors.unknown_operation(service, protocol, _operation_name(context.request))
    if protocol in {"query", "ec2"} and "Action" not in context.request.values:
        return protocol_errors.missing_action(service)
    return protocol_errors.malformed(service, protocol, str(error) if cause is None else f"{error} {cause}")


def _newer_operation(context: Any, service: str, protocol: str) -> unknown_operations.UnknownOperation | None:
    """Return the operation of the request that only newer models than the engine's have."""
    request = context.request
    if protocol.startswith("rest-"):
        return unknown_operations.requested(service, request.method, request.path, frozenset(request.args))
    return unknown_operations.named(service, _operation_name(request))


def _operation_name(request: Any) -> str:
    """Return the operation that the request names, else its method and path."""
    if target := request.headers.get("X-Amz-Target"):
        return str(target).rpartition(".")[2]
    if request.path.startswith(RPC_PATH):
        return str(request.path).rpartition("/")[2]
    if request.method == "POST" and (action := request.values.get("Action")):
        return str(action)
    return str(request.args.get("Action") or f"{request.method} {request.path}")
