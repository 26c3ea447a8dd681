"""A parser of JSON lines that remembers the policies of earlier lines by their text.

Programs ask much of the same policies, which are most of each line; reading them costs more than the answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.iam.document import Kind
from sandbox.iam.errors import MalformedLine

_SPACE = " \t\n\r"
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_KEPT = 32
"""Texts that are kept of each field: a program evaluates requests against a few sets of policies in turn."""
_LONGEST = 2**18
"""Characters of the longest text that is kept, so that those of a field have 8 million at most."""


class ParsedField:
    """The value of a field, with what was compiled of it."""

    __slots__ = ("_compiled", "text", "value")

    def __init__(self, text: str, value: object) -> None:
        self.text = text
        self.value = value
        self._compiled: dict[Kind, Any] = {}

    def compiled[T](self, kind: Kind, make: Callable[[object], T]) -> T:
        """Return what is compiled from the value as policies of a kind, compiled at the first call."""
        if kind not in self._compiled:
            self._compiled[kind] = make(self.value)
        found: T = self._compiled[kind]
        return found


class LineReader:
    """Reads lines; the texts of some fields are remembered."""

    def __init__(self, remembered: frozenset[str]) -> None:
        self._remembered = remembered
        self._known: dict[str, list[ParsedField]] = {name: [] for name in remembered}

    def read(self, line: str) -> object:
        """Return the value of a line; in an object the cached fields are `ParsedField`. Raises MalformedLine."""
        try:
            if "\\u" in line and _SURROGATE.search(line):
                json.dumps(json.loads(line), ensure_ascii=False).encode()  # half of a pair is not text
            found = self._fields(line)
            # Whatever is unusual is read once more as a whole, by what says best what is wrong with it.
            return _whole(line) if found is None else found
        except (ValueError, RecursionError) as error:
            raise MalformedLine(f"the line is not JSON: {error}") from error

    def _fields(self, line: str) -> Mapping[str, object] | None:
        """Return the fields of an object in their order; None for any other text."""
        found: dict[str, object] = {}
        try:
            at, sign = _after(line, -1)
            if sign != "{":
                return None
            while sign == ("," if found else "{"):
                at, sign = _after(line, at)
                if sign != '"':
                    return None
                name, end = _scan(line, at)
                at, sign = _after(line, end - 1)
                if sign != ":" or name in found:
                    return None
                at, _ = _after(line, at)
                found[name], end = self._value(name, line, at)
                at, sign = _after(line, end - 1)
        except (IndexError, ValueError):
            return None
        return found if sign == "}" and not line[at + 1 :].strip(_SPACE) else None

    def _value(self, name: str, line: str, at: int) -> tuple[object, int]:
        if name not in self._remembered:
            return _scan(line, at)
        known = self._known[name]
        for place, written in enumerate(known):
            # An object or a list ends where its text ends, whatever follows.
            if line.startswith(written.text, at):
                if place:
                    known.insert(0, known.pop(place))
                return written, at + len(written.text)
        value, end = _scan(line, at)
        if isinstance(value, dict | list) and end - at <= _LONGEST:
            value = ParsedField(line[at:end], value)
            known.insert(0, value)
            del known[_KEPT:]
        return value, end


def _after(line: str, at: int) -> tuple[int, str]:
    """Return the next position that is not a space, and its character; raises IndexError at the end."""
    at += 1
    while (sign := line[at]) in _SPACE:
        at += 1
    return at, sign


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object; a duplicate key is refused, as AWS refuses it, because either value could be intended."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        duplicate = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"duplicate key {duplicate!r} in one object")
    return found


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is not a JSON number")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number)
_scan = _DECODER.raw_decode
_whole = _DECODER.decode
