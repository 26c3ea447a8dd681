"""The files of a program: the Python modules that it imports, and the JSON policies beside them.

Imports are followed from `__main__.py`. Of a package that is imported all modules count, for programs import modules of
a folder by name (`pkgutil`, one file a workload) as well. Without an entry file every module of the project counts.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path

from sandbox.package_data import PACKAGE
from sandbox.project import ProjectError, pulumi_file
from sandbox.snapshot.project_files import TOOL_FOLDERS

_SOURCE_FOLDERS = ("", "src")
"""Where packages lie in a project: at its top, or in the folder of the src layout."""
_STATE = ".sandbox"
_LARGEST_POLICY = 2**20
"""Bytes; the largest policy that AWS takes is far smaller, and a program's other data is not searched."""


def modules(root: Path, program: Path) -> Mapping[str, ast.Module]:
    """Return the program's parsed modules by their paths in the project.

    Args:
        root: Folder of the project.
        program: Folder of the program; it holds `Pulumi.yaml`.

    """
    entry = _entry(program)
    every = {path.resolve(): path for path in _files(root, ".py")}
    if entry is not None and entry.resolve() in every:
        parsed = _imported(entry, root, every)
    else:
        parsed = {path: _parsed(path) for path in every}
    named = ((str(every[path].relative_to(root)), tree) for path, tree in sorted(parsed.items(), key=itemgetter(0)))
    return {name: tree for name, tree in named if tree is not None}


def policy_files(root: Path, modules_: Mapping[str, ast.Module]) -> Iterator[tuple[str, str]]:
    """Yield name and text of the JSON files with policies in folders of the program, or of data only.

    A folder at the project's top that holds modules, none of which the program imports (tests, say), is left out.
    """
    used = {_top(name) for name in modules_}
    foreign = {_top(str(path.relative_to(root))) for path in _files(root, ".py")} - used
    for path in _files(root, ".json"):
        name = str(path.relative_to(root))
        if _top(name) not in foreign and path.stat().st_size <= _LARGEST_POLICY:
            text = path.read_text(encoding="utf-8", errors="replace")
            if '"Statement"' in text:
                yield name, text


def _top(name: str) -> str:
    """Return the folder at the project's top that a file lies in; empty for one that lies there itself."""
    return name.partition(os.sep)[0] if os.sep in name else ""


def _entry(program: Path) -> Path | None:
    """Return the file that Pulumi runs: `__main__.py`, in the folder or of the name that `main` gives."""
    try:
        main = pulumi_file.entry(program)
    except ProjectError:
        main = program
    found = main if main.is_file() else main / "__main__.py"
    return found if found.is_file() else None


def _files(root: Path, suffix: str) -> Iterator[Path]:
    """Yield the project's files of a kind, in the order of their names, without tools' folders and environments."""
    open_ = [root]
    while open_:
        here = open_.pop()
        entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        if any(entry.name == "pyvenv.cfg" for entry in entries):
            continue
        for entry in entries:
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in TOOL_FOLDERS and entry.name != _STATE and path != PACKAGE:
                    open_.append(path)
            elif entry.name.endswith(suffix):
                yield path


def _imported(entry: Path, root: Path, every: Mapping[Path, Path]) -> dict[Path, ast.Module | None]:
    """Return the modules that the entry file imports, by whatever way; None for one that is not Python."""
    bases = tuple(dict.fromkeys((entry.parent.resolve(), *((root / folder).resolve() for folder in _SOURCE_FOLDERS))))
    packages = _packages(bases, every)
    found: dict[Path, ast.Module | None] = {}
    open_ = [entry.resolve()]
    while open_:
        here = open_.pop()
        if here not in found:
            tree = found[here] = _parsed(here)
            for name in set(_names(tree, here, bases)) if tree is not None else ():
                open_ += packages.pop(name.partition(".")[0], ())
    return found


def _packages(bases: tuple[Path, ...], every: Iterable[Path]) -> dict[str, list[Path]]:
    """Return the modules of each package, and each module outside of one, by their name at the top of a base."""
    found: dict[str, list[Path]] = {}
    for base in bases:
        length = len(base.parts)
        of_base: dict[str, list[Path]] = {}
        for path in every:
            if path.parts[:length] == base.parts:
                of_base.setdefault(path.parts[length].removesuffix(".py"), []).append(path)
        found = {**of_base, **found}
    return found


def _names(tree: ast.Module, file: Path, bases: Iterable[Path]) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module
            case ast.ImportFrom(module=module, level=level) if level:
                package = file.parents[level - 1]
                base = next((base for base in bases if package.is_relative_to(base)), None)
                if base is not None:
                    yield ".".join((*package.relative_to(base).parts, *((module,) if module else ())))


def _parsed(path: Path) -> ast.Module | None:
    try:
        return ast.parse(path.read_bytes(), str(path))
    except (SyntaxError, ValueError):
        return None  # a file that no run of the program imports, or the run has failed before
