"""Resources of EC2: their tags, which moto keeps by id, and their types' condition keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.policies.resource_state.ec2.keys import KEYS
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags and keys of a resource; a public image or snapshot has no account in its ARN."""
    owner = arn.account or _owner(arn)
    if owner not in ec2_backends:
        return ABSENT
    backend = ec2_backends[owner][arn.region]
    kind, _, name = arn.resource.partition("/")
    found = FINDERS[kind](backend, name) if kind in FINDERS else None
    identifier = found.id if kind == "key-pair" and found is not None else name
    tags = dict(backend.tags[identifier]) if identifier in backend.tags else {}
    own = {key: value for key, value in KEYS[kind](arn, found) if value is not None} if found and kind in KEYS else {}
    return ResourceState(tags, own)


def _owner(arn: Arn) -> str:
    kind, _, name = arn.resource.partition("/")
    for account in list(ec2_backends):
        backend = ec2_backends[account].get(arn.region)
        if backend is not None and kind in FINDERS and FINDERS[kind](backend, name) is not None:
            return str(account)
    return ""


def _two_levels(collection: Mapping[str, Mapping[str, Any]], name: str) -> Any | None:
    return next((inner[name] for inner in list(collection.values()) if name in inner), None)


def _instance(backend: Any, name: str) -> Any | None:
    reservations = list(backend.reservations.values())
    return next((one for each in reservations for one in each.instances if one.id == name), None)


FINDERS: Mapping[str, Callable[[Any, str], Any | None]] = {
    "dhcp-options": lambda backend, name: backend.dhcp_options_sets.get(name),
    "elastic-ip": lambda backend, name: next((it for it in list(backend.addresses) if it.allocation_id == name), None),
    "image": lambda backend, name: backend.amis.get(name),
    "instance": _instance,
    "internet-gateway": lambda backend, name: backend.internet_gateways.get(name),
    "key-pair": lambda backend, name: backend.key_pairs.get(name),
    "natgateway": lambda backend, name: backend.nat_gateways.get(name),
    "network-acl": lambda backend, name: backend.network_acls.get(name),
    "network-interface": lambda backend, name: backend.enis.get(name),
    "route-table": lambda backend, name: backend.route_tables.get(name),
    "security-group": lambda backend, name: _two_levels(backend.groups, name),
    "snapshot": lambda backend, name: backend.snapshots.get(name),
    "subnet": lambda backend, name: _two_levels(backend.subnets, name),
    "volume": lambda backend, name: backend.volumes.get(name),
    "vpc": lambda backend, name: backend.vpcs.get(name),
    "vpc-endpoint": lambda backend, name: backend.vpc_end_points.get(name),
    "vpc-peering-connection": lambda backend, name: backend.vpc_pcxs.get(name),
}
"""Type in ARNs -> the resource of an id, from moto's records."""
