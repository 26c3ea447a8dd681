"""Brings the whole world to a moment: Direct Connect, then what EC2 makes of it."""

from __future__ import annotations

from sandbox.emulated.directconnect import progress as direct_connect
from sandbox.emulated.ec2 import transit_gateway_progress as transit
from sandbox.emulated.hybrid.call import Call


def advance(call: Call) -> None:
    """Every state at the call's moment, before it is answered and once more after."""
    edges = call.facts.virtual_gateways()
    for association in call.fabric.associations.values():
        association.edge = edges.get(association.edge.id, association.edge)
    direct_connect.advance(call.fabric, call.now, {id_: edge.asn for id_, edge in edges.items()})
    transit.advance(call.transit, call.now)
    transit.follow_direct_connect(call.transit, call.fabric, call.now, call.token)
