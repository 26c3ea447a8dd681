"""Dedicated connections: create, describe, update and delete them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.emulated.directconnect import macsec, port_shapes, rules, values
from sandbox.emulated.directconnect.locations import check_bandwidth, location, shown
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import LEAVING
from sandbox.emulated.hybrid_network.direct_connect_ports import PAY_AS_YOU_GO, Connection
from sandbox.emulated.operation import operation
from sandbox.facts.direct_connect_locations import in_region


def order(call: HybridCall, name: str, request: Mapping[str, Any], *, interconnect: bool = False) -> Connection:
    """Return a new port at a location, a member of the group that the request names."""
    place = location(request["location"], call.region)
    check_bandwidth(place, request["bandwidth"])
    group = None
    if request.get("lagId"):
        group = rules.own_lag(call.direct_connect, call.account, call.region, request["lagId"])
        rules.check_member(call.direct_connect, group, request["location"], request["bandwidth"], interconnect)
    rules.check_connections(call.direct_connect, call.account, call.region, request["location"], 1)
    capable = macsec.capable(request)
    if group is not None and group.macsec and not capable:
        raise rules.refusal(f"Lag {group.id} supports MAC Security (MACsec); request it for the connection.")
    ordered = Connection(
        id=f"dxcon-{call.token(8)}",
        owner=call.account,
        region=call.region,
        name=values.name(name),
        location=request["location"],
        bandwidth=request["bandwidth"],
        interconnect=interconnect,
        lag=group.id if group else None,
        device_of=(group.device_of or group.id) if group else None,
        provider=request.get("providerName", ""),
        macsec=capable,
        encryption_mode=(group.encryption_mode if group else "") or (macsec.DEFAULT_MODE if capable else ""),
        billing_mode=values.billing_mode(request.get("billingMode") or PAY_AS_YOU_GO),
        tags=values.tags(request.get("tags")),
        state="requested",
        since=call.timestamp,
    )
    call.direct_connect.connections[ordered.id] = ordered
    return ordered


@operation("CreateConnection")
def create_connection(call: HybridCall) -> dict[str, Any]:
    """Order a port; it becomes available when the carrier makes the cross-connect."""
    ordered = order(call, call.request["connectionName"], call.request)
    return port_shapes.connection(call.direct_connect, ordered)


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
            if it.owner == call.account and it.region == call.region and not it.interconnect
        ]
    return call.page("connections", found, lambda it: port_shapes.connection(call.direct_connect, it))


@operation("UpdateConnection")
def update_connection(call: HybridCall) -> dict[str, Any]:
    """Change a connection's name or its MACsec encryption mode."""
    connection = rules.own_connection(call.direct_connect, call.account, call.region, call.request["connectionId"])
    rules.check_present(connection)
    mode = call.request.get("encryptionMode")
    if mode:
        macsec.check_mode(connection, mode)
        if connection.lag:
            raise rules.refusal(f"Connection {connection.id} is a member of {connection.lag}. Update the LAG.")
    if call.request.get("connectionName"):
        connection.name = values.name(call.request["connectionName"])
    connection.encryption_mode = mode or connection.encryption_mode
    return port_shapes.connection(call.direct_connect, connection)


@operation("UpdateConnectionsBillingMode")
def update_connections_billing_mode(call: HybridCall) -> dict[str, Any]:
    """Change the billing mode of connections: of all that are named, or of none."""
    mode = values.billing_mode(call.request["billingMode"])
    ids = call.request["connectionIds"]
    if not 1 <= len(ids) <= values.CONNECTIONS_A_REQUEST:
        raise rules.refusal(f"Specify 1 to {values.CONNECTIONS_A_REQUEST} connections.")
    found = [rules.own_connection(call.direct_connect, call.account, call.region, id_) for id_ in dict.fromkeys(ids)]
    for connection in found:
        rules.check_present(connection)
        if connection.parent:
            raise rules.refusal(f"Connection {connection.id} is a hosted connection; its billing mode is its port's.")
    for connection in found:
        connection.billing_mode = mode
    return {
        "billingMode": mode,
        "connections": [port_shapes.connection(call.direct_connect, connection) for connection in found],
    }


@operation("DeleteConnection")
def delete_connection(call: HybridCall) -> dict[str, Any]:
    """Delete a connection that carries nothing; a hosted one may be deleted by either account."""
    connection = rules.own_or_allocated_connection(
        call.direct_connect, call.account, call.region, call.request["connectionId"]
    )
    delete(call, connection)
    return port_shapes.connection(call.direct_connect, connection)


def delete(call: HybridCall, connection: Connection) -> None:
    """Begin to delete a connection or an interconnect that carries nothing."""
    if connection.state in LEAVING:
        raise rules.refusal(f"Connection {connection.id} is in state {connection.state} and can not be deleted.")
    if call.direct_connect.interfaces_on(connection.id):
        raise rules.refusal(f"Connection {connection.id} has virtual interfaces. Delete them first.")
    if call.direct_connect.hosted_on(connection.id):
        raise rules.refusal(f"Connection {connection.id} has hosted connections. Delete them first.")
    if connection.lag:
        rules.check_leaving(call.direct_connect, connection)
    connection.enter("deleting", call.timestamp)


@operation("DescribeLocations")
def describe_locations(call: HybridCall) -> dict[str, Any]:
    """Return the locations of the Region."""
    return {"locations": [shown(place) for place in in_region(call.region)]}
