"""A JSON document as nodes that know their place in the text.

Reference: Access Analyzer API reference, PathElement, Span and Position: lines count from 1, columns and offsets
from 0; a span's end is exclusive.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]  # public by its documentation in json.scanner
from typing import Any

type PathElement = Mapping[str, object]

_SPACE = re.compile(r"[ \t\n\r]*")
_scalar = json.JSONDecoder().raw_decode
_DEEPEST = 100
"""Levels of a document that is read; a policy has five."""


class SyntaxProblem(ValueError):
    """A text that is not JSON, and the offset where that shows."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


@dataclass(frozen=True, eq=False)
class Node:
    """One value of a document."""

    value: Any
    start: int
    end: int
    path: tuple[PathElement, ...] = ()
    members: Mapping[str, Node] = field(default_factory=dict)
    """Of an object."""
    keys: Mapping[str, Node] = field(default_factory=dict)
    """The names of an object's members, as nodes of their own."""
    items: tuple[Node, ...] = ()
    """Of a list."""

    def __iter__(self) -> Iterator[Node]:
        """Yield the items of a list; a value that is no list is the only one."""
        return iter(self.items) if isinstance(self.value, list) else iter((self,))

    def texts(self) -> Iterator[Node]:
        """Yield the items that are texts."""
        return (node for node in self if isinstance(node.value, str))

    def location(self, text: str) -> dict[str, Any]:
        """Return the place as the API shows it."""
        return {
            "path": [dict(element) for element in self.path],
            "span": {"start": _position(text, self.start), "end": _position(text, self.end)},
        }


def parse(text: str) -> Node:
    """Return the root of a document; raises SyntaxProblem."""
    node, end = _value(text, _skip(text, 0), (), 0)
    if _skip(text, end) != len(text):
        raise SyntaxProblem(_skip(text, end))
    return node


def place(text: str, offset: int) -> Node:
    """Return a node that has only a place, for what is wrong with the text itself."""
    return Node(None, offset, min(offset + 1, len(text)))


def _value(text: str, at: int, path: tuple[PathElement, ...], depth: int) -> tuple[Node, int]:
    sign = text[at : at + 1]
    if depth > _DEEPEST:
        raise SyntaxProblem(at)
    if sign == "{":
        return _object(text, at, path, depth)
    if sign == "[":
        return _list(text, at, path, depth)
    try:
        value, end = _scalar(text, at)
    except ValueError as error:
        raise SyntaxProblem(at) from error
    return Node(value, at, end, path), end


def _object(text: str, start: int, path: tuple[PathElement, ...], depth: int) -> tuple[Node, int]:
    members: dict[str, Node] = {}
    keys: dict[str, Node] = {}
    at = _skip(text, start + 1)
    while text[at : at + 1] != "}":
        if text[at : at + 1] != '"':
            raise SyntaxProblem(at)
        try:
            name, end = scanstring(text, at + 1, True)
        except ValueError as error:
            raise SyntaxProblem(at) from error
        if name in members:
            raise SyntaxProblem(at)
        keys[name] = Node(name, at, end, (*path, {"key": name}))
        at = _expected(text, end, ":")
        members[name], at = _value(text, _skip(text, at), (*path, {"value": name}), depth + 1)
        at = _next(text, at, "}")
    return Node({n: node.value for n, node in members.items()}, start, at + 1, path, members, keys), at + 1


def _list(text: str, start: int, path: tuple[PathElement, ...], depth: int) -> tuple[Node, int]:
    items: list[Node] = []
    at = _skip(text, start + 1)
    while text[at : at + 1] != "]":
        node, at = _value(text, at, (*path, {"index": len(items)}), depth + 1)
        items.append(node)
        at = _next(text, at, "]")
    return Node([node.value for node in items], start, at + 1, path, items=tuple(items)), at + 1


def _next(text: str, at: int, closing: str) -> int:
    """Return the place of the next element, or of the closing sign."""
    at = _skip(text, at)
    if text[at : at + 1] == closing:
        return at
    at = _skip(text, _expected(text, at, ","))
    if text[at : at + 1] == closing:
        raise SyntaxProblem(at)
    return at


def _expected(text: str, at: int, sign: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] != sign:
        raise SyntaxProblem(at)
    return at + 1


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _position(text: str, offset: int) -> dict[str, int]:
    before = text[:offset]
    return {"line": before.count("\n") + 1, "column": offset - before.rfind("\n") - 1, "offset": offset}
