"""Counts of outcomes: one line for each principal, action and statement, and for each reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from sandbox.rehearsal.outcome import Deciding, Effect, Outcome
from sandbox.rehearsal.reasons import Reason

_DETAILS = 1000
"""Details of reasons that are counted one by one; more are counted as `others`, so that memory is bounded."""
_OTHERS = "others"


class Seen(NamedTuple):
    """What of an event is shown."""

    id: str
    time: str
    principal: str
    """ARN of the session or user."""


@dataclass(frozen=True, slots=True)
class Witness:
    """The first event of a line, and the resource of the request that is decided otherwise."""

    event: Seen
    resource: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What the events of one line have in common."""

    effect: Effect
    principal: str
    """ARN of the user or role, or `anonymous`."""
    action: str
    deciding: Deciding | None


@dataclass(slots=True)
class Line:
    """How often, when first and last, and one event; times are as CloudTrail writes them, which sorts by time."""

    witness: Witness
    first: str
    last: str
    count: int = 0


@dataclass(slots=True)
class Unjudged:
    """Events that cannot be judged for one reason."""

    count: int = 0
    details: Counter[str] = field(default_factory=Counter)
    example: str = ""
    """The id of one."""


@dataclass(slots=True)
class Tally:
    """The outcomes of many events; tallies of several files are added."""

    effects: Counter[Effect] = field(default_factory=Counter)
    lines: dict[Subject, Line] = field(default_factory=dict)
    unjudged: dict[Reason, Unjudged] = field(default_factory=dict)

    @property
    def events(self) -> int:
        """All events."""
        return sum(self.effects.values())

    def add(self, outcome: Outcome, event: Seen, principal: str = "", action: str = "", resource: str = "") -> None:
        """Count an event by its outcome, its user or role, and the permission that decides."""
        self.effects[outcome.effect] += 1
        if outcome.reason is not None:
            self._add_unjudged(outcome.reason, outcome.detail, event.id, 1)
        elif outcome.effect in (Effect.DENIED, Effect.ALLOWED):
            subject = Subject(outcome.effect, principal, action, outcome.deciding)
            line = self.lines.get(subject)
            if line is None:
                line = self.lines[subject] = Line(Witness(event, resource), event.time, event.time)
            elif event.time < line.first:
                line.witness = Witness(event, resource)
            _extend(line, event.time, event.time, 1)

    def _add_unjudged(self, reason: Reason, detail: str, event: str, count: int) -> None:
        found = self.unjudged.setdefault(reason, Unjudged(example=event))
        found.count += count
        known = detail in found.details or len(found.details) < _DETAILS
        found.details[detail if known else _OTHERS] += count

    def merge(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.effects.update(other.effects)
        for subject, line in other.lines.items():
            mine = self.lines.get(subject)
            if mine is None:
                self.lines[subject] = line
                continue
            if line.first < mine.first:
                mine.witness = line.witness
            _extend(mine, line.first, line.last, line.count)
        for reason, theirs in other.unjudged.items():
            for detail, count in theirs.details.items():
                self._add_unjudged(reason, detail, theirs.example, count)


def _extend(line: Line, first: str, last: str, count: int) -> None:
    line.first, line.last = min(line.first, first), max(line.last, last)
    line.count += count
