"""The line of a change inside a statement: of the element that changed, also where a constant holds it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sandbox.origin import Origin

_ELEMENTS = ("Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")


def changed_line(
    origin: Origin, was: Mapping[str, object] | None, now: Mapping[str, object] | None, before: Path, after: Path
) -> Origin:
    """Return where in the program two versions of a statement differ; its own line where no nearer one is known.

    `before` and `after` are the folders of the program as it was and as it is; the line is one of `after`, or of
    `before` where the text is gone.
    """
    if was is None or now is None:
        # Where the call is unchanged, the function that returns the statement was edited.
        kept = _Source(after / origin.file, after).made(was.get("Sid")) if was is not None and before != after else None
        return Origin(origin.file, kept) if kept else origin
    sid = was.get("Sid")
    for element in _ELEMENTS:
        old, new = was.get(element), now.get(element)
        if old == new:
            continue
        gone, come = _texts(old) - _texts(new), _texts(new) - _texts(old)
        # Where the expression itself was edited, a constant that it named before is not where the edit is.
        sources = [_Source(root / origin.file, root) for root in (before, after)]
        follow = len({source.written(origin, sid, element) for source in sources}) == 1
        for root, texts in ((after, come), (before, gone)):
            line = _Source(root / origin.file, root).line(origin, sid, element, texts, follow=follow) if texts else None
            if line is not None:
                return line
        for root, value in ((after, new), (before, old)):
            line = (
                _Source(root / origin.file, root).line(origin, sid, element, frozenset()) if value is not None else None
            )
            if line is not None:
                return line
    return origin


def _texts(value: object) -> frozenset[str]:
    """Return every text in an element, keys among them."""
    if isinstance(value, str):
        return frozenset((value,))
    if isinstance(value, Mapping):
        return frozenset(value) | frozenset(text for item in value.values() for text in _texts(item))
    if isinstance(value, list):
        return frozenset(text for item in value for text in _texts(item))
    return frozenset()


@dataclass(frozen=True)
class _Source:
    path: Path
    root: Path

    @cached_property
    def _tree(self) -> ast.Module:
        is_module = self.path.suffix == ".py" and self.path.is_file()  # a statement may be in a JSON file too
        return ast.parse(self.path.read_text(encoding="utf-8") if is_module else "")

    def line(
        self, origin: Origin, sid: object, element: str, texts: frozenset[str], *, follow: bool = True
    ) -> Origin | None:
        """Return the line of one of the texts in an element, or of the element where no text is given."""
        for literal in self._literals(self._place(sid) or origin.line or 0):
            for key, value in zip(literal.keys, literal.values, strict=True):
                if not isinstance(key, ast.Constant) or key.value != element:
                    continue
                if not texts:
                    return Origin(origin.file, key.lineno)
                for file, node in self._reached(value) if follow else self._inside(value):
                    if isinstance(node, ast.Constant) and node.value in texts:
                        return Origin(file, node.lineno)
        return None

    def made(self, sid: object) -> int | None:
        """Line of the literal in the function that is called with a Sid; None where no call holds it."""
        place = self._place(sid)
        return next((literal.lineno for literal in self._literals_called(place)), None) if place else None

    def written(self, origin: Origin, sid: object, element: str) -> str:
        """Return the expression of an element as text, without its position."""
        for literal in self._literals(self._place(sid) or origin.line or 0):
            for key, value in zip(literal.keys, literal.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == element:
                    return ast.dump(value)
        return ""

    def _inside(self, value: ast.AST) -> Iterator[tuple[str, ast.AST]]:
        return ((str(self.path.relative_to(self.root)), node) for node in ast.walk(value))

    def _place(self, sid: object) -> int | None:
        """Return the line of the statement's Sid, which edits above it move."""
        lines = (node.lineno for node in ast.walk(self._tree) if isinstance(node, ast.Constant) and node.value == sid)
        return next(lines, None) if isinstance(sid, str) else None

    def _literals(self, line: int) -> Iterator[ast.Dict]:
        """Dicts around a line, the innermost first; then those of the functions that are called there."""
        around = [
            n for n in ast.walk(self._tree) if isinstance(n, ast.Dict) and n.lineno <= line <= (n.end_lineno or 0)
        ]
        yield from sorted(around, key=lambda node: (node.end_lineno or 0) - node.lineno)
        yield from self._literals_called(line)

    def _literals_called(self, line: int) -> Iterator[ast.Dict]:
        called = {
            node.func.id
            for node in ast.walk(self._tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.lineno <= line <= (node.end_lineno or 0)
        }
        for node in ast.walk(self._tree):
            if isinstance(node, ast.FunctionDef) and node.name in called:
                yield from (inner for inner in ast.walk(node) if isinstance(inner, ast.Dict))

    def _reached(self, value: ast.AST) -> Iterator[tuple[str, ast.AST]]:
        """Yield the nodes of an expression, then those of the constants that it names."""
        names = []
        for node in ast.walk(value):
            yield str(self.path.relative_to(self.root)), node
            if isinstance(node, ast.Name):
                names.append(node.id)
        for name in names:
            yield from self.named(name)

    def named(self, name: str) -> Iterator[tuple[str, ast.AST]]:
        """Yield the nodes of a constant of the module, wherever it is defined."""
        for node in ast.walk(self._tree):
            match node:
                case ast.Assign(targets=[ast.Name(id=found)]) | ast.AnnAssign(target=ast.Name(id=found)) if (
                    found == name
                ):
                    yield from ((str(self.path.relative_to(self.root)), inner) for inner in ast.walk(node))
                case ast.ImportFrom(module=str(module)) if any(alias.name == name for alias in node.names):
                    imported = self.root / (module.replace(".", "/") + ".py")
                    if imported.is_file():
                        yield from _Source(imported, self.root).named(name)
