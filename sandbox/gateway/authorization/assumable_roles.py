"""Roles that a call gives to a service, which some services try to assume before they take them.

Whoever calls: an administrator, too, may not give a role that does not trust the service.
Reference: the API reference of each operation; Lambda developer guide, troubleshooting-deployment (roles).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sandbox.authorization import OperationCall, Requirement
from sandbox.authorization.passed_roles import passed_roles
from sandbox.authorization.registry import action_prefix, rules_of
from sandbox.emulated.caller import Caller, CallerKind, Source
from sandbox.emulated.errors import AwsError
from sandbox.emulated.policies.decision import first_refusal
from sandbox.emulated.policies.finder import find
from sandbox.gateway import enforcement
from sandbox.gateway.authorization.request_keys import request_keys
from sandbox.gateway.aws_error import exception
from sandbox.gateway.enforcement import Mode

LOG = logging.getLogger(__name__)

type _Refuse = Callable[[str], AwsError]
"""Return the service's error for a role."""


def _firehose(role: str) -> AwsError:
    message = f"Firehose is unable to assume role {role}. Please check the role provided."
    return AwsError("InvalidArgumentException", message)


def _lambda(_role: str) -> AwsError:
    return AwsError("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.")


def _logs(_role: str) -> AwsError:
    message = "Could not deliver test message to specified destination. Check if the destination is valid."
    return AwsError("InvalidParameterException", message)


def _scheduler(_role: str) -> AwsError:
    message = "The execution role you provide must allow AWS EventBridge Scheduler to assume the role."
    return AwsError("ValidationException", message)


def _states(_role: str) -> AwsError:
    message = (
        "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume "
        "the provided role."
    )
    return AwsError("AccessDeniedException", message)


_CHECKED: Mapping[tuple[str, str], _Refuse] = {
    ("firehose", "CreateDeliveryStream"): _firehose,
    ("lambda", "UpdateFunctionConfiguration"): _lambda,
    ("logs", "PutSubscriptionFilter"): _logs,
    ("scheduler", "CreateSchedule"): _scheduler,
    ("scheduler", "UpdateSchedule"): _scheduler,
    ("stepfunctions", "CreateStateMachine"): _states,
    ("stepfunctions", "UpdateStateMachine"): _states,
}
"""Service and operation -> its error.

LocalStack checks the role of Lambda's CreateFunction itself. EventBridge takes the roles of targets unchecked, and
drops the events for which it may not assume them.
"""


_NAMES = {
    "firehose": ("DeliveryStreamName", "deliverystream/"),
    "logs": ("logGroupName", "log-group:"),
    "scheduler": ("GroupName", "schedule-group/"),
    "stepfunctions": ("name", "stateMachine:"),
}
"""Service -> the parameter with the name of the resource, and what precedes it in the ARN; Lambda names no resource."""


def check_roles(_chain: Any, context: Any, _response: Any) -> None:
    """Refuse a call by the service's error where the service may not assume a role that it gets.

    While auditing, the refusal is logged. The resource for which the service would assume the role is that of the call.
    """
    if context.service is None or context.operation is None or context.is_internal_call:
        return
    refuse = _CHECKED.get((context.service.service_name, context.operation.name))
    mode = enforcement.current().mode
    if refuse is None or mode is Mode.OFF:
        return
    call = _call(context)
    for passed in passed_roles(call, rules_of(call.service)):
        role, service = passed.resource, str(passed.context["iam:PassedToService"])
        if _is_assumable(context, call, role, service):
            continue
        if mode is Mode.ENFORCE:
            raise exception(refuse(role))
        LOG.warning("audit: %s would be refused: %s may not assume %s", call.operation, service, role)


def _call(context: Any) -> OperationCall:
    service = context.service
    return OperationCall(
        service=service.service_name,
        prefix=action_prefix(service.service_name, service.signing_name),
        operation=context.operation.name,
        parameters=context.service_request or {},
        account=context.account_id,
        region=context.region,
        partition=context.partition,
        find=partial(find, context.partition, context.account_id, context.region),
    )


def _is_assumable(context: Any, call: OperationCall, role: str, service: str) -> bool:
    caller = Caller(CallerKind.SERVICE, arn=service, source=Source(_source(call), call.account))
    keys = request_keys(context, caller, datetime.now(UTC))
    return first_refusal(caller, call.partition, (Requirement("sts:AssumeRole", role),), keys) is None


def _source(call: OperationCall) -> str | None:
    """Return the ARN of the resource that gets the role."""
    if call.parameters.get("stateMachineArn"):
        return str(call.parameters["stateMachineArn"])
    if call.service not in _NAMES:
        return None
    parameter, kind = _NAMES[call.service]
    name = str(call.parameters.get(parameter) or "default")  # the default group of schedules
    return f"arn:{call.partition}:{call.prefix}:{call.region}:{call.account}:{kind}{name}"
