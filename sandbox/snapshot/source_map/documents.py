"""Lines of whole policy documents: the return of the function that holds the statements."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping


def returned(tree: ast.Module, line: int) -> int:
    """Line of the document around a statement: of the function's return, else of what is at the top of the file."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and _around(node, line)]
    if not functions:
        return next((node.lineno for node in tree.body if _around(node, line)), line)
    innermost = min(functions, key=lambda node: (node.end_lineno or 0) - node.lineno)
    around = [node.lineno for node in _returns(innermost) if _around(node, line)]
    return around[0] if around else _end(innermost)


def handed_over(tree: ast.Module, line: int) -> int | None:
    """Line of the document that a function writes which is handed over in the call at a line; None where none is."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _around(node, line)]
    for call in sorted(calls, key=lambda node: (node.end_lineno or 0) - node.lineno):
        for value in (*call.args, *(keyword.value for keyword in call.keywords)):
            if isinstance(value, ast.Name) and value.id in functions:
                return _end(functions[value.id])
    return None


def written_for(trees: Mapping[str, ast.Module], file: str, line: int) -> tuple[str, int] | None:
    """File and line of the one document that the function around a resource has written; None for none or several."""
    around = [f for f in _functions(trees[file]).values() if _around(f, line)]
    if not around:
        return None
    found = {
        (name, _end(function))
        for called in _called(trees[file], max(around, key=lambda node: node.lineno))
        for name, function in _resolved(trees, file, called)
        if _writes(trees[name], function)
    }
    return found.pop() if len(found) == 1 else None


def _end(function: ast.FunctionDef) -> int:
    """Line of what a function returns; its own where it returns one thing or another."""
    ends = [node.lineno for node in _returns(function)]
    return ends[0] if len(ends) == 1 else function.lineno


def _writes(tree: ast.Module, function: ast.FunctionDef) -> bool:
    """Return whether it composes statements, itself or by a function that it calls in its file."""
    known = _functions(tree)
    reached = [function, *(known[name] for name in _called(tree, function) if name in known)]
    keys = (key for node in reached for part in ast.walk(node) if isinstance(part, ast.Dict) for key in part.keys)
    return any(isinstance(key, ast.Constant) and key.value == "Effect" for key in keys)


def _called(tree: ast.Module, function: ast.FunctionDef) -> list[str]:
    """Return the names of the functions and methods that it calls, directly or through others in the file."""
    known, names = _functions(tree), [function.name]
    for name in names:
        for node in ast.walk(known[name]) if name in known else ():
            called = node.func if isinstance(node, ast.Call) else None
            match called:
                case ast.Name(id=text) | ast.Attribute(value=ast.Name(id="self"), attr=text) if text not in names:
                    names.append(text)
    return names[1:]


def _resolved(trees: Mapping[str, ast.Module], file: str, name: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the function of a name that a file imports or defines."""
    for node in trees[file].body:
        match node:
            case ast.FunctionDef(name=found) if found == name:
                yield file, node
            case ast.ImportFrom(module=str(module)) if any(alias.name == name for alias in node.names):
                other = f"{module.replace('.', '/')}.py"
                if other in trees and name in (known := _functions(trees[other])):
                    yield other, known[name]


def _functions(tree: ast.Module) -> Mapping[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _returns(function: ast.FunctionDef) -> Iterator[ast.Return]:
    """Yield its own return statements, in their order."""
    open_: list[ast.AST] = list(reversed(function.body))
    while open_:
        node = open_.pop()
        if isinstance(node, ast.Return) and node.value is not None:
            yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            open_ += reversed(list(ast.iter_child_nodes(node)))


def _around(node: ast.stmt | ast.expr, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or 0)
