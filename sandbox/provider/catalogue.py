"""Generates the page of resource types and functions that the provider serves, from their declarations."""

from collections.abc import Iterator
from itertools import groupby

from sandbox.provider.properties import Input
from sandbox.provider.registry import functions, resource_types
from sandbox.provider.resource_type import ResourceType

INTRODUCTION = """# Resource types

What the sandbox's `pulumi-resource-aws` serves, generated from `sandbox/provider/resources/` and
`sandbox/provider/functions/`. Tokens and properties are those of pulumi-aws 7; an input that is not listed is refused
by name. Inputs in **bold** are required; a change of one marked ↻ replaces the resource, any other updates it in place.
One marked ◆ is the complete list where the program sets it; where it is not set, other resources manage its elements.
A name that the program leaves out is generated from the resource's name and kept; if the program no longer sets one,
it is generated again. Types with tags take `tags` and the provider's default tags; regional types take `region`, whose
change replaces the resource.
"""


def page() -> str:
    """Return Markdown with a section for each module of the SDK."""
    parts = [INTRODUCTION]
    for module, types in groupby(sorted(resource_types().items()), key=lambda entry: entry[0].split("/")[0]):
        parts.extend(_section(module, [declared for _, declared in types]))
    parts.append("## Functions\n\n| function | inputs |\n| --- | --- |")
    parts.extend(
        f"| `{token}` | {', '.join(f'`{name}`' for name in served.inputs) or 'none'} |"
        for token, served in sorted(functions().items())
    )
    return "\n".join(parts) + "\n"


def _section(module: str, types: list[ResourceType]) -> Iterator[str]:
    yield f"## {module}\n\n| type | inputs | tags | region |\n| --- | --- | --- | --- |"
    for declared in types:
        inputs = ", ".join(
            _input(name, known, declared) for name, known in declared.properties.items() if isinstance(known, Input)
        )
        name = declared.token.rpartition(":")[2]
        yield f"| {name} | {inputs or 'none'} | {_yes(declared.tagged)} | {_yes(declared.regional)} |"
    yield ""


def _input(name: str, known: Input, declared: ResourceType) -> str:
    shown = f"**`{name}`**" if known.required else f"`{name}`"
    return shown + " ↻" * known.replaces + " ◆" * (name in declared.exclusive)


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
