"""The whole network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.origin import Origin
from sandbox.reach.model.filters import NetworkAcl, SecurityGroup
from sandbox.reach.model.interfaces import Instance, NetworkInterface
from sandbox.reach.model.load_balancers import LoadBalancer, TargetGroup
from sandbox.routing.model import Topology


@dataclass(frozen=True, slots=True)
class Account:
    """An account, by its name in the estate or the organization."""

    id: str
    name: str


@dataclass(frozen=True)
class Network:
    """A network at one moment, read from one source; mappings are by id."""

    source: str
    """The source's name: `plan`, an endpoint, a folder."""
    topology: Topology
    interfaces: Mapping[str, NetworkInterface] = field(default_factory=dict)
    instances: Mapping[str, Instance] = field(default_factory=dict)
    groups: Mapping[str, SecurityGroup] = field(default_factory=dict)
    acls: Mapping[str, NetworkAcl] = field(default_factory=dict)
    load_balancers: Mapping[str, LoadBalancer] = field(default_factory=dict)
    target_groups: Mapping[str, TargetGroup] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """Parts of the source that affect reachability and were not read or cannot be modelled, one text each."""
    unsupported: Mapping[str, str] = field(default_factory=dict)
    """Id of a resource that cannot be modelled -> its type: an answer whose path meets one names it."""
    origin: Origin | None = None
