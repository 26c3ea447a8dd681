"""Ownership and quotas in Direct Connect, with AWS's errors."""

from __future__ import annotations

import re

from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.direct_connect_model import (
    LEAVING,
    Connection,
    DirectConnectState,
    Gateway,
    VirtualInterface,
)

LAST_VLAN = 4094
"""The largest VLAN id of IEEE 802.1Q that is not reserved."""
INTERFACES_A_CONNECTION = 51
"""Virtual interfaces of a dedicated connection, transit ones included. This and the following: AWS's quotas.

https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html
"""
TRANSIT_INTERFACES_A_CONNECTION = 4
"""Transit virtual interfaces of a dedicated connection."""
INTERFACES_A_GATEWAY = 30
"""Virtual interfaces of a Direct Connect gateway."""


def refusal(message: str) -> AwsError:
    """Make the error by which Direct Connect refuses a request."""
    return AwsError("DirectConnectClientException", message)


def own_connection(direct_connect: DirectConnectState, account: str, region: str, id_: str) -> Connection:
    """Return the caller's connection, or raise AWS's error."""
    if not re.fullmatch(r"dxcon-[0-9a-z]{8}", id_):
        raise refusal(f"Connection ID {id_} has an invalid format.")
    found = direct_connect.connections.get(id_)
    if found is None or found.owner != account or found.region != region:
        raise refusal(f"Could not find Connection with ID {id_}")
    return found


def own_or_allocated_connection(direct_connect: DirectConnectState, account: str, region: str, id_: str) -> Connection:
    """Return the caller's connection, or a hosted one that the caller allocated on its own."""
    found = direct_connect.connections.get(id_)
    parent = direct_connect.connections.get(found.parent) if found and found.parent else None
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


def check_vlan(direct_connect: DirectConnectState, connection: Connection, number: int) -> None:
    """Raise unless the VLAN is valid and free on the connection."""
    if not 1 <= number <= LAST_VLAN:
        raise refusal(f"VLAN {number} is invalid. VLANs are between 1 and {LAST_VLAN}.")
    taken = [vif for vif in direct_connect.interfaces_on(connection.id) if vif.vlan == number]
    hosted = [
        it for it in direct_connect.connections.values() if it.parent == connection.id and it.state not in LEAVING
    ]
    if taken or any(it.vlan == number for it in hosted):
        by = taken[0].id if taken else next(it.id for it in hosted if it.vlan == number)
        raise refusal(f"VLAN {number} is already in use on connection {connection.id} (by {by}).")


def check_quota(direct_connect: DirectConnectState, connection: Connection, kind: str) -> None:
    """Raise where a connection already carries as many interfaces of the kind as AWS's quotas allow."""
    present = direct_connect.interfaces_on(connection.id)
    if connection.parent and present:
        raise refusal(f"Hosted connection {connection.id} supports only one virtual interface.")
    if len(present) >= INTERFACES_A_CONNECTION:
        raise refusal(
            f"Connection {connection.id} has the maximum number of virtual interfaces ({INTERFACES_A_CONNECTION})."
        )
    transit = sum(vif.kind == "transit" for vif in present)
    if kind == "transit" and transit >= TRANSIT_INTERFACES_A_CONNECTION:
        raise refusal(
            f"Connection {connection.id} has the maximum number of transit virtual interfaces "
            f"({TRANSIT_INTERFACES_A_CONNECTION})."
        )


def check_usable(connection: Connection) -> None:
    """Raise for a connection that is being deleted or is not confirmed; a pending one takes interfaces."""
    if connection.state in LEAVING | {"ordering"}:
        raise refusal(
            f"Connection {connection.id} is in state {connection.state}; virtual interfaces can not be created on it."
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
