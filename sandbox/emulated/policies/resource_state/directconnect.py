"""Connections and their groups, virtual interfaces and Direct Connect gateways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.emulated.hybrid_network.store import network
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a resource of Direct Connect."""
    kind, _, identifier = arn.resource.partition("/")
    kept = network().direct_connect
    known: Mapping[str, Mapping[str, Any]] = {
        "dxcon": kept.connections,
        "dxlag": kept.lags,
        "dxvif": kept.interfaces,
        "dx-gateway": kept.gateways,
        "dx-resiliency-group": kept.resiliency_groups,
    }
    found = known.get(kind, {}).get(identifier)
    return ResourceState(dict(found.tags)) if found is not None and found.owner == arn.account else ABSENT
