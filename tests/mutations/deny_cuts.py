"""Cuts of the program's Deny statements: removed from the source, disabled, or weakened."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.mutations.statement_cuts import ENDPOINT_FILES, FILES, keys, replaced

_NEVER = '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/none"}}'
"""A condition that no request matches."""


class _SourceText(NamedTuple):
    """A cut of a statement that a function assembles, without a literal that has a Sid."""

    what: str
    file: str
    function: str
    old: str


_TEXT_CUTS = (
    _SourceText("open", "accounts/trust.py", "_role", ' | {"Condition": {"ArnEquals": {"aws:PrincipalArn": role}}}'),
    _SourceText("open", "accounts/trust.py", "job_trust", '        own[0]["Condition"] = _MFA\n'),
    _SourceText("remove", "accounts/trust.py", "break_glass_trust", '_role("/".join(estate.break_glass), account_ids)'),
    _SourceText(
        "remove the boundary of",
        "accounts/jobs.py",
        "_role",
        "            permissions_boundary=self._args.boundary_arn,\n",
    ),
)


@dataclass(frozen=True)
class DenyCut:
    """An edit of one file, and the lines that an explanation must name."""

    what: str
    file: str
    statement: str
    """Sid of the statement, or name of the function that assembles it."""
    source: str
    """The whole file after the edit."""
    first: int
    last: int
    """Lines of the statement after the edit; of a removed statement, the line where its document begins."""
    documents: tuple[int, ...] = ()
    """Lines where documents begin that contain the statement with a computed Sid, which has no line of its own."""

    def __str__(self) -> str:
        return f"{self.what} {self.statement} of {self.file}"


def deny_cuts(root: Path) -> Iterator[DenyCut]:
    """Yield every cut: of each Deny, of each Allow with a condition, and of their attachments."""
    for pattern in (*FILES, *ENDPOINT_FILES):
        for path in sorted(root.glob(pattern)):
            yield from _of_file(str(path.relative_to(root)), path.read_text(encoding="utf-8"))
    for removal in _TEXT_CUTS:
        yield _text_cut(removal, (root / removal.file).read_text(encoding="utf-8"))


def _of_file(name: str, text: str) -> Iterator[DenyCut]:
    number = 0
    for node in ast.walk(ast.parse(text)):
        values = keys(node) if isinstance(node, ast.Dict) else {}
        sid = values.get("Sid")
        if not isinstance(node, ast.Dict) or "Effect" not in values or not isinstance(sid, ast.Constant):
            continue
        number += 1
        for what, part, replacement in _changes(values, number):
            source = replaced(text, part, replacement)
            yield DenyCut(what, name, str(sid.value), source, node.lineno, node.end_lineno or 0)
        if _is_deny(values):
            yield _removed(name, text, node, str(sid.value))


def _changes(values: dict[str, ast.expr], number: int) -> Iterator[tuple[str, ast.expr, str]]:
    """Yield one change of a statement: a plan takes seconds, so every second Deny is weakened, the others disabled."""
    condition = values.get("Condition")
    if not _is_deny(values):
        if condition is not None:
            yield "open", condition, "{}"
    elif number % 2:
        yield "disable", values.get("Action") or values["NotAction"], '"none:Nothing"' if "Action" in values else '"*"'
    elif condition is not None:
        yield "weaken", condition, _NEVER
    else:
        yield "weaken", values["Resource"], '"arn:aws:none:::nothing"'


def _removed(name: str, text: str, node: ast.Dict, sid: str) -> DenyCut:
    tree = ast.parse(text)
    function = _innermost(tree, node.lineno)
    source = text
    # From the end, so that earlier positions stay valid.
    for element in sorted(_uses(function, node), key=lambda found: found.lineno, reverse=True):
        source = _without(source, element)
    after = next(
        found
        for found in ast.walk(ast.parse(source))
        if isinstance(found, ast.FunctionDef) and found.name == function.name
    )
    line = [found.lineno for found in ast.walk(after) if isinstance(found, ast.Return)][-1]
    return DenyCut("remove", name, sid, source, line, line)


def _uses(function: ast.FunctionDef, node: ast.Dict) -> Iterator[ast.expr]:
    """Yield the uses of the statement in a document: the literal itself, or the name it is assigned to."""
    names = [
        target.id
        for found in ast.walk(function)
        if isinstance(found, ast.Assign | ast.AnnAssign) and found.value and _same(found.value, node)
        for target in (found.targets if isinstance(found, ast.Assign) else [found.target])
        if isinstance(target, ast.Name)
    ]
    for found in ast.walk(function):
        listed = found.args if isinstance(found, ast.Call) else found.elts if isinstance(found, ast.List) else []
        for element in listed:
            if _same(element, node) or (isinstance(element, ast.Name) and element.id in names):
                yield element


def _text_cut(removal: _SourceText, text: str) -> DenyCut:
    if text.count(removal.old) != 1:
        message = f"{removal.file} has {removal.old!r} {text.count(removal.old)} times; it must have it exactly 1 time"
        raise ValueError(message)
    source = text.replace(removal.old, "")
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    found = next(node for node in functions if node.name == removal.function)
    callers = [f for f in functions if any(isinstance(n, ast.Name) and n.id == removal.function for n in ast.walk(f))]
    documents = tuple(
        node.lineno
        for function in callers
        for node in ast.walk(function)
        if isinstance(node, ast.Return | ast.FunctionDef)
    )
    return DenyCut(
        removal.what,
        removal.file,
        removal.function,
        source,
        found.lineno,
        found.end_lineno or 0,
        documents,
    )


def _innermost(tree: ast.Module, line: int) -> ast.FunctionDef:
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(around, key=lambda node: node.lineno)


def _same(one: ast.expr, other: ast.expr) -> bool:
    return (one.lineno, one.col_offset, one.end_lineno) == (other.lineno, other.col_offset, other.end_lineno)


def _without(text: str, element: ast.expr) -> str:
    """Return the text without an element of a list, and without the comma after it."""
    lines = text.splitlines(keepends=True)
    first, last = element.lineno - 1, (element.end_lineno or 1) - 1
    head = "".join(lines[:first]) + lines[first].encode()[: element.col_offset].decode()
    tail = lines[last].encode()[element.end_col_offset or 0 :].decode() + "".join(lines[last + 1 :])
    tail, commas = re.subn(r"\A\s*,[^\S\n]*", "", tail)
    return (head if commas else re.sub(r",\s*\Z", "", head)) + tail


def _is_deny(values: dict[str, ast.expr]) -> bool:
    effect = values["Effect"]
    return isinstance(effect, ast.Constant) and effect.value == "Deny"
