"""Ownership and quotas in Direct Connect, with AWS's errors."""

from __future__ import annotations

import re

from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.direct_connect_model import (
    LEAVING,
    DirectConnectState,
    Gateway,
    VirtualInterface,
)
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag

LAST_VLAN = 4094
"""The largest VLAN id of IEEE 802.1Q that is not reserved."""
INTERFACES_A_PORT = 51
"""Virtual interfaces of a dedicated connection or a link aggregation group, transit ones included. This and the
following: AWS's quotas.

https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html
"""
PRIVATE_AND_PUBLIC_INTERFACES_A_PORT = 50
"""Private and public virtual interfaces together."""
TRANSIT_INTERFACES_A_PORT = 4
"""Transit virtual interfaces."""
CONNECTIONS_A_LOCATION = 10
"""Dedicated connections of an account in one location and Region; members of link aggregation groups count."""
INTERFACES_A_GATEWAY = 30
"""Virtual interfaces of a Direct Connect gateway."""


def refusal(message: str) -> AwsError:
    """Make the error by which Direct Connect refuses a request."""
    return AwsError("DirectConnectClientException", message)


def own_connection(direct_connect: DirectConnectState, account: str, region: str, id_: str) -> Connection:
    """Return the caller's connection or interconnect, or raise AWS's error."""
    if not re.fullmatch(r"dxcon-[0-9a-z]{8}", id_):
        raise refusal(f"Connection ID {id_} has an invalid format.")
    found = direct_connect.connections.get(id_)
    if found is None or found.owner != account or found.region != region:
        raise refusal(f"Could not find Connection with ID {id_}")
    return found


def own_lag(direct_connect: DirectConnectState, account: str, region: str, id_: str) -> Lag:
    """Return the caller's link aggregation group, or raise AWS's error."""
    if not re.fullmatch(r"dxlag-[0-9a-z]{8}", id_):
        raise refusal(f"Lag ID {id_} has an invalid format.")
    found = direct_connect.lags.get(id_)
    if found is None or found.owner != account or found.region != region:
        raise refusal(f"Could not find Lag with ID {id_}")
    return found


def own_port(direct_connect: DirectConnectState, account: str, region: str, id_: str) -> Connection | Lag:
    """Return the caller's connection, interconnect or link aggregation group."""
    if id_.startswith("dxlag-"):
        return own_lag(direct_connect, account, region, id_)
    return own_connection(direct_connect, account, region, id_)


def own_or_allocated_connection(direct_connect: DirectConnectState, account: str, region: str, id_: str) -> Connection:
    """Return the caller's connection, or a hosted one that the caller allocated on its own port."""
    found = direct_connect.connections.get(id_)
    parent = direct_connect.port(found.parent) if found else None
    if found and parent and (parent.owner, parent.region) == (account, region):
        return found
    return own_connection(direct_connect, account, region, id_)


def own_interface(direct_connect: DirectConnectState, account: str, region: str, id_: str) -> VirtualInterface:
    """Return an interface of the caller's; the connection's owner may not act on an allocated one."""
    found = direct_connect.interfaces.get(id_)
    if found is None or found.owner != account or found.region != region or found.state == "deleted":
        raise refusal(f"Virtual Interface with ID {id_} does not exist")
    return found


def own_gateway(direct_connect: DirectConnectState, account: str, id_: str) -> Gateway:
    """Return the caller's Direct Connect gateway that is not being deleted."""
    found = direct_connect.gateways.get(id_)
    if found is None or found.owner != account or found.state in LEAVING:
        raise refusal(f"Direct Connect Gateway {id_} does not exist.")
    return found


def check_vlan(direct_connect: DirectConnectState, port: Connection | Lag, number: int) -> None:
    """Raise unless the VLAN is valid and free on the port."""
    if not 1 <= number <= LAST_VLAN:
        raise refusal(f"VLAN {number} is invalid. VLANs are between 1 and {LAST_VLAN}.")
    taken = [vif.id for vif in direct_connect.interfaces_on(port.id) if vif.vlan == number]
    taken += [it.id for it in direct_connect.hosted_on(port.id) if it.vlan == number]
    if taken:
        raise refusal(f"VLAN {number} is already in use on connection {port.id} (by {taken[0]}).")


def check_addresses(direct_connect: DirectConnectState, port: Connection | Lag, moved: VirtualInterface) -> None:
    """Raise where an interface that moves to a port has an address that the port's other interfaces have."""
    there = {port.id, *(it.id for it in direct_connect.hosted_on(port.id))}
    for vif in direct_connect.interfaces.values():
        if vif is moved or vif.connection not in there or vif.state in LEAVING:
            continue
        taken = {end for peer in vif.peers for end in (peer.amazon_address, peer.customer_address)}
        for peer in moved.peers:
            if conflict := {peer.amazon_address, peer.customer_address} & taken:
                raise refusal(f"IP address {min(conflict)} is already in use on connection {port.id} (by {vif.id}).")


def check_quota(direct_connect: DirectConnectState, port: Connection | Lag, kind: str) -> None:
    """Raise where a port already carries as many interfaces of the kind as AWS's quotas allow."""
    present = direct_connect.interfaces_on(port.id)
    if isinstance(port, Connection) and port.parent and present:
        raise refusal(f"Hosted connection {port.id} supports only one virtual interface.")
    transit = sum(vif.kind == "transit" for vif in present)
    group = "transit" if kind == "transit" else "private and public"
    for what, count, most in (
        ("virtual interfaces", len(present), INTERFACES_A_PORT),
        (
            f"{group} virtual interfaces",
            transit if kind == "transit" else len(present) - transit,
            TRANSIT_INTERFACES_A_PORT if kind == "transit" else PRIVATE_AND_PUBLIC_INTERFACES_A_PORT,
        ),
    ):
        if count >= most:
            raise refusal(f"Connection {port.id} has the maximum number of {what} ({most}).")


def check_usable(port: Connection | Lag) -> None:
    """Raise for a port that is being deleted, is not confirmed or is a member of a group; a pending one may be used."""
    if port.state in LEAVING | {"ordering"}:
        raise refusal(f"Connection {port.id} is in state {port.state}; virtual interfaces can not be created on it.")
    if isinstance(port, Connection) and port.lag:
        raise refusal(f"Connection {port.id} is a member of {port.lag}. Use the ID of the LAG.")


def check_present(port: Connection | Lag) -> None:
    """Raise for a port that is being deleted."""
    if port.state in LEAVING:
        raise refusal(f"Connection {port.id} is in state {port.state}.")


def members_a_lag(bandwidth: str) -> int:
    """Return how many connections of a bandwidth a link aggregation group may have.

    https://docs.aws.amazon.com/directconnect/latest/UserGuide/lags.html
    """
    return 2 if bandwidth in {"100Gbps", "400Gbps"} else 4


def check_member(
    direct_connect: DirectConnectState, lag: Lag, location: str, bandwidth: str, interconnect: bool
) -> None:
    """Raise unless a connection of the location and bandwidth may join a link aggregation group."""
    check_present(lag)
    if location.upper() != lag.location.upper():
        raise refusal(f"Lag {lag.id} is at location {lag.location}, not at {location}.")
    if bandwidth != lag.bandwidth:
        raise refusal(f"The connections of Lag {lag.id} have a bandwidth of {lag.bandwidth}, not {bandwidth}.")
    members = direct_connect.members(lag.id)
    most = members_a_lag(lag.bandwidth)
    if len(members) >= most:
        raise refusal(f"Lag {lag.id} has the maximum number of connections of {lag.bandwidth} ({most}).")
    if members and any(it.interconnect != interconnect for it in members):
        raise refusal(f"Lag {lag.id} can not have both connections and interconnects.")


def check_leaving(direct_connect: DirectConnectState, connection: Connection) -> None:
    """Raise where a group would fall below its minimum of operational links without one of its members.

    The last member may leave: the group stays, without connections.
    """
    lag = direct_connect.lags[connection.lag or ""]
    members = direct_connect.members(lag.id)
    left = [it for it in members if it is not connection]
    operational = sum(it.state == "available" for it in left)
    if left and operational < lag.minimum_links:
        raise refusal(
            f"Lag {lag.id} needs {lag.minimum_links} operational connections; "
            f"without {connection.id} it would have {operational}."
        )


def check_connections(direct_connect: DirectConnectState, account: str, region: str, location: str, more: int) -> None:
    """Raise where an account would have more dedicated connections in a location than AWS's quota allows."""
    present = sum(
        it.parent is None
        and it.state not in LEAVING
        and (it.owner, it.region, it.location.upper()) == (account, region, location.upper())
        for it in direct_connect.connections.values()
    )
    if present + more > CONNECTIONS_A_LOCATION:
        raise refusal(
            f"You have reached the limit of {CONNECTIONS_A_LOCATION} connections at location {location}: "
            f"you have {present} and requested {more}."
        )


def check_gateway(direct_connect: DirectConnectState, gateway: Gateway, kind: str) -> None:
    """Raise unless the gateway takes another interface of this kind: private or transit ones, never both."""
    if len(direct_connect.interfaces_of(gateway.id)) >= INTERFACES_A_GATEWAY:
        raise refusal(f"Direct Connect Gateway {gateway.id} has the maximum number of virtual interfaces.")
    other = "transit" if kind == "private" else "private"
    if any(vif.kind == other for vif in direct_connect.interfaces_of(gateway.id)):
        raise refusal(
            f"Direct Connect Gateway {gateway.id} has {other} virtual interfaces attached; "
            f"a {kind} virtual interface needs a gateway of its own."
        )
    wrong = "transitGateway" if kind == "private" else "virtualPrivateGateway"
    if any(association.associated.type == wrong for association in direct_connect.associations_of(gateway.id)):
        raise refusal(
            f"Direct Connect Gateway {gateway.id} is associated with a {wrong}; "
            f"{kind} virtual interfaces can not be attached to it."
        )
