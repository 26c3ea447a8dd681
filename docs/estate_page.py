"""Generates `estate.md`, the reference of the estate file, from the model and its rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sandbox.estate.rule import all_rules
from sandbox.estate.schema import json_schema

README = Path(__file__).parents[1] / "README.md"
FENCE = "```"

INTRODUCTION = """# The estate file

Every key of the estate file, generated from the model (`sandbox/estate/model.py`). `sandbox estate check FILE` reads a
file as `sandbox up` does and reports every error in it; `sandbox estate schema` prints the JSON Schema for an editor.

Beyond the shape, the rules in `sandbox/estate/rules/` check an estate against AWS's limits and against itself:
overlapping ranges, duplicate names and numbers, references to what does not exist.
"""

EDITS = """## Edits

An edit that is valid comes through in one `sandbox up`, and in one `pulumi up` on AWS: a department or an endpoint
that is renamed, ranges that are swapped, an account that moves to another unit, a line's location, an endpoint's
tier, VLANs, addresses and ASNs, another order. `make edits` deploys one after the other. What AWS does not do in one
update:

- `organization.management` names the organization: another one is another estate. Another `home_region`, another
  account for one of the `account_roles` or another `name` of the estate rebuilds what is in that Region or
  account, or has that name; on AWS the bucket of the trail must be emptied by hand first.
- The two interfaces of one line cannot swap their VLANs: give one of them a third number first.
- AWS attaches five policies to a unit. To replace one guardrail of four, take it out first and add the other
  afterwards.
- The email of an account that exists: its root user changes it on AWS. `sandbox up` warns that the account has
  another.

### Accounts that leave the file

A department that is taken out loses its network, jobs and budget. Its account stays `ACTIVE` in the organization and
in its unit, as does a unit that is taken out: `sandbox preview` and `sandbox up` say `keep`, Pulumi says `delete`
with `[retain]`. With `pulumi config set causeway:closeAccounts true`, set and deployed before the account is taken
out, AWS closes it: it is suspended for 90 days, and its email stays taken.

A department that is put back with the same name and email gets its account back: `sandbox up` finds the account, and a
unit of the same name, in the organization, moves the account into its unit and adopts both. With plain Pulumi, name
them: `pulumi config set causeway:adopt '{"accounts": {"mobile": "123456789012"}, "units": {}}'`; tags and the unit
follow in the next update. `sandbox preview` and `sandbox up` refuse the email of a closed account, and that of an
account of another name, before anything changes.
"""


def page() -> str:
    """Return the reference of the estate file as Markdown."""
    schema = json_schema()
    definitions = schema["$defs"]
    parts = [INTRODUCTION, *_section("Estate", schema, definitions)]
    for name in _reachable(schema):
        parts.extend(_section(name, definitions[name], definitions))
    return "\n".join([*parts, *_rules(), "", EDITS]).rstrip() + "\n"


def readme_diagram() -> str:
    """Return the README's diagram of the reference estate."""
    start = f"{FENCE}mermaid\n"
    diagram = README.read_text().partition(start)[2].partition(FENCE)[0]
    return f"{start}{diagram}{FENCE}"


def _rules() -> Iterator[str]:
    yield "## Rules\n\nWhat must hold across the estate, one file for each rule in `sandbox/estate/rules/`.\n"
    yield "| rule | requirement | reason |\n| --- | --- | --- |"
    for rule in all_rules():
        source = f" ([source]({rule.reference}))" if rule.reference.startswith("https://") else ""
        yield f"| `{rule.name}` | {rule.title}. | {rule.why}{source} |"


def _section(name: str, part: dict[str, Any], definitions: dict[str, Any]) -> Iterator[str]:
    yield f"## {name}\n\n{part.get('description', '').splitlines()[0]}\n"
    yield "| key | type | required | description |\n| --- | --- | --- | --- |"
    required = part.get("required", [])
    for key, value in part["properties"].items():
        needed = "yes" if key in required else _default(value)
        yield f"| `{key}` | {_type(value)} | {needed} | {_description(value, definitions)} |"
    yield ""


def _description(value: dict[str, Any], definitions: dict[str, Any]) -> str:
    """Return the description of a key, or else that of the part that it refers to."""
    if "description" in value:
        return " ".join(value["description"].split())
    name = next(_references(value), None)
    return str(definitions[name].get("description", "")).split("\n", 1)[0] if name else ""


def _type(value: dict[str, Any]) -> str:
    """Return a schema's type as text, with links to the parts."""
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        return " or ".join(_type(option) for option in value["anyOf"] if option.get("type") != "null")
    if "enum" in value or "const" in value:
        return ", ".join(f"`{option}`" for option in value.get("enum", [value.get("const")]))
    return _collection(value) or str(value.get("format", value.get("type", "anything")))


def _collection(value: dict[str, Any]) -> str:
    if "prefixItems" in value:
        return " and ".join(_type(item) for item in value["prefixItems"])
    if value.get("type") == "array":
        return f"list of {_type(value['items'])}"
    if value.get("type") == "object":
        keys = value.get("propertyNames", {}).get("enum")
        named = ", ".join(f"`{key}`" for key in keys) if keys else "name"
        return f"{named} → {_type(value['additionalProperties'])}"
    return ""


def _default(value: dict[str, Any]) -> str:
    default = value.get("default")
    return "no" if default in (None, [], {}) else f"no: `{default}`".replace("False", "false").replace("True", "true")


def _reachable(schema: dict[str, Any]) -> list[str]:
    """Return the names of the parts, in the order in which a reader meets them."""
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
