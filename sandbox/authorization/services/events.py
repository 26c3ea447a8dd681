"""EventBridge: `Name` is the name of what the operation is about; rules of the default and of other buses."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.request_tags import request_tags
from sandbox.authorization.service_rules import ServiceRules

_DEFAULT = "default"


def _bus(call: OperationCall) -> str:
    return str(call.parameters.get("EventBusName") or _DEFAULT).rpartition("/")[2]


def _rule(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirement of an operation on a rule, whose ARN names its bus unless that is the default one."""
    name = call.parameters.get("Name") or call.parameters.get("Rule") or "*"
    bus = _bus(call)
    path = name if bus == _DEFAULT else f"{bus}/{name}"
    arn = f"arn:{call.partition}:events:{call.region}:{call.account}:rule/{path}"
    context = request_tags(call.parameters)
    yield Requirement(f"events:{call.operation}", arn, context)
    if context and call.operation == "PutRule":
        yield Requirement("events:TagResource", arn, context)


def _put_events(call: OperationCall) -> Iterator[Requirement]:
    """Yield a requirement for each bus and source of the entries."""
    for entry in call.parameters.get("Entries") or ():
        bus = str(entry.get("EventBusName") or _DEFAULT)
        arn = bus if bus.startswith("arn:") else _bus_arn(call, bus)
        context = {"events:source": entry.get("Source"), "events:detail-type": entry.get("DetailType")}
        yield Requirement("events:PutEvents", arn, {key: value for key, value in context.items() if value})


def _bus_arn(call: OperationCall, bus: str) -> str:
    return f"arn:{call.partition}:events:{call.region}:{call.account}:event-bus/{bus}"


_ON_RULES = (
    "DeleteRule",
    "DescribeRule",
    "DisableRule",
    "EnableRule",
    "ListTargetsByRule",
    "PutRule",
    "PutTargets",
    "RemoveTargets",
)

RULES = ServiceRules(
    identifiers={
        "api-destination": ("Name",),
        "archive": ("ArchiveName",),
        "connection": ("Name",),
        "event-bus": ("EventBusName", "Name"),
        "endpoint": ("Name",),
        "replay": ("ReplayName",),
    },
    types={
        "DescribeApiDestination": ("api-destination",),
        "CreateApiDestination": ("api-destination",),
        "UpdateApiDestination": ("api-destination",),
    },
    special={**dict.fromkeys(_ON_RULES, _rule), "PutEvents": _put_events},
    passes={
        "PutRule": (("RoleArn", "events.amazonaws.com"),),
        "PutTargets": (("Targets[].RoleArn", "events.amazonaws.com"),),
    },
)
