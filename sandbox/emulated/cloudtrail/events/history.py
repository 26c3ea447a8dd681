"""The event history of one account in one Region, bounded: the oldest events are dropped first."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from sandbox.emulated.cloudtrail.events import resources

KEPT = 5000
"""Events of one account in one Region; AWS keeps them for 90 days, longer than a sandbox lives."""


@dataclass(frozen=True, slots=True)
class Event:
    """One record as text, and the attributes by which it is looked up."""

    number: int
    id: str
    name: str
    source: str
    time: datetime
    read_only: bool
    user: str
    key: str
    resources: tuple[tuple[str, str], ...]
    text: str


ATTRIBUTES: dict[str, Callable[[Event, str], bool]] = {
    "EventId": lambda event, value: event.id == value,
    "EventName": lambda event, value: event.name == value,
    "ReadOnly": lambda event, value: str(event.read_only).lower() == value.lower(),
    "Username": lambda event, value: event.user == value,
    "ResourceType": lambda event, value: any(kind == value for kind, _ in event.resources),
    "ResourceName": lambda event, value: any(name == value for _, name in event.resources),
    "EventSource": lambda event, value: event.source == value,
    "AccessKeyId": lambda event, value: event.key == value,
}
"""The attributes of a lookup, as AWS names them."""


class History:
    """Events in the order in which they arrive."""

    def __init__(self, kept: int = KEPT) -> None:
        self._events: deque[Event] = deque(maxlen=kept)
        self._lock = Lock()
        self._next = 1

    def keep(self, record: dict[str, Any], time: datetime, user: str) -> None:
        """Add an event."""
        found = tuple(resources.named_in(record))
        text = json.dumps(record, separators=(",", ":"))
        key = record["userIdentity"].get("accessKeyId", "")
        with self._lock:
            event = Event(
                number=self._next,
                id=record["eventID"],
                name=record["eventName"],
                source=record["eventSource"],
                time=time,
                read_only=record["readOnly"],
                user=user,
                key=key,
                resources=found,
                text=text,
            )
            self._events.append(event)
            self._next += 1

    def newest_first(self, before: int | None = None) -> Iterable[Event]:
        """Return all events before the numbered one, the newest first."""
        with self._lock:
            events = list(self._events)
        return (event for event in reversed(events) if before is None or event.number < before)
