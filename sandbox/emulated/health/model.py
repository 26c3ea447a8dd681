"""Health events and what they affect.

https://docs.aws.amazon.com/health/latest/APIReference/API_Event.html
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Entity:
    """A resource of one account that an event affects."""

    account: str
    arn: str
    """Of the entity itself, which Health assigns."""
    value: str
    """The resource's id."""
    resource_arn: str
    status: str
    """IMPAIRED, then RESOLVED."""
    updated: float
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class HealthEvent:
    """An event that is specific to accounts: those of its entities."""

    arn: str
    service: str
    code: str
    category: str
    region: str
    started: float
    """This and the following in seconds since the epoch."""
    updated: float
    ended: float | None = None
    description: str
    entities: list[Entity]

    @property
    def status(self) -> str:
        """Return `open`, or `closed` once the event ended."""
        return "open" if self.ended is None else "closed"

    def accounts(self) -> list[str]:
        """Return the affected accounts."""
        return list(dict.fromkeys(entity.account for entity in self.entities))

    def entities_of(self, account: str) -> list[Entity]:
        """Return the affected resources of an account."""
        return [entity for entity in self.entities if entity.account == account]


@dataclass
class HealthState:
    """The events of all accounts, the newest last."""

    events: list[HealthEvent] = field(default_factory=list)
