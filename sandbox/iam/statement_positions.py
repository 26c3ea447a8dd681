"""Line and column of each statement in the text of a policy, as IAM's policy simulator counts them.

A parser's position is reported, counted from 1: for a statement in a list the end of what is before it (the bracket, or
the statement before), for a single statement the place after its opening brace; and the place after its closing brace.
Reference: IAM API reference, SimulateCustomPolicy (example) and Position.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

_SPACE = " \t\n\r"
_scan = json.JSONDecoder().raw_decode


class Position(NamedTuple):
    """A place in a text; both count from 1."""

    line: int
    column: int


class Span(NamedTuple):
    """Where a statement begins and ends."""

    start: Position
    end: Position


def statement_spans(text: str) -> tuple[Span, ...]:
    """Return the span of each statement in its order; none for a text that is not a policy document.

    Args:
        text: The document as JSON.

    Example:
        >>> statement_spans('{"Statement": [{"Effect": "Allow"}]}')[0].end.column
        35

    """
    try:
        return tuple(Span(_position(text, start), _position(text, end)) for start, end in _offsets(text))
    except (IndexError, ValueError):
        return ()


def _offsets(text: str) -> Iterator[tuple[int, int]]:
    at = _skip(text, 0)
    if text[at] != "{":
        return
    while text[at] != "}":
        at = _skip(text, at + 1)
        if text[at] == "}":
            return
        name, at = _scan(text, at)
        at = _skip(text, _skip(text, at) + 1)
        if name == "Statement":
            yield from _of_value(text, at)
            return
        _, at = _scan(text, at)
        at = _skip(text, at)


def _of_value(text: str, at: int) -> Iterator[tuple[int, int]]:
    if text[at] != "[":
        yield at + 1, _scan(text, at)[1]
        return
    before = at + 1
    at = _skip(text, before)
    while text[at] != "]":
        _, end = _scan(text, at)
        yield before, end
        before = end
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    while text[at] in _SPACE:
        at += 1
    return at


def _position(text: str, offset: int) -> Position:
    before = text[:offset]
    return Position(before.count("\n") + 1, offset - before.rfind("\n"))
