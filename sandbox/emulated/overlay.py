"""Build a LocalStack service from native operations and a base for the others: LocalStack itself or moto."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.forwarder import create_aws_request_context
from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service
from localstack.services.moto import call_moto
from localstack.services.plugins import Service

from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.input_check import unreadable
from sandbox.emulated.operation import Operation
from sandbox.emulated.registry import DeclarationError, EmulatedService, declaration, operations
from sandbox.emulated.service_declaration import ServiceDeclaration

_LOG = logging.getLogger(__name__)

type Handler = Callable[[Any, dict[str, Any]], Any]
"""Takes LocalStack's request context and the parsed request; returns the response as boto3 would show it."""


def emulate(service: EmulatedService, native_to_localstack: Callable[[], Service]) -> Service:
    """Return the service; `native_to_localstack` loads LocalStack's own one where that is the base."""
    model = load_service(service.name)
    native = operations(service)
    if unknown := sorted(set(native) - set(model.operation_names)):
        raise DeclarationError(f"{service.name} has no operation {', '.join(unknown)}.", "Name them as botocore does.")

    below = native_to_localstack() if service.base == "localstack" else None
    declared = declaration(service)
    table: dict[str, Handler] = {}
    for name in model.operation_names:
        handler = _base_handler(service, name, below)
        if name in native:
            handler = _native_handler(native[name], declared, handler)
        table[name] = _translating_errors(handler)
    if below is None:
        return Service(name=service.name, skeleton=Skeleton(model, table))
    below.skeleton = Skeleton(model, table)
    return below


def _native_handler(function: Operation, declared: ServiceDeclaration, base: Handler) -> Handler:
    """Check the call, run the function with the service's state locked, then run its deferred steps."""

    def handle(context: RequestContext, request: dict[str, Any]) -> Any:
        call = declared.make_call(
            account=context.account_id,
            region=context.region,
            partition=context.partition,
            service=context.service.service_name,
            operation=context.operation.name,
            request=request,
            open_state=declared.open_state,
            base=lambda changed: base(context, changed),
            context=context,
        )
        with call:
            declared.check(call, context.operation)
            response = function(call)
        for step in call.afterwards:
            step()
        return response

    return handle


def _base_handler(service: EmulatedService, name: str, below: Service | None) -> Handler:
    if service.base == "moto":
        return _refusing(service.name, name, lambda context, _request: call_moto(context))
    if below is not None and (handler := below.skeleton.dispatch_table.get(name)):
        return _refusing(service.name, name, handler)
    return _missing(service.name, name)


_UNCHECKED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What moto raises for values that it does not expect, where AWS refuses the request."""


def _refusing(service: str, name: str, handler: Handler) -> Handler:
    """Call the base with the given request; an operation that it lacks is refused by name.

    Where the base fails on the request, that is refused as the client's fault, which SDKs do not retry.
    """

    def call(context: RequestContext, request: dict[str, Any]) -> Any:
        if request != context.service_request:
            context = _changed(context, request)
        try:
            return handler(context, request)
        except NotImplementedError as absent:
            raise NotEmulatedError(service, name, str(absent)) from absent
        except _UNCHECKED as unchecked:
            _LOG.warning("%s of %s: %s %s", name, service, type(unchecked).__name__, unchecked, exc_info=True)
            raise unreadable(context.service, f"{type(unchecked).__name__} {unchecked}") from unchecked

    return call


def _missing(service: str, name: str) -> Handler:
    def refuse(_context: RequestContext, _request: dict[str, Any]) -> Any:
        raise NotEmulatedError(service, name)

    return refuse


def _translating_errors(handler: Handler) -> Handler:
    """Call the handler with its own copy of the request; raise an `AwsError` as LocalStack's own exception."""

    def call(context: RequestContext, request: dict[str, Any]) -> Any:
        try:
            return handler(context, dict(request or {}))
        except AwsError as error:
            answer = CommonServiceException(
                code=error.code, message=error.message, status_code=error.status, sender_fault=error.sender_fault
            )
            for field, value in error.fields.items():
                setattr(answer, field, value)
            raise answer from error

    return call


def _changed(context: RequestContext, request: dict[str, Any]) -> RequestContext:
    """Serialise a changed request as if the same caller had sent it."""
    changed = create_aws_request_context(
        service_name=context.service.service_name,
        action=context.operation.name,
        protocol=context.protocol,
        parameters=request,
        region=context.region,
    )
    caller = context.request.headers.copy()
    caller.update(changed.request.headers)
    for header in ("Authorization", "X-Amz-Security-Token"):
        if header in context.request.headers:
            caller[header] = context.request.headers[header]
    changed.request.headers = caller
    changed.account_id = context.account_id
    changed.partition = context.partition
    changed.request_id = context.request_id
    changed.internal_request_params = context.internal_request_params
    return changed
