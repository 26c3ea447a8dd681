"""Hosted connections: bandwidth of one account's port, allocated to another account, which confirms it."""

from __future__ import annotations

import re
from typing import Any

from sandbox.emulated.directconnect import port_shapes, rules, values
from sandbox.emulated.directconnect.locations import HOSTED
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag
from sandbox.emulated.operation import operation


def other_account(owner: str) -> str:
    """Return the account id of the future owner; raise for anything else."""
    if not re.fullmatch(r"\d{12}", owner):
        raise rules.refusal(f"Owner account {owner} is invalid. An account id has 12 digits.")
    return owner


def _megabits(bandwidth: str) -> int:
    number, unit = int(re.sub(r"\D", "", bandwidth)), re.sub(r"\d", "", bandwidth)
    return number * (1000 if unit == "Gbps" else 1)


@operation("AllocateHostedConnection")
def allocate_hosted_connection(call: HybridCall) -> dict[str, Any]:
    """Allocate bandwidth of a port or a group of ports, on a VLAN of its own, to another account."""
    return _allocate(call, call.request["connectionId"])


@operation("AllocateConnectionOnInterconnect")
def allocate_connection_on_interconnect(call: HybridCall) -> dict[str, Any]:
    """Allocate bandwidth of an interconnect, under the API's older name."""
    return _allocate(call, own_interconnect(call, call.request["interconnectId"]).id)


def own_interconnect(call: HybridCall, id_: str) -> Connection:
    """Return the caller's interconnect."""
    found = rules.own_connection(call.direct_connect, call.account, call.region, id_)
    if not found.interconnect:
        raise rules.refusal(f"Could not find Interconnect with ID {id_}")
    return found


def _allocate(call: HybridCall, port: str) -> dict[str, Any]:
    parent = rules.own_port(call.direct_connect, call.account, call.region, port)
    if isinstance(parent, Connection) and parent.parent:
        raise rules.refusal(f"Connection {parent.id} is a hosted connection and can not host others.")
    rules.check_usable(parent)
    bandwidth = call.request["bandwidth"]
    if bandwidth not in HOSTED or _megabits(bandwidth) > _megabits(parent.bandwidth):
        raise rules.refusal(f"Invalid bandwidth: {bandwidth} for a hosted connection on {parent.bandwidth}.")
    rules.check_vlan(call.direct_connect, parent, call.request["vlan"])
    hosted = Connection(
        id=f"dxcon-{call.token(8)}",
        owner=other_account(call.request["ownerAccount"]),
        region=parent.region,
        name=values.name(call.request["connectionName"]),
        location=parent.location,
        bandwidth=bandwidth,
        parent=parent.id,
        vlan=call.request["vlan"],
        partner=parent.provider,
        tags=values.tags(call.request.get("tags")),
        state="ordering",
        since=call.timestamp,
    )
    call.direct_connect.connections[hosted.id] = hosted
    return port_shapes.connection(call.direct_connect, hosted)


@operation("AssociateHostedConnection")
def associate_hosted_connection(call: HybridCall) -> dict[str, Any]:
    """Move a hosted connection with its interface to another port of the caller's."""
    hosted = rules.own_or_allocated_connection(
        call.direct_connect, call.account, call.region, call.request["connectionId"]
    )
    target = rules.own_port(call.direct_connect, call.account, call.region, call.request["parentConnectionId"])
    current = call.direct_connect.port(hosted.parent)
    if current is None or current.owner != call.account:
        raise rules.refusal(f"Connection {hosted.id} is not a hosted connection of one of your ports.")
    rules.check_present(hosted)
    rules.check_usable(target)
    if isinstance(target, Connection) and target.parent:
        raise rules.refusal(f"Connection {target.id} is a hosted connection and can not host others.")
    if target is current:
        raise rules.refusal(f"Connection {hosted.id} is already associated with {target.id}.")
    if _megabits(hosted.bandwidth) > _megabits(target.bandwidth):
        raise rules.refusal(f"Connection {target.id} has less bandwidth than {hosted.bandwidth}.")
    rules.check_vlan(call.direct_connect, target, hosted.vlan)
    for vif in call.direct_connect.interfaces_on(hosted.id):
        rules.check_addresses(call.direct_connect, target, vif)
    hosted.parent, hosted.location = target.id, target.location
    if hosted.state != "ordering":
        hosted.enter("pending", call.timestamp)
    return port_shapes.connection(call.direct_connect, hosted)


@operation("ConfirmConnection")
def confirm_connection(call: HybridCall) -> dict[str, Any]:
    """Confirm a hosted connection that another account allocated."""
    connection = rules.own_connection(call.direct_connect, call.account, call.region, call.request["connectionId"])
    if connection.state != "ordering":
        raise rules.refusal(f"Connection {connection.id} is in state {connection.state} and can not be confirmed.")
    connection.enter("pending", call.timestamp)
    return {"connectionState": connection.state}


@operation("DescribeHostedConnections")
def describe_hosted_connections(call: HybridCall) -> dict[str, Any]:
    """Return the hosted connections on a port of the caller's."""
    parent = rules.own_port(call.direct_connect, call.account, call.region, call.request["connectionId"])
    return call.page("connections", _on(call, parent), lambda it: port_shapes.connection(call.direct_connect, it))


@operation("DescribeConnectionsOnInterconnect")
def describe_connections_on_interconnect(call: HybridCall) -> dict[str, Any]:
    """Return the hosted connections on an interconnect, under the API's older name."""
    parent = own_interconnect(call, call.request["interconnectId"])
    return {"connections": [port_shapes.connection(call.direct_connect, it) for it in _on(call, parent)]}


def _on(call: HybridCall, parent: Connection | Lag) -> list[Connection]:
    """Return the hosted connections on a port, those just deleted included."""
    return [it for it in call.direct_connect.connections.values() if it.parent == parent.id]
