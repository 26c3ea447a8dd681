"""Statements of JSON policy files and the lines that they are on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

_SPACE = " \t\r\n"


def statement_lines(text: str) -> Iterator[tuple[Mapping[str, object], int]]:
    """Yield the statements of every policy document in a JSON text, each with the line that names it.

    That is the line of its Sid where it has one, else the line on which it begins.
    """
    decoder = json.JSONDecoder()
    at = 0
    while (at := text.find('"Statement"', at)) >= 0:
        at = _skipped(text, at + len('"Statement"'))
        if text[at : at + 1] != ":":
            continue
        at = _skipped(text, at + 1)
        many = text[at : at + 1] == "["
        at = _skipped(text, at + 1) if many else at
        while text[at : at + 1] == "{":
            try:
                statement, end = decoder.raw_decode(text, at)
            except ValueError:
                return
            yield statement, _line(text, at, end)
            at = _skipped(text, end)
            if not (many and text[at : at + 1] == ","):
                break
            at = _skipped(text, at + 1)


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _line(text: str, begin: int, end: int) -> int:
    sid = text.find('"Sid"', begin, end)
    return text.count("\n", 0, sid if sid >= 0 else begin) + 1
