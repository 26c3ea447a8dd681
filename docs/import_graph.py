"""The packages of the project, their purpose and which of the others each imports."""

from __future__ import annotations

import ast
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import grimp

ROOT = Path(__file__).parents[1]
DISTRIBUTION = "sandbox"


@dataclass(frozen=True)
class Package:
    """A package: its dotted name, the first line of its docstring, and the packages that it imports directly."""

    name: str
    purpose: str
    imports: tuple[str, ...]


@cache
def settings() -> dict[str, Any]:
    """Return import-linter's settings in pyproject.toml."""
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"])


def packages() -> list[Package]:
    """Return the packages between which the import rules hold: those inside `sandbox` and the reference estate's."""
    names = _names()
    graph = grimp.build_graph(*settings()["root_packages"], cache_dir=None)
    modules = {name: {name, *graph.find_descendants(name)} for name in names}
    owner = {module: name for name, inside in modules.items() for module in inside}
    return [
        Package(
            name,
            purpose(_folder(name)),
            tuple(
                sorted(
                    {
                        owner[imported]
                        for module in modules[name]
                        for imported in graph.find_modules_directly_imported_by(module)
                        if imported in owner
                    }
                    - {name}
                )
            ),
        )
        for name in names
    ]


def nested(name: str) -> list[tuple[str, str]]:
    """Return the packages inside a package, each as its dotted name and its purpose."""
    return [
        (".".join(init.parent.relative_to(ROOT).parts), purpose(init.parent))
        for init in sorted(_folder(name).glob("*/**/__init__.py"))
    ]


def purpose(folder: Path) -> str:
    """Return the first line of a package's docstring."""
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text()))
    if not docstring:
        message = f"{folder.relative_to(ROOT)}/__init__.py has no docstring. Its first line is the package's purpose."
        raise ValueError(message)
    return docstring.splitlines()[0]


def _names() -> list[str]:
    inside = sorted(init.parent.name for init in (ROOT / DISTRIBUTION).glob("*/__init__.py"))
    reference_estate = [name for name in settings()["root_packages"] if name != DISTRIBUTION]
    return [*(f"{DISTRIBUTION}.{name}" for name in inside), *reference_estate]


def _folder(name: str) -> Path:
    return ROOT.joinpath(*name.split("."))
