"""Hosted connections: bandwidth of one account's port, allocated to another account, which confirms it."""

from __future__ import annotations

import re
from typing import Any

from sandbox.emulated.directconnect import api_shapes, rules, values
from sandbox.emulated.directconnect.locations import HOSTED
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import Connection
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
    """Allocate bandwidth of a port, on a VLAN of its own, to another account."""
    parent = rules.own_connection(call.direct_connect, call.account, call.region, call.request["connectionId"])
    if parent.parent:
        raise rules.refusal(f"Connection {parent.id} is a hosted connection and can not host others.")
    rules.check_usable(parent)
    if call.request["bandwidth"] not in HOSTED or _megabits(call.request["bandwidth"]) > _megabits(parent.bandwidth):
        raise rules.refusal(
            f"Invalid bandwidth: {call.request['bandwidth']} for a hosted connection on {parent.bandwidth}."
        )
    rules.check_vlan(call.direct_connect, parent, call.request["vlan"])
    hosted = Connection(
        id=f"dxcon-{call.token(8)}",
        owner=other_account(call.request["ownerAccount"]),
        region=parent.region,
        name=values.name(call.request["connectionName"]),
        location=parent.location,
        bandwidth=call.request["bandwidth"],
        parent=parent.id,
        vlan=call.request["vlan"],
        partner=parent.partner,
        tags=values.tags(call.request.get("tags")),
        state="ordering",
        since=call.timestamp,
    )
    call.direct_connect.connections[hosted.id] = hosted
    return api_shapes.connection(hosted)


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
    parent = rules.own_connection(call.direct_connect, call.account, call.region, call.request["connectionId"])
    hosted = [it for it in call.direct_connect.connections.values() if it.parent == parent.id]
    return call.page("connections", hosted, api_shapes.connection)
