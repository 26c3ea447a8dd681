"""Hosted connections: a share of one account's port, given to another account, which confirms it."""

from __future__ import annotations

import re
from typing import Any

from sandbox.emulated.directconnect import rules, values, views
from sandbox.emulated.directconnect.answers import listed
from sandbox.emulated.directconnect.locations import HOSTED
from sandbox.emulated.directconnect.model import Connection
from sandbox.emulated.hybrid.call import Call
from sandbox.emulated.hybrid.serving import served


def other_account(owner: str) -> str:
    """An account id, as an owner to be."""
    if not re.fullmatch(r"\d{12}", owner):
        raise rules.refusal(f"Owner account {owner} is invalid. An account id has 12 digits.")
    return owner


def _megabits(bandwidth: str) -> int:
    number, unit = int(re.sub(r"\D", "", bandwidth)), re.sub(r"\d", "", bandwidth)
    return number * (1000 if unit == "Gbps" else 1)


@served("AllocateHostedConnection")
def allocate_hosted_connection(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Give a share of a port, on a VLAN of its own, to another account."""
    parent = rules.own_connection(call.fabric, call.account, call.region, request["connectionId"])
    if parent.parent:
        raise rules.refusal(f"Connection {parent.id} is a hosted connection and can not host others.")
    rules.usable(parent)
    if request["bandwidth"] not in HOSTED or _megabits(request["bandwidth"]) > _megabits(parent.bandwidth):
        raise rules.refusal(f"Invalid bandwidth: {request['bandwidth']} for a hosted connection on {parent.bandwidth}.")
    rules.vlan(call.fabric, parent, request["vlan"])
    hosted = Connection(
        id=f"dxcon-{call.token(8)}",
        owner=other_account(request["ownerAccount"]),
        region=parent.region,
        name=values.name(request["connectionName"]),
        location=parent.location,
        bandwidth=request["bandwidth"],
        parent=parent.id,
        vlan=request["vlan"],
        partner=parent.partner,
        tags=values.tags(request.get("tags")),
        state="ordering",
        since=call.now,
    )
    call.fabric.connections[hosted.id] = hosted
    return views.connection(hosted)


@served("ConfirmConnection")
def confirm_connection(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Take a hosted connection that another account gave."""
    connection = rules.own_connection(call.fabric, call.account, call.region, request["connectionId"])
    if connection.state != "ordering":
        raise rules.refusal(f"Connection {connection.id} is in state {connection.state} and can not be confirmed.")
    connection.enter("pending", call.now)
    return {"connectionState": connection.state}


@served("DescribeHostedConnections")
def describe_hosted_connections(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """What the port's owner gave away on it."""
    parent = rules.own_connection(call.fabric, call.account, call.region, request["connectionId"])
    hosted = [it for it in call.fabric.connections.values() if it.parent == parent.id]
    return listed("connections", [views.connection(it) for it in hosted], request)
