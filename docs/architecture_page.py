"""Generates the tables of `architecture.md`: packages, what each imports, and the import rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docs import import_graph

FEW = 3  # names that read well in one sentence


def package_table() -> str:
    """Return a table of the packages: purpose and direct imports of each."""
    rows = ["| package | purpose | imports |", "| --- | --- | --- |"]
    rows.extend(
        f"| `{package.name}` | {package.purpose} | {_code(package.imports) or 'none of these'} |"
        for package in import_graph.packages()
    )
    return "\n".join(rows)


def import_diagram() -> str:
    """Return a Mermaid diagram of the imports, without those that follow from others."""
    direct = {package.name: package.imports for package in import_graph.packages()}
    all_of = {name: _reachable(name, direct) for name in direct}
    lines = [
        f"  {_node(name)} --> {_node(imported)}"
        for name, imports in direct.items()
        for imported in imports
        if not any(_implied(imported, other, name, all_of) for other in imports)
    ]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```"])


def nested_tables() -> str:
    """Return a list of the packages inside each package that has some."""
    return "\n\n".join(
        _nested(package.name) for package in import_graph.packages() if import_graph.nested(package.name)
    )


def import_rules() -> str:
    """Return the import rules, one paragraph for each contract of import-linter in pyproject.toml."""
    return "\n".join(f"- {text}" for text in _contracts())


def _reachable(start: str, direct: dict[str, tuple[str, ...]]) -> set[str]:
    """Return what a package imports, directly or indirectly."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = set(direct[waiting.pop()]) - found
        found |= new
        waiting.extend(new)
    return found


def _implied(imported: str, other: str, name: str, all_of: dict[str, set[str]]) -> bool:
    """Return whether a package imports another by way of a third, of which no two import each other."""
    return imported in all_of[other] and other not in all_of[imported] and name not in all_of[other]


def _node(name: str) -> str:
    return name.removeprefix("sandbox.")


def _nested(name: str) -> str:
    rows = [f"| inside `{name}` | purpose |", "| --- | --- |"]
    rows.extend(f"| `{inner.removeprefix(name + '.')}` | {purpose} |" for inner, purpose in import_graph.nested(name))
    return "\n".join(rows)


def _contracts() -> Iterator[str]:
    names = [package.name for package in import_graph.packages()]
    for contract in import_graph.settings()["contracts"]:
        yield f"{_capitalized(contract['name'])}. {_scope(contract, names)}."


def _scope(contract: dict[str, Any], names: list[str]) -> str:
    """Return the modules that a contract constrains, by its type; for many forbidden ones, what is left to import."""
    if contract["type"] != "forbidden":
        named = [value for key in ("modules", "layers", "ancestors", "containers") for value in contract.get(key, [])]
        return f"{_capitalized(contract['type'].replace('_', ' '))}: {_code(named)}"
    sources, forbidden = contract["source_modules"], contract["forbidden_modules"]
    directly = " directly" if contract.get("allow_indirect_imports") else ""
    if len(forbidden) > FEW:
        return f"{_code(sources)} may{directly} import {_code(_allowed(sources, names)) or 'no other package'}"
    subject = _code(sources) if len(sources) <= FEW else "The other packages"
    return f"{subject} must not{directly} import {_code(forbidden)}"


def _allowed(sources: list[str], names: list[str]) -> list[str]:
    """Return the packages that no contract forbids to any of the sources."""
    forbidden = {
        module
        for contract in import_graph.settings()["contracts"]
        if contract["type"] == "forbidden"
        and any(_inside(source, module) for source in sources for module in contract["source_modules"])
        for module in contract["forbidden_modules"]
    }
    return [name for name in names if not any(_inside(name, module) for module in (*sources, *forbidden))]


def _inside(name: str, module: str) -> bool:
    return f"{name}.".startswith(f"{module}.")


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _code(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names)
