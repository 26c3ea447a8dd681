"""Dedicated connections: create, describe, update and delete them."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import api_shapes, rules, values
from sandbox.emulated.directconnect.locations import check_bandwidth, location, port_speeds
from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import LEAVING, Connection
from sandbox.emulated.operation import operation
from sandbox.facts.direct_connect_locations import in_region


@operation("CreateConnection")
def create_connection(call: HybridCall) -> dict[str, Any]:
    """Order a port; it becomes available when the carrier makes the cross-connect."""
    if call.request.get("requestMACSec"):
        raise NotEmulatedError("directconnect", "CreateConnection", "MACsec ports")
    if lag := call.request.get("lagId"):
        raise rules.refusal(f"Could not find Lag with ID {lag}")
    check_bandwidth(location(call.request["location"], call.region), call.request["bandwidth"])
    ordered = Connection(
        id=f"dxcon-{call.token(8)}",
        owner=call.account,
        region=call.region,
        name=values.name(call.request["connectionName"]),
        location=call.request["location"],
        bandwidth=call.request["bandwidth"],
        provider=call.request.get("providerName", ""),
        tags=values.tags(call.request.get("tags")),
        state="requested",
        since=call.timestamp,
    )
    call.direct_connect.connections[ordered.id] = ordered
    return api_shapes.connection(ordered)


@operation("DescribeConnections")
def describe_connections(call: HybridCall) -> dict[str, Any]:
    """Return the account's connections of the Region, hosted ones included."""
    wanted = call.request.get("connectionId")
    if wanted:
        found = [rules.own_connection(call.direct_connect, call.account, call.region, wanted)]
    else:
        found = [
            it
            for it in call.direct_connect.connections.values()
            if it.owner == call.account and it.region == call.region
        ]
    return call.page("connections", found, api_shapes.connection)


@operation("UpdateConnection")
def update_connection(call: HybridCall) -> dict[str, Any]:
    """Rename a connection."""
    connection = rules.own_connection(call.direct_connect, call.account, call.region, call.request["connectionId"])
    if call.request.get("encryptionMode"):
        raise rules.refusal(f"Connection {connection.id} is not MAC Security (MACsec) capable.")
    if call.request.get("connectionName"):
        connection.name = values.name(call.request["connectionName"])
    return api_shapes.connection(connection)


@operation("DeleteConnection")
def delete_connection(call: HybridCall) -> dict[str, Any]:
    """Delete a connection that carries nothing; a hosted one may be deleted by either account."""
    connection = rules.own_or_allocated_connection(
        call.direct_connect, call.account, call.region, call.request["connectionId"]
    )
    if connection.state in LEAVING:
        raise rules.refusal(f"Connection {connection.id} is in state {connection.state} and can not be deleted.")
    if call.direct_connect.interfaces_on(connection.id):
        raise rules.refusal(f"Connection {connection.id} has virtual interfaces. Delete them first.")
    if any(it.parent == connection.id and it.state not in LEAVING for it in call.direct_connect.connections.values()):
        raise rules.refusal(f"Connection {connection.id} has hosted connections. Delete them first.")
    connection.enter("deleting", call.timestamp)
    return api_shapes.connection(connection)


@operation("DescribeLocations")
def describe_locations(call: HybridCall) -> dict[str, Any]:
    """Return the locations of the Region."""
    return {
        "locations": [
            {
                "locationCode": it.code,
                "locationName": it.city,
                "region": it.region,
                "availablePortSpeeds": port_speeds(it),
                "availableProviders": [],
                "availableMacSecPortSpeeds": [],
            }
            for it in in_region(call.region)
        ]
    }
