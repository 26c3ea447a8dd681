"""Resiliency groups of Direct Connect: connections that together meet a resiliency model."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.emulated.hybrid_network.lifecycle import Stateful


@dataclass(kw_only=True)
class Membership(Stateful):
    """The association of one connection with a group."""

    connection_arn: str


@dataclass(kw_only=True)
class ResiliencyGroup(Stateful):
    """A group, owned by one account in one Region."""

    id: str
    owner: str
    region: str
    name: str
    model: str
    """maximum-resiliency, high-resiliency or basic-resiliency."""
    client_token: str | None = None
    """Of the request that created it."""
    members: list[Membership] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        """Return the group's ARN, which has no Region."""
        return f"arn:aws:directconnect::{self.owner}:dx-resiliency-group/{self.id}"
