"""The names of the project: modules, definitions, local names, commands, options; and the commands' help output."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup
from typer.testing import CliRunner

from sandbox.cli import program

ROOT = Path(__file__).parents[2]
PACKAGES = ("sandbox", "accounts", "network", "policy", "docs")
LOCAL_NAME_PACKAGES = (*PACKAGES, "tests")
"""Packages whose private names, parameters and local variables are read as well."""
_HELP_COLUMNS = "200"  # wide enough that no line of the help output is wrapped inside an option
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def words(name: str) -> set[str]:
    """Return the words of an identifier in lower case, the same for `StatementText` and `--statement-text`."""
    return {word.lower() for word in _WORD.findall(name)}


def modules() -> Iterator[tuple[str, str]]:
    """Yield path and name of each module and folder of the packages and of each documentation page."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            place = file.relative_to(ROOT)
            yield str(place), place.parent.name if file.name == "__init__.py" else place.stem
    for page in sorted((ROOT / "docs").glob("*.md")):
        yield str(page.relative_to(ROOT)), page.stem


def definitions() -> Iterator[tuple[str, str]]:
    """Yield path and name of each public function, class, attribute and constant of the packages."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            for line, name in _defined(ast.parse(file.read_text())):
                if not name.startswith("_"):
                    yield f"{file.relative_to(ROOT)}:{line}", name


def local_names() -> Iterator[tuple[str, str]]:
    """Yield path and name of each definition, private ones too, and of each parameter, variable and attribute."""
    for package in LOCAL_NAME_PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            for line, name in bound_names(ast.parse(file.read_text())):
                yield f"{file.relative_to(ROOT)}:{line}", name


def bound_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and name of everything that code binds: definitions, parameters, variables, attributes, aliases."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield node.lineno, name
            case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
                yield node.lineno, name


def commands() -> Iterator[tuple[str, str]]:
    """Yield the command line and the name of each command, option and argument of `sandbox`."""
    for path, command in _commands():
        yield path, path.rpartition(" ")[2]
        for parameter in command.params:
            for name in (*parameter.opts, *parameter.secondary_opts):
                yield path, name


def pytest_options() -> Iterator[tuple[str, str]]:
    """Yield location and name of each option and ini setting of the pytest plugin."""
    plugin = ROOT / "sandbox" / "policytest" / "plugin.py"
    for node in ast.walk(ast.parse(plugin.read_text())):
        match node:
            case ast.Call(func=ast.Attribute(attr="addoption" | "addini"), args=[ast.Constant(value=str(name)), *_]):
                yield f"{plugin.relative_to(ROOT)}:{node.lineno}", name


def help_outputs() -> Iterator[tuple[str, str]]:
    """Yield the command line of each command and what it prints for `--help`."""
    runner = CliRunner(env={"COLUMNS": _HELP_COLUMNS, "NO_COLOR": "1"})
    for path, _ in _commands():
        result = runner.invoke(program.build(None), [*path.split()[1:], "--help"])
        assert result.exit_code == 0, f"{path} --help: {result.output}"
        yield f"{path} --help", result.output


def _commands() -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    root = typer.main.get_command(program.build(None))
    assert isinstance(root, TyperGroup)
    yield from _below("sandbox", root)


def _below(path: str, command: TyperCommand | TyperGroup) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    yield path, command
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            assert isinstance(inner, TyperCommand | TyperGroup)
            yield from _below(f"{path} {name}", inner)


def _defined(scope: ast.Module | ast.ClassDef) -> Iterator[tuple[int, str]]:
    """Yield the definitions of a module or class, and the attributes that its methods set."""
    for node in scope.body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.lineno, node.name
                yield from _attributes(node)
            case ast.ClassDef():
                yield node.lineno, node.name
                if not node.name.startswith("_"):
                    yield from _defined(node)
            case ast.Assign():
                yield from ((node.lineno, target.id) for target in node.targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.TypeAlias(name=ast.Name(id=name)):
                yield node.lineno, name


def _attributes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[int, str]]:
    for node in ast.walk(function):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield node.lineno, name
