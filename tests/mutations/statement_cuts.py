"""Cuts of the program's policies: each changes the source of one statement and records the lines."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILES = ("accounts/guardrails/*.py", "accounts/boundaries.py", "accounts/trust.py", "accounts/trail_policies.py")
ENDPOINT_FILES = ("network/endpoint_policies.py",)


@dataclass(frozen=True)
class Cut:
    """An edit of one file that replaces the lines from `first` to `last`."""

    what: str
    file: str
    first: int
    last: int
    statement: tuple[int, int]
    """Lines of the edited statement or constant."""
    source: str
    """The whole file after the edit."""

    def __str__(self) -> str:
        return f"{self.what} at {self.file}:{self.first}"


def cuts(root: Path) -> Iterator[Cut]:
    """Yield every cut of the program under `root`."""
    for pattern in (*FILES, *ENDPOINT_FILES):
        for path in sorted(root.glob(pattern)):
            yield from _of_file(str(path.relative_to(root)), path.read_text(encoding="utf-8"))


def _of_file(name: str, text: str) -> Iterator[Cut]:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and "Effect" in keys(node):
            span = (node.lineno, node.end_lineno or 0)
            for what, part, replacement in _of_statement(node):
                yield Cut(what, name, part.lineno, part.end_lineno or 0, span, replaced(text, part, replacement))
    for constant in tree.body:
        if isinstance(constant, ast.Assign) and isinstance(constant.value, ast.Tuple):
            span = (constant.lineno, constant.end_lineno or 0)
            for element in constant.value.elts:
                if isinstance(element, ast.Constant) and ":" in str(element.value):
                    edited = replaced(text, element, '"none:Nothing"')
                    yield Cut("drop an action of a constant", name, element.lineno, element.lineno, span, edited)


def _of_statement(node: ast.Dict) -> Iterator[tuple[str, ast.expr, str]]:
    """Yield the kind of change, the part, and its replacement."""
    values = keys(node)
    if "Sid" in values:
        yield "drop a statement", node, _never_matching(node)
    effect = values["Effect"]
    if isinstance(effect, ast.Constant):
        yield "flip an effect", effect, '"Allow"' if effect.value == "Deny" else '"Deny"'
    if action := values.get("Action"):
        yield from _of_action(action)
    if resource := values.get("Resource"):
        narrow = '"arn:aws:none:::nothing"'
        yield ("narrow a resource", resource, narrow) if _is(resource, "*") else ("widen a resource", resource, '"*"')
    if condition := values.get("Condition"):
        yield from _of_condition(condition)
    principal = values.get("Principal")
    if principal is not None and not _is(principal, "*"):
        yield "open a principal", principal, '{"AWS": "*"}'


def _of_action(action: ast.expr) -> Iterator[tuple[str, ast.expr, str]]:
    if not _is(action, "*"):
        yield "widen an action", action, '"*"'
    if isinstance(action, ast.List) and len(action.elts) > 1:
        for element in action.elts:
            yield "drop an action", element, '"none:Nothing"'


def _of_condition(condition: ast.expr) -> Iterator[tuple[str, ast.expr, str]]:
    yield "drop a condition", condition, "{}"
    if isinstance(condition, ast.Dict):
        for operator, block in zip(condition.keys, condition.values, strict=True):
            if isinstance(operator, ast.Constant) and isinstance(block, ast.Dict):
                yield "break a condition", block, '{"aws:SourceVpce": "vpce-nothing"}'


def _never_matching(node: ast.Dict) -> str:
    """Return a statement that never matches, so that the list around it keeps its length."""
    principal = ', "Principal": "*"' if "Principal" in keys(node) else ""
    rest = '"Action": "none:Nothing", "Resource": "arn:aws:none:::nothing"'
    return f'{{"Sid": "Gone", "Effect": "Deny"{principal}, {rest}}}'


def keys(node: ast.Dict) -> dict[str, ast.expr]:
    pairs = zip(node.keys, node.values, strict=True)
    return {str(key.value): value for key, value in pairs if isinstance(key, ast.Constant)}


def _is(node: ast.expr, value: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == value


def replaced(text: str, node: ast.expr, replacement: str) -> str:
    lines = text.splitlines(keepends=True)
    first, last = node.lineno - 1, (node.end_lineno or 1) - 1
    head = lines[first].encode()[: node.col_offset].decode()
    tail = lines[last].encode()[node.end_col_offset or 0 :].decode()
    # Later lines keep their numbers, so that a line identifies the cut.
    padding = "\n" * (last - first)
    return "".join(lines[:first]) + head + replacement + padding + tail + "".join(lines[last + 1 :])
