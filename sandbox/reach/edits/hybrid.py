"""Edits of Direct Connect gateway associations."""

from __future__ import annotations

from dataclasses import replace

from sandbox.reach.edits.edit import Edit, in_topology
from sandbox.routing.model import DirectConnectAssociation, Prefix, Topology


def allow_prefix(association: DirectConnectAssociation, prefix: Prefix) -> Edit:
    """Return the edit that adds an allowed prefix to an association."""

    def apply(topology: Topology) -> Topology:
        now = topology.direct_connect_associations[association.id]
        changed = replace(now, allowed_prefixes=(*now.allowed_prefixes, prefix))
        return replace(
            topology, direct_connect_associations={**topology.direct_connect_associations, association.id: changed}
        )

    text = f"Direct Connect gateway association {association.id}: allow prefix {prefix}"
    return Edit(text, association.origin, in_topology(apply))
