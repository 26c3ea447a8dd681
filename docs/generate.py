"""Makes the pages that come from the code: `python docs/generate.py` writes them, `--check` says which are stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sandbox.estate.rule import all_rules
from sandbox.estate.schema import json_schema
from sandbox.provider import catalogue

HERE = Path(__file__).parent

INTRODUCTION = """# The estate file

Every key of `estate.yaml`, made from the model (`estate/model.py`). `sandbox estate check FILE` reads a file as `up`
does, and says everything that is wrong with it; `sandbox estate schema` prints the JSON Schema for an editor.

Beyond the shape, the rules in `estate/rules/` hold an estate to what AWS sells, takes and refuses, and to itself:
ranges that overlap anywhere, names and numbers given twice, references to what is not there.
"""


def estate_page() -> str:
    """The reference of the estate file."""
    schema = json_schema()
    definitions = schema["$defs"]
    parts = [INTRODUCTION, *_section("Estate", schema, definitions)]
    for name in _reachable(schema):
        parts.extend(_section(name, definitions[name], definitions))
    return "\n".join([*parts, *_rules()]).rstrip() + "\n"


def _rules() -> Iterator[str]:
    yield "## Rules\n\nWhat must hold across the parts, one file each in `estate/rules/`.\n"
    yield "| rule | what it asks | why |\n| --- | --- | --- |"
    for rule in all_rules():
        source = f" ([source]({rule.reference}))" if rule.reference.startswith("https://") else ""
        yield f"| `{rule.name}` | {rule.title}. | {rule.why}{source} |"


def _section(name: str, part: dict[str, Any], definitions: dict[str, Any]) -> Iterator[str]:
    yield f"## {name}\n\n{part.get('description', '').splitlines()[0]}\n"
    yield "| key | value | needed | what it says |\n| --- | --- | --- | --- |"
    required = part.get("required", [])
    for key, value in part["properties"].items():
        needed = "yes" if key in required else _default(value)
        yield f"| `{key}` | {_kind(value)} | {needed} | {_told(value, definitions)} |"
    yield ""


def _told(value: dict[str, Any], definitions: dict[str, Any]) -> str:
    """What the key says of itself, else what the part that it holds says."""
    if "description" in value:
        return " ".join(value["description"].split())
    held = next(_references(value), None)
    return str(definitions[held].get("description", "")).split("\n", 1)[0] if held else ""


def _kind(value: dict[str, Any]) -> str:
    """A schema as a reader says it."""
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        return " or ".join(_kind(option) for option in value["anyOf"] if option.get("type") != "null")
    if "enum" in value or "const" in value:
        return ", ".join(f"`{option}`" for option in value.get("enum", [value.get("const")]))
    return _collection(value) or str(value.get("format", value.get("type", "anything")))


def _collection(value: dict[str, Any]) -> str:
    if "prefixItems" in value:
        return " and ".join(_kind(item) for item in value["prefixItems"])
    if value.get("type") == "array":
        return f"list of {_kind(value['items'])}"
    if value.get("type") == "object":
        keys = value.get("propertyNames", {}).get("enum")
        named = ", ".join(f"`{key}`" for key in keys) if keys else "name"
        return f"{named} → {_kind(value['additionalProperties'])}"
    return ""


def _default(value: dict[str, Any]) -> str:
    default = value.get("default")
    return "no" if default in (None, [], {}) else f"no: `{default}`".replace("False", "false").replace("True", "true")


def _reachable(schema: dict[str, Any]) -> list[str]:
    """The parts, in the order in which a reader meets them."""
    found: list[str] = []
    waiting = [schema]
    while waiting:
        for name in _references(waiting.pop(0)):
            if name not in found:
                found.append(name)
                waiting.append(schema["$defs"][name])
    return found


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"].rsplit("/", 1)[-1]
        for key, value in part.items():
            if key != "$defs":
                yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)


PAGES = {"estate.md": estate_page, "resources.md": catalogue.page}


def stale() -> list[str]:
    """Names of pages that are not what the code makes of them."""
    return [name for name, make in PAGES.items() if not (HERE / name).exists() or (HERE / name).read_text() != make()]


def main() -> int:
    """Write the pages, or say which are stale."""
    if "--check" in sys.argv[1:]:
        for name in stale():
            sys.stderr.write(f"docs/{name} is stale: `python docs/generate.py` makes it anew.\n")
        return 1 if stale() else 0
    for name, make in PAGES.items():
        (HERE / name).write_text(make())
    return 0


if __name__ == "__main__":
    sys.exit(main())
