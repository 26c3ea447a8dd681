"""Dedicated connections: ordered, wired by the carrier, given back."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import rules, values, views
from sandbox.emulated.directconnect.answers import listed
from sandbox.emulated.directconnect.locations import LOCATIONS, check_bandwidth, location
from sandbox.emulated.directconnect.model import LEAVING, Connection
from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.hybrid.call import Call
from sandbox.emulated.hybrid.serving import served


@served("CreateConnection")
def create_connection(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Order a port; the carrier's cross-connect makes it available."""
    if request.get("requestMACSec"):
        raise NotEmulatedError("directconnect", "CreateConnection", "MACsec ports")
    if lag := request.get("lagId"):
        raise rules.refusal(f"Could not find Lag with ID {lag}")
    check_bandwidth(location(request["location"], call.region), request["bandwidth"])
    ordered = Connection(
        id=f"dxcon-{call.token(8)}",
        owner=call.account,
        region=call.region,
        name=values.name(request["connectionName"]),
        location=request["location"],
        bandwidth=request["bandwidth"],
        provider=request.get("providerName", ""),
        tags=values.tags(request.get("tags")),
        state="requested",
        since=call.now,
    )
    call.fabric.connections[ordered.id] = ordered
    return views.connection(ordered)


@served("DescribeConnections")
def describe_connections(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """The account's connections of the region, hosted ones included."""
    wanted = request.get("connectionId")
    if wanted:
        found = [rules.own_connection(call.fabric, call.account, call.region, wanted)]
    else:
        found = [it for it in call.fabric.connections.values() if it.owner == call.account and it.region == call.region]
    return listed("connections", [views.connection(it) for it in found], request)


@served("UpdateConnection")
def update_connection(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Rename a connection."""
    connection = rules.own_connection(call.fabric, call.account, call.region, request["connectionId"])
    if request.get("encryptionMode"):
        raise rules.refusal(f"Connection {connection.id} is not MAC Security (MACsec) capable.")
    if request.get("connectionName"):
        connection.name = values.name(request["connectionName"])
    return views.connection(connection)


@served("DeleteConnection")
def delete_connection(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Give a port back, once nothing runs on it; a share of a port, whoever of the two wants to."""
    connection = rules.own_or_given_connection(call.fabric, call.account, call.region, request["connectionId"])
    if connection.state in LEAVING:
        raise rules.refusal(f"Connection {connection.id} is in state {connection.state} and can not be deleted.")
    if call.fabric.interfaces_on(connection.id):
        raise rules.refusal(f"Connection {connection.id} has virtual interfaces. Delete them first.")
    if any(it.parent == connection.id and it.state not in LEAVING for it in call.fabric.connections.values()):
        raise rules.refusal(f"Connection {connection.id} has hosted connections. Delete them first.")
    connection.enter("deleting", call.now)
    return views.connection(connection)


@served("DescribeLocations")
def describe_locations(call: Call, _request: dict[str, Any]) -> dict[str, Any]:
    """The locations where this region orders lines."""
    return {
        "locations": [
            {
                "locationCode": it.code,
                "locationName": it.name,
                "region": it.region,
                "availablePortSpeeds": list(it.speeds),
                "availableProviders": [],
                "availableMacSecPortSpeeds": [],
            }
            for it in LOCATIONS
            if it.region == call.region
        ]
    }
