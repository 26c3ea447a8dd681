"""Failures of gateways, endpoints and peerings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sandbox.reach.edits.edit import in_topology
from sandbox.reach.failures.failure import Failure, FailureKind
from sandbox.reach.model import Network
from sandbox.routing.model import Topology

_GATEWAYS = (
    "internet_gateways",
    "egress_only_gateways",
    "nat_gateways",
    "virtual_private_gateways",
    "transit_gateways",
    "direct_connect_gateways",
    "vpc_endpoints",
    "peerings",
)
"""Mappings of a topology whose resources fail alone."""


def gateway_failures(network: Network) -> Iterator[Failure]:
    """Yield the failure of each gateway, VPC endpoint and peering connection."""
    for kind in _GATEWAYS:
        found: Mapping[str, Any] = getattr(network.topology, kind)
        for ident, gateway in found.items():
            name = getattr(gateway, "name", "") or ident
            change = in_topology(_without(kind, ident))
            yield Failure(FailureKind.GATEWAY, ident, name, change, frozenset((ident,)), gateway.origin)


def _without(kind: str, ident: str) -> Callable[[Topology], Topology]:
    def change(topology: Topology) -> Topology:
        found: Mapping[str, Any] = getattr(topology, kind)
        left = {other: gateway for other, gateway in found.items() if other != ident}
        changes: dict[str, Any] = {kind: left}
        if kind in {"transit_gateways", "direct_connect_gateways"}:
            changes |= _without_attachments(topology, ident)
        return replace(topology, **changes)

    return change


def _without_attachments(topology: Topology, gateway: str) -> dict[str, Any]:
    """Return the attachments and associations that do not lead to a gateway."""
    attachments = {
        key: attachment
        for key, attachment in topology.transit_attachments.items()
        if gateway not in {attachment.gateway, attachment.resource}
    }
    associations = {
        ident: association
        for ident, association in topology.direct_connect_associations.items()
        if gateway not in {association.gateway, association.associated}
    }
    return {"transit_attachments": attachments, "direct_connect_associations": associations}
