"""A part of a network that fails, and the network without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.origin import Origin
from sandbox.reach.model import Network


class FailureKind(StrEnum):
    """What fails."""

    LINE = "line"
    """A Direct Connect connection or a VPN connection."""
    ROUTER = "router"
    SESSION = "session"
    GATEWAY = "gateway"
    """An internet, egress-only, NAT, virtual private, transit or Direct Connect gateway, an endpoint, a peering."""
    ZONE = "zone"
    SUBNET = "subnet"
    ROUTE = "route"
    """A static route, or a propagation."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One part that is taken away."""

    kind: FailureKind
    id: str
    name: str
    apply: Callable[[Network], Network] = field(compare=False, hash=False)
    """Return the network without it."""
    touched: frozenset[str] = field(default=frozenset(), compare=False, hash=False)
    """Ids of what changes besides the routes: flows that depend on none of them and on no changed route are not
    evaluated again."""
    origin: Origin | None = None

    def __str__(self) -> str:
        return f"{self.kind.value} {self.name}"
