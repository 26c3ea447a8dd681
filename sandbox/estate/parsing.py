"""YAML text to plain values, with the position of every key and value.

The parser's node tree is walked here rather than its objects, so that every duplicate key is found, not only the first.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from sandbox.estate.errors import EstateInvalid, Problem
from sandbox.estate.source import Position, Source, Steps, dotted
from sandbox.estate.yaml_scalars import SCALARS, TAG, LeadingZero

_MOST_PARTS = 200_000
"""Parts that a file may have once its aliases are written out: thousands of departments, but no alias bomb."""

_YAML_VERSION = (1, 2)
"""The version of YAML that is read here."""

_TEXT = frozenset({f"{TAG}str", f"{TAG}timestamp", f"{TAG}value"})
_COLLECTIONS = frozenset({f"{TAG}map", f"{TAG}seq"})


def parse(text: str, file: Path) -> tuple[object, Source, tuple[Problem, ...]]:
    """Return the file's plain value, the positions of its parts, and its errors as YAML.

    Lists become tuples; of a duplicate key the first stands. Raises EstateInvalid where there is no tree at all.
    """
    try:
        node = _compose(text, file)
        if node is None:
            raise _stop(file, Position(1, 1), "the file is empty", "an estate starts with `version: 1`")
        walk = _Walk(file)
        value = walk.value(node, ())
    except _TooManyParts as many:
        place = Position(many.line, many.column)
        raise _stop(file, place, f"more than {_MOST_PARTS} parts", "an estate of 1000 departments has 50000") from None
    except RecursionError:
        raise _stop(file, Position(1, 1), "lists or mappings are nested too deeply", "an estate is 7 deep") from None
    return value, Source(file, MappingProxyType(walk.keys), MappingProxyType(walk.values)), tuple(walk.problems)


class _TooManyParts(Exception):
    """The file goes on after more parts than any estate has."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column


class _Counting(Composer):
    """Composes no more parts than an estate may have: each costs time and memory before the walk can count it."""

    parts = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.parts += 1
        if self.parts > _MOST_PARTS:
            mark = self.parser.peek_event().start_mark
            raise _TooManyParts(mark.line + 1, mark.column + 1)
        return super().compose_node(parent, index)


def _compose(text: str, file: Path) -> Node | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReusedAnchorWarning)
        yaml = YAML(typ="safe", pure=True)
        yaml.Composer = _Counting
        try:
            node: Node | None = yaml.compose(text)
        except MarkedYAMLError as error:
            place = _place(error, text)
            problem = ", ".join(str(part) for part in (error.context, error.problem) if part)
        except YAMLError as error:
            place, problem = Position(1, 1), str(error).splitlines()[0]
        else:
            if yaml.resolver.processing_version != _YAML_VERSION:
                wrong = "this is YAML 1.1, in which yes is true and 017 is 15"
                raise _stop(file, Position(1, 1), wrong, "leave out the line %YAML: estates are YAML 1.2")
            return node
    raise _stop(file, place, f"this is not YAML: {problem}", "write `key: value`, indented with spaces")


def _place(error: MarkedYAMLError, text: str) -> Position:
    """Return the position of a YAML error; an unclosed construct is located at its start, not at the file's end."""
    lines = max(len(text.splitlines()), 1)
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    mark = next((mark for mark in marks if mark.line < lines and mark.index < len(text)), None)
    return Position(mark.line + 1, mark.column + 1) if mark is not None else Position(lines, 1)


def _stop(file: Path, place: Position, wrong: str, right: str) -> EstateInvalid:
    return EstateInvalid((Problem(file, place.line, place.column, "", None, wrong, right),))


@dataclass
class _Walk:
    """A walk over a node tree that collects positions and problems."""

    file: Path
    keys: dict[Steps, Position] = field(default_factory=dict)
    values: dict[Steps, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    parts: int = 0
    above: list[Node] = field(default_factory=list)

    def value(self, node: Node, steps: Steps) -> object:
        """Return the plain value of a node, and record its position."""
        self.parts += 1
        self.values[steps] = _start(node)
        if self.parts > _MOST_PARTS:
            raise _stop(
                self.file, _start(node), f"more than {_MOST_PARTS} parts, aliases written out", "use no aliases"
            )
        if isinstance(node, ScalarNode):
            return self._scalar(node, steps)
        if any(node is outer for outer in self.above):
            raise _stop(self.file, _start(node), f"alias *{node.anchor} contains itself", "write the value out")
        if node.tag not in _COLLECTIONS:
            self._tagged(node, steps)
        self.above.append(node)
        value = self._mapping(node, steps) if isinstance(node, MappingNode) else self._sequence(node, steps)
        self.above.pop()
        return value

    def _sequence(self, node: Node, steps: Steps) -> tuple[object, ...]:
        for place, item in enumerate(node.value):
            self.keys[*steps, place] = _start(item)
        return tuple(self.value(item, (*steps, place)) for place, item in enumerate(node.value))

    def _mapping(self, node: Node, steps: Steps) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in node.value:
            name = _text(key)
            if key.tag == f"{TAG}merge":
                self._wrong(key, steps, "<<", "merge keys are not supported", "write the keys out")
            elif not isinstance(key, ScalarNode) or key.tag not in _TEXT:
                self._wrong(key, steps, name, f"the key {name} is not text", f'write it in quotes: "{name}"')
            elif name in found:
                first = self.keys[*steps, name]
                self._wrong(
                    key,
                    (*steps, name),
                    name,
                    f"duplicate key {name}, also on line {first.line}",
                    "keep one of the two",
                )
            else:
                self.keys[*steps, name] = _start(key)
                found[name] = self.value(value, (*steps, name))
        return found

    def _scalar(self, node: ScalarNode, steps: Steps) -> object:
        kind, text = str(node.tag), _text(node)
        if kind in SCALARS:
            try:
                return SCALARS[kind](text)
            except LeadingZero as zero:
                wrong = f"{text} starts with zero: YAML 1.1 reads it as octal, YAML 1.2 as decimal"
                self._wrong(node, steps, text, wrong, f'write {zero.decimal}; or, where text is meant, "{text}"')
            except ValueError:
                self._wrong(node, steps, text, f"{text} is not a number", "write digits, or quotes around text")
        elif kind not in _TEXT:
            self._tagged(node, steps)
        return text

    def _tagged(self, node: Node, steps: Steps) -> None:
        self._wrong(node, steps, _text(node), f"the tag {node.tag} is not supported", "write the plain value")

    def _wrong(self, node: Node, steps: Steps, value: object, wrong: str, right: str) -> None:
        place = _start(node)
        self.problems.append(Problem(self.file, place.line, place.column, dotted(steps), value, wrong, right))


def _start(node: Node) -> Position:
    return Position(node.start_mark.line + 1, node.start_mark.column + 1)


def _text(node: Node) -> str:
    """Return a scalar's text; escapes of two halves of a character, as JSON writes them, are one character."""
    if not isinstance(node, ScalarNode):
        return "a list or mapping"
    return str(node.value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
