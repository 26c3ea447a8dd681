"""Which statement made the difference between two answers to the same request, and on which line is it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.iam.layers import Layer
from sandbox.iam.ledger import Ledger
from sandbox.iam.ledger_entry import Entry
from sandbox.iam.origin import Origin

type Place = tuple[Layer, int | None, str, str]
"""Layer, level, policy and statement: what stays the same where a statement is rewritten."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A statement that is new, gone or changed."""

    change: str
    """`new`, `gone` or `changed`."""
    layer: Layer
    policy: str
    sid: str | None
    origin: Origin | None
    was: Mapping[str, object] | None = field(default=None, compare=False)
    """The statement before; None where it is new."""
    now: Mapping[str, object] | None = field(default=None, compare=False)


def causes(before: Ledger, after: Ledger) -> tuple[Cause, ...]:
    """The statements that speak of the request in one of the two and not, or otherwise, in the other."""
    old, new = _placed(before), _placed(after)
    found: dict[Cause, None] = {}
    for place in (*old, *(place for place in new if place not in old)):
        was, now = old.get(place), new.get(place)
        if _speech(was) != _speech(now):
            found[_cause(was, now)] = None
    return tuple(sorted(found, key=lambda cause: _bears(cause, before, after), reverse=True))


def _cause(was: Entry | None, now: Entry | None) -> Cause:
    told = now or was
    assert told is not None, "a place comes from one of the two"  # noqa: S101 - an invariant
    change = "changed" if was and now else "gone" if was else "new"
    where = told.policy.where(told.statement.index)
    before, after = (was.raw if was else None), (now.raw if now else None)
    return Cause(change, told.layer, told.policy.name, told.statement.sid, where, before, after)


def _bears(cause: Cause, before: Ledger, after: Ledger) -> bool:
    return (cause.layer in before.verdict.blocked_by) is not (cause.layer in after.verdict.blocked_by)


def _speech(entry: Entry | None) -> tuple[bool, bool]:
    return (False, False) if entry is None or entry.matched is False else (True, entry.statement.deny)


def _placed(ledger: Ledger) -> Mapping[Place, Entry]:
    found: dict[Place, Entry] = {}
    for entry in ledger.entries:
        name = entry.statement.sid or f"#{entry.statement.index}"
        found[entry.layer, entry.level, entry.policy.name, name] = entry
    return found
