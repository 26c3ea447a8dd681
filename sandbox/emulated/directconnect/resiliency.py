"""Resiliency groups: connections that together meet a resiliency model."""

from __future__ import annotations

import re
from typing import Any

from sandbox.emulated.directconnect import rules, values
from sandbox.emulated.directconnect.port_shapes import tag_list
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import GONE, LEAVING
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection
from sandbox.emulated.hybrid_network.resiliency_groups import Membership, ResiliencyGroup
from sandbox.emulated.operation import operation

MODELS = ("maximum-resiliency", "high-resiliency", "basic-resiliency")
NAME = re.compile(r"[a-zA-Z0-9_-]{1,255}")
ID = re.compile(r"(dxrg|DXRG)-[0-9a-zA-Z]{17}")
CONNECTIONS_A_REQUEST = 50
"""`connectionIdentifiers` of the Direct Connect API Reference."""


@operation("CreateResiliencyGroup")
def create_resiliency_group(call: HybridCall) -> dict[str, Any]:
    """Create a group; a repeated client token returns the group that it made."""
    name, model = _name(call.request["resiliencyGroupName"]), call.request["intendedResiliencyModel"]
    if model not in MODELS:
        raise rules.refusal(f"Resiliency model {model} is invalid. Use {', '.join(MODELS)}.")
    tags = values.tags(call.request.get("tags"))
    token = call.request.get("clientToken")
    for it in _own(call):
        if token and it.client_token == token:
            if (it.name, it.model, it.tags) != (name, model, tags):
                raise rules.refusal("The client token was used with other parameters.")
            return {"resiliencyGroup": _group(it)}
    made = ResiliencyGroup(
        id=f"dxrg-{call.token(17)}",
        owner=call.account,
        region=call.region,
        name=name,
        model=model,
        client_token=token,
        tags=tags,
        state="pending",
        since=call.timestamp,
    )
    call.direct_connect.resiliency_groups[made.id] = made
    return {"resiliencyGroup": _group(made)}


@operation("GetResiliencyGroup")
def get_resiliency_group(call: HybridCall) -> dict[str, Any]:
    """Return a group."""
    return {"resiliencyGroup": _group(_found(call))}


@operation("ListResiliencyGroups")
def list_resiliency_groups(call: HybridCall) -> dict[str, Any]:
    """Return the account's groups of the Region."""
    return call.page("items", _own(call), _summary)


@operation("UpdateResiliencyGroup")
def update_resiliency_group(call: HybridCall) -> dict[str, Any]:
    """Rename a group."""
    group = _usable(call)
    group.name = _name(call.request["resiliencyGroupName"])
    return {"resiliencyGroup": _group(group)}


@operation("DeleteResiliencyGroup")
def delete_resiliency_group(call: HybridCall) -> dict[str, Any]:
    """Delete a group without connections."""
    group = _usable(call)
    if any(it.state not in GONE for it in group.members):
        raise rules.refusal(f"Resiliency group {group.id} has associated connections. Disassociate them first.")
    group.enter("deleting", call.timestamp)
    return {"resiliencyGroup": _group(group)}


@operation("AssociateConnectionsToResiliencyGroup")
def associate_connections_to_resiliency_group(call: HybridCall) -> dict[str, Any]:
    """Associate connections: all that are named, or none."""
    group = _usable(call)
    found = _connections(call)
    members = {it.connection_arn for it in group.members if it.state not in GONE}
    for connection in found:
        rules.check_present(connection)
        if connection.arn in members:
            raise rules.refusal(f"Connection {connection.id} is already associated with {group.id}.")
    made = [Membership(connection_arn=it.arn, state="associating", since=call.timestamp) for it in found]
    arns = {it.arn for it in found}
    group.members = [it for it in group.members if it.connection_arn not in arns] + made
    return {"resiliencyGroupAssociations": [_association(group, it) for it in made]}


@operation("DisassociateConnectionsFromResiliencyGroup")
def disassociate_connections_from_resiliency_group(call: HybridCall) -> dict[str, Any]:
    """Disassociate connections: all that are named, or none."""
    group = _usable(call)
    members = {it.connection_arn: it for it in group.members if it.state not in LEAVING}
    found = _connections(call)
    for connection in found:
        if connection.arn not in members:
            raise rules.refusal(f"Connection {connection.id} is not associated with {group.id}.")
    leaving = [members[connection.arn] for connection in found]
    for member in leaving:
        member.enter("disassociating", call.timestamp)
    return {"resiliencyGroupAssociations": [_association(group, it) for it in leaving]}


@operation("ListResiliencyGroupAssociations")
def list_resiliency_group_associations(call: HybridCall) -> dict[str, Any]:
    """Return the connections of a group."""
    group = _found(call)
    return call.page("items", group.members, lambda it: _association(group, it))


def _own(call: HybridCall) -> list[ResiliencyGroup]:
    return [
        it
        for it in call.direct_connect.resiliency_groups.values()
        if (it.owner, it.region) == (call.account, call.region)
    ]


def _found(call: HybridCall) -> ResiliencyGroup:
    id_ = call.request["resiliencyGroupId"]
    if not ID.fullmatch(id_):
        raise rules.refusal(f"Resiliency group ID {id_} has an invalid format.")
    for it in _own(call):
        if it.id == id_.lower():
            return it
    raise rules.refusal(f"Could not find resiliency group with ID {id_}")


def _usable(call: HybridCall) -> ResiliencyGroup:
    group = _found(call)
    if group.state != "available":
        raise rules.refusal(f"Resiliency group {group.id} is in state {group.state}.")
    return group


def _connections(call: HybridCall) -> list[Connection]:
    """Return the connections that the request names by id, of its Region, or by ARN, of any Region."""
    identifiers = call.request["connectionIdentifiers"]
    if not 1 <= len(identifiers) <= CONNECTIONS_A_REQUEST:
        raise rules.refusal(f"Specify 1 to {CONNECTIONS_A_REQUEST} connections.")
    found = []
    for identifier in dict.fromkeys(identifiers):
        by_arn = [it for it in call.direct_connect.connections.values() if it.arn == identifier]
        if by_arn and by_arn[0].owner == call.account:
            found.append(by_arn[0])
        else:
            found.append(rules.own_connection(call.direct_connect, call.account, call.region, identifier))
    if len({it.id for it in found}) != len(found):
        raise rules.refusal("A connection is specified more than once.")
    return found


def _name(value: str) -> str:
    if not NAME.fullmatch(value):
        raise rules.refusal(f"Name {value!r} is invalid. Use 1 to 255 letters, digits, _ and -.")
    return value


def _summary(it: ResiliencyGroup) -> dict[str, Any]:
    return {
        "resiliencyGroupId": it.id,
        "resiliencyGroupArn": it.arn,
        "resiliencyGroupName": it.name,
        "resiliencyGroupType": "Managed",
        "ownerAccount": it.owner,
        "state": it.state,
    }


def _group(it: ResiliencyGroup) -> dict[str, Any]:
    return _summary(it) | {"tags": tag_list(it.tags)}


def _association(group: ResiliencyGroup, it: Membership) -> dict[str, Any]:
    return {"resiliencyGroupId": group.id, "connectionArn": it.connection_arn, "state": it.state}
