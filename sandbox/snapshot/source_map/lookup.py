"""Statements, documents and resources found in the program's files.

A statement is found by its Sid, of several the one nearest to the resource; a resource by its URN.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sandbox.origin import Origin
from sandbox.snapshot.source_map.constructor_calls import ConstructorCalls
from sandbox.snapshot.source_map.documents import handed_over, returned, written_for
from sandbox.snapshot.source_map.json_policies import statement_lines
from sandbox.snapshot.source_map.program_files import modules, policy_files

_LIMITS = ("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")


@dataclass(frozen=True)
class Program:
    """The files of a Pulumi program: its modules, and JSON policies beside them."""

    root: Path
    """Folder of the project: names of files are relative to it."""
    folder: Path | None = None
    """Folder that holds `Pulumi.yaml`; None where it is the project's own."""

    @cached_property
    def sids(self) -> Mapping[str, tuple[Origin, ...]]:
        """Text at a place where a Sid may be -> its places."""
        found: dict[str, list[Origin]] = {}
        for name, tree in self._trees.items():
            for node in ast.walk(tree):
                for text, line in _candidates(node):
                    found.setdefault(text, []).append(Origin(name, line))
        for statement, origin in self._json_statements:
            if isinstance(sid := statement.get("Sid"), str):
                found.setdefault(sid, []).append(origin)
        return {text: tuple(origins) for text, origins in found.items()}

    @cached_property
    def limits(self) -> Mapping[str, str]:
        """Name of each policy of the organization that is written here, attached or not -> its type."""
        calls = (node for tree in self._trees.values() for node in ast.walk(tree) if isinstance(node, ast.Call))
        return dict(filter(None, map(_limit, calls)))

    def statement(self, statement: object, frames: Sequence[Origin]) -> Origin | None:
        """Return where a statement is written: by its Sid, else by its content in a JSON file; None for neither."""
        sid = statement.get("Sid") if isinstance(statement, Mapping) else None
        known = self.sids.get(sid, ()) if isinstance(sid, str) else ()
        known = known or tuple(origin for written, origin in self._json_statements if written == statement)
        if len(known) <= 1:
            return known[0] if known else None
        near = [frame.file for frame in frames]
        return min(known, key=lambda origin: near.index(origin.file) if origin.file in near else len(near))

    def document(self, name: str, statements: Iterable[Origin | None], maker: Origin | None = None) -> Origin | None:
        """Return where a policy's document is written; None where it is not found.

        Around the statements that are found, else where the resource that is made at `maker` has it written, else where
        the policy's name is given together with the document's function.
        """
        for origin in filter(None, statements):
            tree = self._trees.get(origin.file)
            return Origin(origin.file, returned(tree, origin.line or 0) if tree else 1)
        written = written_for(self._trees, maker.file, maker.line or 0) if maker and maker.file in self._trees else None
        if written:
            return Origin(*written)
        named = self.sids.get(name, ())
        tree = self._trees.get(named[0].file) if len(named) == 1 else None
        line = handed_over(tree, named[0].line or 0) if tree else None
        return Origin(named[0].file, line) if line else None

    def frames(self, urn: str) -> tuple[Origin, ...]:
        """Return the lines that create a resource, innermost first; empty where they are ambiguous."""
        return self._constructor_calls.frames(urn)

    @cached_property
    def _constructor_calls(self) -> ConstructorCalls:
        return ConstructorCalls.of(self._trees)

    @cached_property
    def _trees(self) -> Mapping[str, ast.Module]:
        return modules(self.root, self.folder or self.root)

    @cached_property
    def _json_statements(self) -> tuple[tuple[Mapping[str, object], Origin], ...]:
        return tuple(
            (statement, Origin(name, line))
            for name, text in policy_files(self.root, self._trees)
            for statement, line in statement_lines(text)
        )


def _limit(call: ast.Call) -> tuple[str, str] | None:
    """Name and type, where a call says both."""
    arguments = {keyword.arg: text for keyword in call.keywords for text, _ in _text(keyword.value)}
    kind = next((text for text in arguments.values() if text in _LIMITS), None)
    return (arguments["name"], kind) if kind and "name" in arguments else None


def _candidates(node: ast.AST) -> Iterator[tuple[str, int]]:
    match node:
        case ast.Dict():
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "Sid":
                    yield from _text(value)
        case ast.Call():
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from _text(argument)


def _text(node: ast.AST) -> Iterator[tuple[str, int]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, node.lineno
