"""The resources that reference a prefix list, in all accounts that it is shared with.

Source: EC2 API Reference, GetManagedPrefixListAssociations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.ec2 import security_group_store
from sandbox.emulated.hybrid_network.call import HybridCall


@dataclass(frozen=True)
class Association:
    """A resource that references a prefix list, and its owner."""

    id: str
    owner: str


def security_groups(region: str, list_id: str) -> Iterator[Any]:
    """Yield the security groups with a rule for the list."""
    for group in security_group_store.all_groups(region):
        if any(rule.prefix_list_id == list_id for rule in [*group.ingress_rules, *group.egress_rules]):
            yield group


def associations(call: HybridCall, list_id: str) -> list[Association]:
    """Return the security groups and the route tables that reference the list."""
    found = [Association(group.id, group.owner_id) for group in security_groups(call.region, list_id)]
    for account in list(ec2_backends):
        if call.region not in ec2_backends[account]:
            continue
        for table in list(ec2_backends[account][call.region].route_tables.values()):
            routes = list(table.routes.values() if isinstance(table.routes, dict) else table.routes)
            named = any(getattr(it.destination_prefix_list, "id", None) == list_id for it in routes)
            found += [Association(table.id, account)] * named
    gateways = call.transit.gateways
    transit = (table for table in call.transit.tables.values() if list_id in table.prefix_lists)
    return [*found, *(Association(table.id, gateways[table.gateway].owner) for table in transit)]
