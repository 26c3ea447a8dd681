"""The result of a rehearsal: as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sandbox.access.names import display_name
from sandbox.iam.message import POLICY_TYPES
from sandbox.iam.snapshot import Snapshot
from sandbox.rehearsal.outcome import Deciding, Effect
from sandbox.rehearsal.run import Result
from sandbox.rehearsal.tally import Line, Subject, Tally

_DETAILS = 5
"""Details of a reason that the text names; more are counted."""
_HEADINGS = {Effect.DENIED: "would be denied", Effect.ALLOWED: "were denied and would be allowed"}


def rehearsal_text(result: Result, snapshot: Snapshot) -> Iterator[str]:
    """Yield the lines of the text: newly denied and newly allowed calls, what cannot be judged, the counts."""
    yield from map(_printable, _text(result.tally, snapshot))


def _text(tally: Tally, snapshot: Snapshot) -> Iterator[str]:
    for effect, heading in _HEADINGS.items():
        lines = _lines(tally, effect)
        if lines:
            yield f"{_count(tally.effects[effect], 'recorded call')} {heading}:"
        for subject, line in lines:
            yield from _line(subject, line, snapshot)
        if lines:
            yield ""
    if not tally.effects[Effect.DENIED]:
        yield "No recorded call that was judged would be denied."
    judged = tally.events - tally.effects[Effect.UNJUDGED]
    yield (
        f"{_count(tally.events, 'event')}: {judged:,} judged ({tally.effects[Effect.UNCHANGED]:,} unchanged, "
        f"{tally.effects[Effect.DENIED]:,} newly denied, {tally.effects[Effect.ALLOWED]:,} newly allowed, "
        f"{tally.effects[Effect.STILL_DENIED]:,} denied before and after), "
        f"{tally.effects[Effect.UNJUDGED]:,} not judged"
    )
    for reason, found in sorted(tally.unjudged.items(), key=lambda item: -item[1].count):
        yield f"  {found.count:,} not judged: {reason.value}"
        named = [(detail, count) for detail, count in found.details.most_common() if detail]
        yield from (f"    {count:,} {detail}" for detail, count in named[:_DETAILS])
        if len(named) > _DETAILS:
            yield f"    and {len(named) - _DETAILS:,} more"


def rehearsal_json(result: Result) -> dict[str, Any]:
    """Return the result as plain values."""
    tally = result.tally
    return {
        "events": tally.events,
        "outcomes": {effect.value.replace(" ", "_"): tally.effects[effect] for effect in Effect},
        "denied": [_line_json(subject, line) for subject, line in _lines(tally, Effect.DENIED)],
        "allowed": [_line_json(subject, line) for subject, line in _lines(tally, Effect.ALLOWED)],
        "not_judged": [
            {
                "reason": reason.name.lower(),
                "text": reason.value,
                "count": found.count,
                "example": found.example,
                "details": dict(found.details.most_common()),
            }
            for reason, found in tally.unjudged.items()
        ],
        "damage": result.damage,
    }


def _lines(tally: Tally, effect: Effect) -> list[tuple[Subject, Line]]:
    """Return the lines of an effect, the most frequent first."""
    found: Iterable[tuple[Subject, Line]] = (item for item in tally.lines.items() if item[0].effect is effect)
    return sorted(found, key=lambda item: (-item[1].count, item[0].principal, item[0].action))


def _line(subject: Subject, line: Line, snapshot: Snapshot) -> Iterator[str]:
    principal = None if subject.principal == "anonymous" else subject.principal
    yield f"  {display_name(snapshot, principal)} {subject.action}: {_times(line)}"
    if subject.deciding is not None:
        yield f"    {_deciding(subject.deciding)}"
    witness = line.witness
    yield f"    event {witness.event.id} on {witness.resource} by {witness.event.principal}"


def _times(line: Line) -> str:
    if line.count == 1:
        return f"1 time, {line.first}"
    return f"{line.count:,} times, first {line.first}, last {line.last}"


def _deciding(found: Deciding) -> str:
    where = f"  {found.origin}" if found.origin else ""
    name = f"{found.policy}/{found.statement}" if found.statement else found.policy
    if name is None:
        return f"no {POLICY_TYPES[found.layer]} allows it"
    return f"{POLICY_TYPES[found.layer]} {name}{where}"


def _line_json(subject: Subject, line: Line) -> dict[str, Any]:
    deciding, witness = subject.deciding, line.witness
    return {
        "principal": subject.principal,
        "action": subject.action,
        "count": line.count,
        "first": line.first,
        "last": line.last,
        "layer": deciding.layer.value if deciding else None,
        "policy": deciding.policy if deciding else None,
        "statement": deciding.statement if deciding else None,
        "origin": str(deciding.origin) if deciding and deciding.origin else None,
        "witness": {
            "event": witness.event.id,
            "time": witness.event.time,
            "principal": witness.event.principal,
            "resource": witness.resource,
        },
    }


def _printable(line: str) -> str:
    """Return a line in which control characters are escaped: callers choose the names of resources in events."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in line)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
