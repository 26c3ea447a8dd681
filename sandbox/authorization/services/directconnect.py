"""Direct Connect: ports by either kind of id, and the operations that are newer than the reference.

Reference: Service Authorization Reference, list_awsdirectconnect; for the newer operations, whose actions it does not
list yet, the ARNs of the Direct Connect API reference (ResiliencyGroup, Connection, VirtualInterface).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.request_tags import request_tags
from sandbox.authorization.service_rules import ServiceRules

_GROUPS = (
    "AssociateConnectionsToResiliencyGroup",
    "CreateResiliencyGroup",
    "DeleteResiliencyGroup",
    "DisassociateConnectionsFromResiliencyGroup",
    "GetResiliencyGroup",
    "ListResiliencyGroupAssociations",
    "UpdateResiliencyGroup",
)
_LAG = "dxlag-"


def _read(call: OperationCall) -> OperationCall:
    """Name a link aggregation group by `lagId` where `connectionId` holds its id, as several operations allow."""
    given = str(call.parameters.get("connectionId") or "")
    if not given.startswith(_LAG):
        return call
    parameters = {name: value for name, value in call.parameters.items() if name != "connectionId"}
    return replace(call, parameters={**parameters, "lagId": given})


def _group(call: OperationCall) -> Iterator[Requirement]:
    """Yield the action on the group, and on the connections that join or leave it."""
    id_ = call.parameters.get("resiliencyGroupId") or "*"
    resource = f"arn:{call.partition}:directconnect::{call.account}:dx-resiliency-group/{id_}"
    yield Requirement(f"directconnect:{call.operation}", resource, request_tags(call.parameters))
    for identifier in call.parameters.get("connectionIdentifiers") or ():
        yield Requirement(f"directconnect:{call.operation}", _connection(call, str(identifier)))
    if context := request_tags(call.parameters):
        yield Requirement("directconnect:TagResource", resource, context)


def _groups(call: OperationCall) -> Iterator[Requirement]:
    yield Requirement(f"directconnect:{call.operation}")


def _connections(call: OperationCall) -> Iterator[Requirement]:
    """Yield the action on each connection."""
    for id_ in call.parameters.get("connectionIds") or ("*",):
        yield Requirement(f"directconnect:{call.operation}", _connection(call, str(id_)))


def _interface(call: OperationCall) -> Iterator[Requirement]:
    id_ = call.parameters.get("virtualInterfaceId") or "*"
    yield Requirement(f"directconnect:{call.operation}", _arn(call, f"dxvif/{id_}"))


def _connection(call: OperationCall, identifier: str) -> str:
    return identifier if identifier.startswith("arn:") else _arn(call, f"dxcon/{identifier}")


def _arn(call: OperationCall, resource: str) -> str:
    return f"arn:{call.partition}:directconnect:{call.region}:{call.account}:{resource}"


RULES = ServiceRules(
    read=_read,
    identifiers={"dxcon": ("connectionId", "interconnectId")},
    special={
        **dict.fromkeys(_GROUPS, _group),
        "ListResiliencyGroups": _groups,
        "ListVirtualInterfaceRoutes": _interface,
        "UpdateConnectionsBillingMode": _connections,
    },
)
