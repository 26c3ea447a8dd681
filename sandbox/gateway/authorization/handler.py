"""The gateway's handler: decides what a call needs, and refuses it with the service's error."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Any

from sandbox.authorization import NoMapping, OperationCall, requirements
from sandbox.authorization.registry import action_prefix
from sandbox.emulated.caller import Caller, CallerKind
from sandbox.emulated.errors import AwsError
from sandbox.emulated.iam.last_accessed import attempts
from sandbox.emulated.policies.finder import find
from sandbox.emulated.policies.reference import REFERENCE
from sandbox.emulated.s3.form_upload import form_members
from sandbox.emulated.sts.inherited import with_inherited
from sandbox.emulated.sts.session_limits import beyond_session
from sandbox.gateway import enforcement
from sandbox.gateway.authorization import denied_calls
from sandbox.gateway.authorization.denial import access_denied
from sandbox.gateway.authorization.public_access import public_access_refusal
from sandbox.gateway.authorization.recorded_calls import first_refusal_of_call
from sandbox.gateway.authorization.request_keys import request_keys
from sandbox.gateway.authorization.service_calls import operation_on_aws, service_caller
from sandbox.gateway.aws_error import exception
from sandbox.gateway.enforcement import Mode
from sandbox.iam import EvaluationTrace

LOG = logging.getLogger(__name__)

_NOT_SIGNED = "none"
"""botocore's `auth_type` of operations that take no signature, and that IAM does not authorize on AWS either."""


def authorize(_chain: Any, context: Any, _response: Any) -> None:
    """Refuse a call that its caller is not allowed; administrators are not examined.

    Neither are calls inside the engine, unless a service acts for a resource: see `service_calls`. While auditing,
    `context.refusal` is the error, and the call goes on.
    """
    caller = getattr(context, "caller", None) or service_caller(context)
    mode = enforcement.current().mode
    if mode is Mode.OFF or caller is None or caller.kind is CallerKind.ADMINISTRATOR or context.operation is None:
        return
    if caller.kind is CallerKind.ANONYMOUS and _takes_no_signature(context):
        return
    if getattr(context, "refusal", None) is not None:
        return  # while auditing: its caller is not authenticated
    denied = _denial(context, caller)
    if denied is None:
        return
    error, trace = denied
    denied_calls.keep(context, caller, error, trace, refused=mode is Mode.ENFORCE)
    if mode is Mode.AUDIT:
        context.refusal = error
        LOG.warning("audit: %s would be refused: %s", context.operation.name, error)
        return
    raise exception(error)


def _takes_no_signature(context: Any) -> bool:
    """Return whether AWS takes the operation unsigned, without IAM; STS's are decided by the role's trust policy."""
    return context.operation.auth_type == _NOT_SIGNED and context.service.service_name != "sts"


def _denial(context: Any, caller: Caller) -> tuple[AwsError, EvaluationTrace | None] | None:
    """Return the service's error, and the evaluation that ends in it; None for a call that is allowed."""
    service = context.service.service_name
    beyond = beyond_session(caller, service, context.operation.name)
    if beyond is not None:
        return beyond, None
    protocol = context.protocol or context.service.protocol
    call, now = _call(context, caller), datetime.now(UTC)
    try:
        needed = requirements(call, REFERENCE)
    except NoMapping as unknown:
        return AwsError("AccessDenied", str(unknown), HTTPStatus.FORBIDDEN), None
    keys = request_keys(context, caller, now)
    actions, region = {one.action for one in needed}, str(keys["aws:RequestedRegion"])
    attempts.note(caller, context.partition, call.prefix, actions, region=region, now=now)
    refused = first_refusal_of_call(caller, context.partition, needed, keys)
    if refused is not None:
        return access_denied(service, protocol, refused.trace), refused.trace
    public = public_access_refusal(context, caller)
    return None if public is None else (public, None)


def _parameters(context: Any) -> dict[str, Any]:
    request: dict[str, Any] = context.service_request or {}
    if context.operation.name == "PostObject":
        return {**request, **form_members(context.request)}
    assumes = context.service.service_name == "sts" and context.operation.name.startswith("AssumeRole")
    return with_inherited(getattr(context, "caller", None), request) if assumes else request


def _call(context: Any, caller: Caller) -> OperationCall:
    service = context.service
    return OperationCall(
        service=service.service_name,
        prefix=action_prefix(service.service_name, service.signing_name),
        operation=operation_on_aws(caller, service.service_name, context.operation.name),
        parameters=_parameters(context),
        account=context.account_id,
        region=context.region,
        partition=context.partition,
        method=context.request.method,
        path=context.request.path,
        find=partial(find, context.partition, context.account_id, context.region),
    )
