"""What is a resource called whose program gives it no name? One is made, and stays for as long as none is given."""

import hashlib
from collections.abc import Iterator
from itertools import count
from typing import Any

from sandbox.provider.properties import Input
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.value_types import Text
from sandbox.provider.values import UNKNOWN, Values

MADE = "__defaults"
"""Upstream's key among a resource's inputs: those that stand there and were not given (here made names alone)."""
MADE_DIGITS = 7


def is_made(name: str, inputs: Values) -> bool:
    """Whether this input was made; where nothing is listed it counts so, as in upstream's bridge (`applyDefaults`)."""
    listed = inputs.get(MADE)
    return listed is None or name in listed


def listed(declared: ResourceType, given: Values) -> Values:
    """The list for these inputs of a program; nothing for a type whose names are never made."""
    named = [name for name, known in declared.inputs().items() if known.named]
    return {MADE: [name for name in named if name not in given]} if named else {}


def still_listed(declared: ResourceType, known: Values, now: Values, *, imported: bool) -> Values:
    """The list after a look at what is there: a name that is another by now was given by somebody.

    An import takes every name for a given one, and so does upstream's bridge (`extractSchemaInputs`).
    """
    if MADE in known:
        return {MADE: [name for name in known[MADE] if now.get(name) == known.get(name)]}
    return {key: [] for key in listed(declared, {})} if imported else {}


def named(declaration: Input, name: str, urn: str, inputs: tuple[Values, Values], taken: frozenset[str]) -> Any:
    """What a resource is called that got no name; inputs: the new ones and the old.

    A name that was made stays. One that was given goes with the argument, and another is made.
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
    """The program's name for it and seven digits of its URN, so that every preview shows the same; then others."""
    prefix = inputs.get(declaration.prefix) if declaration.prefix else None
    flag, suffix = declaration.suffix or ("", "")
    end = suffix if inputs.get(flag) is True else ""
    start = f"{urn.rsplit('::', 1)[-1]}-" if prefix is None else str(prefix)
    canonical = declaration.kind.canonical if isinstance(declaration.kind, Text) else None
    for turn in count():
        seed = f"{urn}#{turn}" if turn else urn
        room = declaration.named - MADE_DIGITS - len(end)
        name = start[:room] + hashlib.sha256(seed.encode()).hexdigest()[:MADE_DIGITS] + end
        yield canonical(name) if canonical else name
