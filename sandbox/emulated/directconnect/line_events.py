"""The Health events of lines that are lost and restored. Pure.

AWS's pages name no event type of a lost line; the type is that of operational issues, which every service has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sandbox.emulated.health.model import Entity, HealthEvent
from sandbox.emulated.hybrid_network.direct_connect_model import DirectConnectState, VirtualInterface
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection

SERVICE = "DIRECTCONNECT"
CODE = "AWS_DIRECTCONNECT_OPERATIONAL_ISSUE"


def changes(
    direct_connect: DirectConnectState, before: Mapping[str, str], open_: Mapping[str, HealthEvent]
) -> tuple[list[HealthEvent], list[HealthEvent]]:
    """Return the events of lines lost since then, and those that ended.

    Args:
        direct_connect: The state now.
        before: The state of each physical port then, by its id.
        open_: The open event of a port, by the port's id; those that end are changed.

    """
    lost, ended = [], []
    for port in direct_connect.connections.values():
        if port.parent is not None:
            continue
        event = open_.get(port.id)
        if port.state == "down" and event is None and before.get(port.id) == "available":
            lost.append(_event(direct_connect, port))
        elif port.state != "down" and event is not None:
            ended.append(_end(event, port.since))
    gone = [event for id_, event in open_.items() if id_ not in direct_connect.connections]
    return lost, ended + [_end(event, event.updated) for event in gone]


def states(direct_connect: DirectConnectState) -> dict[str, str]:
    """Return the state of each physical port, by its id."""
    return {it.id: it.state for it in direct_connect.connections.values() if it.parent is None}


def _event(direct_connect: DirectConnectState, port: Connection) -> HealthEvent:
    number = hashlib.sha256(f"{port.id} {port.since}".encode()).hexdigest()[:12].upper()
    arn = f"arn:aws:health:{port.region}::event/{SERVICE}/{CODE}/{CODE}_{number}"
    affected: list[Connection | VirtualInterface] = [*_ports(direct_connect, port), *_interfaces(direct_connect, port)]
    return HealthEvent(
        arn=arn,
        service=SERVICE,
        code=CODE,
        category="issue",
        region=port.region,
        started=port.since,
        updated=port.since,
        description=(
            f"The link of AWS Direct Connect connection {port.id} ({port.name}) at {port.location} is down. "
            "Traffic to AWS continues over other connections, if you have any."
        ),
        entities=[
            Entity(
                account=thing.owner,
                arn=f"arn:aws:health:{port.region}:{thing.owner}:entity/{number}{index:04X}",
                value=thing.id,
                resource_arn=thing.arn,
                status="IMPAIRED",
                updated=port.since,
                tags=dict(thing.tags),
            )
            for index, thing in enumerate(affected)
        ],
    )


def _ports(direct_connect: DirectConnectState, port: Connection) -> list[Connection]:
    """Return the port and the hosted connections that are down with it."""
    carriers = {port.id, *([port.lag] if port.lag else [])}
    hosted = [it for it in direct_connect.connections.values() if it.parent in carriers and it.state == "down"]
    return [port, *hosted]


def _interfaces(direct_connect: DirectConnectState, port: Connection) -> list[VirtualInterface]:
    """Return the interfaces that are down with the port; those of a group that stays up are not."""
    carriers = {it.id for it in _ports(direct_connect, port)} | ({port.lag} if port.lag else set())
    return [
        vif
        for vif in direct_connect.interfaces.values()
        if vif.connection in carriers and (carrier := direct_connect.port(vif.connection)) and carrier.state == "down"
    ]


def _end(event: HealthEvent, moment: float) -> HealthEvent:
    event.ended = event.updated = max(moment, event.started)
    for entity in event.entities:
        entity.status, entity.updated = "RESOLVED", event.ended
    return event
