"""Connections, interconnects and link aggregation groups in the shapes of the API."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.directconnect import prefix_pools
from sandbox.emulated.hybrid_network.direct_connect_model import DirectConnectState
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag, MacSecKey, Port


def tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    """Return tags as AWS lists them."""
    return [{"key": key, "value": value} for key, value in tags.items()]


def device(location: str, id_: str) -> str:
    """Return the name of AWS's router that a port is on: always the same for one port."""
    return f"{location}-{id_[-8:]}"


def device_of(direct_connect: DirectConnectState, port: Connection | Lag) -> str:
    """Return the name of AWS's router that a port is on: its group's, its carrier's or one of its own."""
    if isinstance(port, Connection) and (port.parent or port.lag):
        carrier = direct_connect.port(port.parent or port.lag)
        if carrier is not None:
            return device_of(direct_connect, carrier)
    return device(port.location, port.device_of or port.id)


def connection(direct_connect: DirectConnectState, it: Connection) -> dict[str, Any]:
    """Return a Connection."""
    answer: dict[str, Any] = {
        "ownerAccount": it.owner,
        "connectionId": it.id,
        "connectionName": it.name,
        "connectionState": it.state,
        "bandwidth": it.bandwidth,
        **_port(direct_connect, it),
    }
    if it.parent is None:
        answer |= _issued(it)
        answer |= prefix_pools.of_port(direct_connect, it) if not it.interconnect and it.lag is None else {}
    else:
        carrier = direct_connect.port(it.parent)
        answer["partnerInterconnectMacSecCapable"] = carrier is not None and carrier.macsec
    if it.lag:
        answer["lagId"] = it.lag
    if it.vlan:
        answer["vlan"] = it.vlan
    if it.partner:
        answer["partnerName"] = it.partner
    return answer


def interconnect(direct_connect: DirectConnectState, it: Connection) -> dict[str, Any]:
    """Return an Interconnect."""
    answer = {
        "interconnectId": it.id,
        "interconnectName": it.name,
        "interconnectState": it.state,
        "bandwidth": it.bandwidth,
        **_port(direct_connect, it),
        **_issued(it),
    }
    del answer["billingMode"]
    return answer | ({"lagId": it.lag} if it.lag else {})


def lag(direct_connect: DirectConnectState, it: Lag) -> dict[str, Any]:
    """Return a Lag with its members."""
    members = direct_connect.members(it.id)
    return {
        "ownerAccount": it.owner,
        "lagId": it.id,
        "lagName": it.name,
        "lagState": it.state,
        "connectionsBandwidth": it.bandwidth,
        "numberOfConnections": len(members),
        "minimumLinks": it.minimum_links,
        "allowsHostedConnections": it.hosts_connections,
        "connections": [connection(direct_connect, member) for member in members],
        **_port(direct_connect, it),
        **({} if it.hosts_connections else prefix_pools.of_port(direct_connect, it)),
    }


def mac_sec_keys(keys: Iterable[MacSecKey]) -> list[dict[str, str]]:
    """Return MACsec keys as AWS lists them."""
    return [
        {
            "secretARN": key.secret_arn,
            "ckn": key.ckn,
            "state": key.state,
            "startOn": datetime.fromtimestamp(key.start, UTC).isoformat(),
        }
        for key in keys
    ]


def _port(direct_connect: DirectConnectState, it: Connection | Lag) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "region": it.region,
        "location": it.location,
        "jumboFrameCapable": True,
        "hasLogicalRedundancy": "unknown",
        "macSecCapable": it.macsec,
        "billingMode": it.billing_mode,
        "tags": tag_list(it.tags),
    }
    if it.macsec:
        answer |= {"encryptionMode": it.encryption_mode, "macSecKeys": mac_sec_keys(_keys(direct_connect, it))}
        if isinstance(it, Connection):
            answer["portEncryptionStatus"] = "Encryption Up" if encrypted(direct_connect, it) else "Encryption Down"
    if it.state not in {"requested", "ordering"}:
        name = device_of(direct_connect, it)
        answer |= {"awsDevice": name, "awsDeviceV2": name, "awsLogicalDeviceId": name}
    if it.provider:
        answer["providerName"] = it.provider
    return answer


def encrypted(direct_connect: DirectConnectState, it: Connection) -> bool:
    """Return whether MACsec is up: the port is available, its mode encrypts, and it has an associated key."""
    usable = any(key.state == "associated" for key in _keys(direct_connect, it))
    return it.state == "available" and it.encryption_mode in {"should_encrypt", "must_encrypt"} and usable


def _keys(direct_connect: DirectConnectState, it: Connection | Lag) -> list[MacSecKey]:
    """Return the keys of a port and of the group that it is a member of."""
    group = direct_connect.lags.get(it.lag or "") if isinstance(it, Connection) else None
    return [*it.keys, *(group.keys if group else ())]


def _issued(it: Port) -> dict[str, Any]:
    return {"loaIssueTime": datetime.fromtimestamp(it.loa_issued, UTC)} if it.loa_issued is not None else {}
