"""Lays native operations over what answers without them, and makes a LocalStack service of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.forwarder import create_aws_request_context
from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service
from localstack.services.moto import call_moto
from localstack.services.plugins import Service

from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import Handler, set_inner
from sandbox.emulated.registry import DeclarationError, EmulatedService, operations


def emulate(service: EmulatedService, native_to_localstack: Callable[[], Service]) -> Service:
    """Make the service; `native_to_localstack` loads LocalStack's own one where that is the base."""
    model = load_service(service.name)
    native = operations(service)
    if unknown := sorted(set(native) - set(model.operation_names)):
        raise DeclarationError(f"{service.name} has no operation {', '.join(unknown)}")

    below = native_to_localstack() if service.base == "localstack" else None
    table: dict[str, Handler] = {}
    for name in model.operation_names:
        base = _base_handler(service, name, below)
        set_inner(service.name, name, base)
        table[name] = _at_the_edge(native.get(name, base))
    if below is None:
        return Service(name=service.name, skeleton=Skeleton(model, table))
    below.skeleton = Skeleton(model, table)
    return below


def _base_handler(service: EmulatedService, name: str, below: Service | None) -> Handler:
    if service.base == "moto":
        return _refusing(service.name, name, lambda context, _request: call_moto(context))
    if below is not None and (handler := below.skeleton.dispatch_table.get(name)):
        return _refusing(service.name, name, handler)
    return _missing(service.name, name)


def _refusing(service: str, name: str, handler: Handler) -> Handler:
    """Give the base the request it is asked for, and turn its silence into a refusal by name."""

    def call(context: RequestContext, request: dict[str, Any]) -> Any:
        if request != context.service_request:
            context = _changed(context, request)
        try:
            return handler(context, request)
        except NotImplementedError as absent:
            raise NotEmulatedError(service, name, str(absent)) from absent

    return call


def _missing(service: str, name: str) -> Handler:
    def refuse(_context: RequestContext, _request: dict[str, Any]) -> Any:
        raise NotEmulatedError(service, name)

    return refuse


def _at_the_edge(handler: Handler) -> Handler:
    """Call the handler with its own copy of the request; say an `AwsError` in LocalStack's terms."""

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
