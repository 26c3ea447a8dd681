"""Where a whole policy document is written: what a function returns that holds its statements."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def returned(tree: ast.Module, line: int) -> int:
    """Line of the document around a statement: of the function's return, else of what stands at the top of the file."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and _around(node, line)]
    if not functions:
        return next((node.lineno for node in tree.body if _around(node, line)), line)
    innermost = min(functions, key=lambda node: (node.end_lineno or 0) - node.lineno)
    found = list(_returns(innermost))
    around = [node for node in found if _around(node, line)]
    # A function that ends in several ways holds most of the document in the last.
    return [innermost.lineno, *(node.lineno for node in around or found)][-1]


def handed_over(tree: ast.Module, line: int) -> int | None:
    """Line of the document that a function writes which is handed over in the call at a line; None where none is."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _around(node, line)]
    for call in sorted(calls, key=lambda node: (node.end_lineno or 0) - node.lineno):
        for value in (*call.args, *(keyword.value for keyword in call.keywords)):
            if isinstance(value, ast.Name) and value.id in functions:
                return max((node.lineno for node in _returns(functions[value.id])), default=None)
    return None


def _returns(function: ast.FunctionDef) -> Iterator[ast.Return]:
    """Its own, in their order."""
    open_: list[ast.AST] = list(reversed(function.body))
    while open_:
        node = open_.pop()
        if isinstance(node, ast.Return) and node.value is not None:
            yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            open_ += reversed(list(ast.iter_child_nodes(node)))


def _around(node: ast.stmt | ast.expr, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or 0)
