"""Link aggregation groups: create, describe, update and delete them, and their members.

https://docs.aws.amazon.com/directconnect/latest/UserGuide/lags.html
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import lag_members, macsec, port_shapes, rules, values
from sandbox.emulated.directconnect.locations import check_bandwidth, location
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import LEAVING
from sandbox.emulated.hybrid_network.direct_connect_ports import PAY_AS_YOU_GO, Connection, Lag
from sandbox.emulated.operation import operation

LAGS_A_REGION = 10
"""Link aggregation groups of an account in one Region (AWS Direct Connect quotas)."""


@operation("CreateLag")
def create_lag(call: HybridCall) -> dict[str, Any]:
    """Create a group of new connections, and of an existing one where the request names it."""
    request, bandwidth = call.request, call.request["connectionsBandwidth"]
    check_bandwidth(location(request["location"], call.region), bandwidth)
    wanted, most = request["numberOfConnections"], rules.members_a_lag(bandwidth)
    if not 1 <= wanted <= most:
        raise rules.refusal(f"A LAG has 1 to {most} connections of {bandwidth}; {wanted} were requested.")
    present = [
        it
        for it in call.direct_connect.lags.values()
        if (it.owner, it.region) == (call.account, call.region) and it.state not in LEAVING
    ]
    if len(present) >= LAGS_A_REGION:
        raise rules.refusal(f"You have reached the limit of {LAGS_A_REGION} LAGs in {call.region}.")
    capable = macsec.capable(request)
    group = Lag(
        id=f"dxlag-{call.token(8)}",
        owner=call.account,
        region=call.region,
        name=values.name(request["lagName"]),
        location=request["location"],
        bandwidth=bandwidth,
        provider=request.get("providerName", ""),
        macsec=capable,
        encryption_mode=macsec.DEFAULT_MODE if capable else "",
        billing_mode=values.billing_mode(request.get("billingMode") or PAY_AS_YOU_GO),
        tags=values.tags(request.get("tags")),
        state="requested",
        since=call.timestamp,
    )
    child_tags = values.tags(request.get("childConnectionTags"))
    existing = _existing(call, group)
    new = wanted - (existing is not None)
    rules.check_connections(call.direct_connect, call.account, call.region, group.location, new)
    call.direct_connect.lags[group.id] = group
    if existing is not None:
        group.device_of = existing.device_of or existing.id
        lag_members.join(call, group, existing)
    for number in range(1, new + 1):
        member = _member(call, group, number, child_tags)
        call.direct_connect.connections[member.id] = member
    return port_shapes.lag(call.direct_connect, group)


def _existing(call: HybridCall, group: Lag) -> Connection | None:
    """Return the connection that the request names, checked."""
    id_ = call.request.get("connectionId")
    if not id_:
        return None
    connection = rules.own_connection(call.direct_connect, call.account, call.region, id_)
    lag_members.check_new_member(call, group, connection)
    return connection


def _member(call: HybridCall, group: Lag, number: int, tags: dict[str, str]) -> Connection:
    """Return a new connection of a group, named as AWS names them."""
    return Connection(
        id=f"dxcon-{call.token(8)}",
        owner=group.owner,
        region=group.region,
        name=f"Requested Connection {number} for Lag {group.id}",
        location=group.location,
        bandwidth=group.bandwidth,
        provider=group.provider,
        lag=group.id,
        device_of=group.device_of or group.id,
        interconnect=group.hosts_connections,
        macsec=group.macsec,
        encryption_mode=group.encryption_mode,
        billing_mode=group.billing_mode,
        tags=dict(tags),
        state="requested",
        since=call.timestamp,
    )


@operation("DescribeLags")
def describe_lags(call: HybridCall) -> dict[str, Any]:
    """Return the account's groups of the Region."""
    if wanted := call.request.get("lagId"):
        found = [rules.own_lag(call.direct_connect, call.account, call.region, wanted)]
    else:
        found = [it for it in call.direct_connect.lags.values() if (it.owner, it.region) == (call.account, call.region)]
    return call.page("lags", found, lambda it: port_shapes.lag(call.direct_connect, it))


@operation("UpdateLag")
def update_lag(call: HybridCall) -> dict[str, Any]:
    """Change name, minimum of links or encryption mode; a minimum above the available members takes it down."""
    group = rules.own_lag(call.direct_connect, call.account, call.region, call.request["lagId"])
    rules.check_present(group)
    mode, minimum = call.request.get("encryptionMode"), call.request.get("minimumLinks")
    name = values.name(call.request["lagName"]) if call.request.get("lagName") else group.name
    if mode:
        macsec.check_mode(group, mode)
    most = rules.members_a_lag(group.bandwidth)
    if minimum is not None and not 0 <= minimum <= most:
        raise rules.refusal(f"minimumLinks must be between 0 and {most} for connections of {group.bandwidth}.")
    group.name = name
    group.minimum_links = group.minimum_links if minimum is None else minimum
    if mode:
        for port in (group, *call.direct_connect.members(group.id)):
            port.encryption_mode = mode
    return port_shapes.lag(call.direct_connect, group)


@operation("DeleteLag")
def delete_lag(call: HybridCall) -> dict[str, Any]:
    """Delete a group that carries nothing; its connections stay, without a group."""
    group = rules.own_lag(call.direct_connect, call.account, call.region, call.request["lagId"])
    if group.state in LEAVING:
        raise rules.refusal(f"Lag {group.id} is in state {group.state} and can not be deleted.")
    if call.direct_connect.interfaces_on(group.id):
        raise rules.refusal(f"Lag {group.id} has virtual interfaces. Delete them first.")
    if call.direct_connect.hosted_on(group.id):
        raise rules.refusal(f"Lag {group.id} has hosted connections. Delete them first.")
    for member in call.direct_connect.members(group.id):
        lag_members.leave(call, member)
    group.enter("deleting", call.timestamp)
    return port_shapes.lag(call.direct_connect, group)
