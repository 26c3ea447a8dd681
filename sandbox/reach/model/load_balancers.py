"""Load balancers: listeners and target groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sandbox.origin import Origin
from sandbox.routing.model import Address


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """The targets of listeners: instances, addresses, or another load balancer."""

    id: str
    """ARN."""
    protocol: str
    port: int | None
    targets: tuple[tuple[str, int | None], ...] = ()
    """Instance id, address as text, or a load balancer's ARN; with its port where it differs."""
    preserve_client_ip: bool = False
    """Of a Network Load Balancer: targets see the client's address."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Listener:
    """A listener with the target groups that its rules forward to."""

    id: str
    """ARN."""
    protocol: str
    port: int
    target_groups: tuple[str, ...] = ()
    """ARNs of the default action's and all rules' target groups."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class LoadBalancer:
    """An Application, Network or Gateway Load Balancer."""

    id: str
    """ARN."""
    account: str
    name: str
    type: Literal["application", "network", "gateway"]
    internet_facing: bool
    vpc: str
    subnets: tuple[str, ...]
    groups: tuple[str, ...] = ()
    """Security groups; a Network Load Balancer may have none and then filters nothing."""
    interfaces: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    """Private addresses, where the source has them."""
    listeners: tuple[Listener, ...] = ()
    cross_zone: bool = True
    origin: Origin | None = None
