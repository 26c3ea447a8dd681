"""Members of a link aggregation group: connections that join it and leave it."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import port_shapes, prefix_pools, rules
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag
from sandbox.emulated.operation import operation


@operation("AssociateConnectionWithLag")
def associate_connection_with_lag(call: HybridCall) -> dict[str, Any]:
    """Make a connection a member of a group; what it carried by itself moves to the group."""
    group = rules.own_lag(call.direct_connect, call.account, call.region, call.request["lagId"])
    connection = rules.own_connection(call.direct_connect, call.account, call.region, call.request["connectionId"])
    check_new_member(call, group, connection)
    join(call, group, connection)
    return port_shapes.connection(call.direct_connect, connection)


@operation("DisassociateConnectionFromLag")
def disassociate_connection_from_lag(call: HybridCall) -> dict[str, Any]:
    """Take a connection out of a group; what the group carries stays with the group."""
    group = rules.own_lag(call.direct_connect, call.account, call.region, call.request["lagId"])
    connection = rules.own_connection(call.direct_connect, call.account, call.region, call.request["connectionId"])
    if connection.lag != group.id:
        raise rules.refusal(f"Connection {connection.id} is not associated with Lag {group.id}.")
    rules.check_present(connection)
    check_leaving(call, connection)
    leave(call, connection)
    return port_shapes.connection(call.direct_connect, connection)


def check_new_member(call: HybridCall, group: Lag, connection: Connection) -> None:
    """Raise unless a connection may become a member of a group, with everything that it carries."""
    state = call.direct_connect
    rules.check_present(connection)
    if connection.parent:
        raise rules.refusal(f"Connection {connection.id} is a hosted connection and can not be a member of a LAG.")
    if connection.lag == group.id:
        raise rules.refusal(f"Connection {connection.id} is already associated with Lag {group.id}.")
    rules.check_member(state, group, connection.location, connection.bandwidth, connection.interconnect)
    if group.macsec and not connection.macsec:
        raise rules.refusal(f"Connection {connection.id} is not MAC Security (MACsec) capable, as Lag {group.id} is.")
    if connection.lag:
        check_leaving(call, connection)
    present = state.interfaces_on(group.id)
    moved = state.interfaces_on(connection.id)
    if len(present) + len(moved) > rules.INTERFACES_A_PORT:
        raise rules.refusal(f"Lag {group.id} takes {rules.INTERFACES_A_PORT} virtual interfaces.")
    for vif in moved:
        rules.check_vlan(state, group, vif.vlan)
        rules.check_addresses(state, group, vif)
    for hosted in state.hosted_on(connection.id):
        rules.check_vlan(state, group, hosted.vlan)


def check_leaving(call: HybridCall, connection: Connection) -> None:
    """Raise where a group needs the connection: for its minimum of links, or for prefixes that are allocated."""
    state = call.direct_connect
    rules.check_leaving(state, connection)
    group = state.lags[connection.lag or ""]
    pool = prefix_pools.of_port(state, group)
    share = prefix_pools.POOLS.get(group.bandwidth, 0)
    left = min((count for member, count in pool.items() if "Unallocated" in member), default=share)
    if len(state.members(group.id)) > 1 and left < share:
        raise rules.refusal(
            f"The prefix pool of Lag {group.id} without {connection.id} is less than what is allocated."
        )


def join(call: HybridCall, group: Lag, connection: Connection) -> None:
    """Make a connection a member: it is interrupted and re-established, on the group's device and with its keys."""
    state = call.direct_connect
    moved, hosted = state.interfaces_on(connection.id), state.hosted_on(connection.id)
    if not state.members(group.id) and connection.interconnect:
        group.hosts_connections = True
    connection.lag = group.id
    connection.device_of = group.device_of or group.id
    for key in connection.keys:
        key.enter("disassociating", call.timestamp)
    connection.encryption_mode = group.encryption_mode if connection.macsec else ""
    for vif in moved:
        vif.connection = group.id
    for each in hosted:
        each.parent = group.id
    _interrupt(call, connection)


def leave(call: HybridCall, connection: Connection) -> None:
    """Make a member a connection of its own again, on the same device."""
    connection.lag = None
    _interrupt(call, connection)


def _interrupt(call: HybridCall, connection: Connection) -> None:
    if connection.state in {"available", "down"}:
        connection.enter("pending", call.timestamp)
