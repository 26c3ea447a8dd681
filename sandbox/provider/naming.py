"""Generated names of resources that the program does not name; they stay until the program gives a name."""

import hashlib
from collections.abc import Iterator
from itertools import count
from typing import Any

from sandbox.provider.properties import Input
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.value_types import Text
from sandbox.provider.values import UNKNOWN, Values

MADE = "__defaults"
"""Upstream's key among a resource's inputs: inputs that the program did not give (here generated names only)."""
MADE_DIGITS = 7


def is_made(name: str, inputs: Values) -> bool:
    """Return whether a name was generated; so without a list, as in upstream's bridge (`applyDefaults`)."""
    listed = inputs.get(MADE)
    return listed is None or name in listed


def generated_names(declared: ResourceType, given: Values) -> Values:
    """Return the list of generated names for a program's inputs; nothing for a type that has none."""
    named = [name for name, known in declared.inputs().items() if known.named]
    return {MADE: [name for name in named if name not in given]} if named else {}


def still_listed(declared: ResourceType, known: Values, now: Values, *, imported: bool) -> Values:
    """Return the list after a read: a name that has changed meanwhile was given.

    At an import every name counts as given, as in upstream's bridge (`extractSchemaInputs`).
    """
    if MADE in known:
        return {MADE: [name for name in known[MADE] if now.get(name) == known.get(name)]}
    return {key: [] for key in generated_names(declared, {})} if imported else {}


def named(declaration: Input, name: str, urn: str, inputs: tuple[Values, Values], taken: frozenset[str]) -> Any:
    """Return the name of a resource that the program does not name; `inputs` are the new and the old ones.

    A generated name stays. Where the program no longer gives its name, another is generated.
    """
    new, old = inputs
    prefix = new.get(declaration.prefix) if declaration.prefix else None
    kept = name in old and is_made(name, old)
    if kept and (prefix is None or str(old[name]).startswith(str(prefix))):
        return str(old[name])
    if prefix is UNKNOWN:
        return UNKNOWN
    return next(made for made in _made(urn, declaration, new) if made not in taken)


def _made(urn: str, declaration: Input, inputs: Values) -> Iterator[str]:
    """Yield the resource's name with seven digits of its URN's hash, the same in every preview; then other digits."""
    prefix = inputs.get(declaration.prefix) if declaration.prefix else None
    flag, suffix = declaration.suffix or ("", "")
    end = suffix if inputs.get(flag) is True else ""
    start = f"{urn.rsplit('::', 1)[-1]}-" if prefix is None else str(prefix)
    canonical = declaration.kind.canonical if isinstance(declaration.kind, Text) else None
    for attempt in count():
        seed = f"{urn}#{attempt}" if attempt else urn
        longest = declaration.named - MADE_DIGITS - len(end)
        name = start[:longest] + hashlib.sha256(seed.encode()).hexdigest()[:MADE_DIGITS] + end
        yield canonical(name) if canonical else name
