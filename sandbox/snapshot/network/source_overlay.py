"""AWS's responses with the program's lines: what the program wrote gets its line there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from sandbox.reach.model import Network, NetworkInterface

_MAPPINGS = ("instances", "groups", "acls", "load_balancers", "target_groups")
_ORIGINS = "_origins"
"""End of the names of fields with locations of parts, by the part's id."""


def with_program_lines(found: Network, program: Network) -> Network:
    """Return the network with the program's lines wherever the program has the same object."""
    places = {_place(each): each for each in program.interfaces.values()}
    interfaces = {
        key: _laid(each, program.interfaces.get(key) or places.get(_place(each)))
        for key, each in found.interfaces.items()
    }
    changed: dict[str, Any] = {name: _mapping(getattr(found, name), getattr(program, name)) for name in _MAPPINGS}
    topology = _mappings(found.topology, program.topology)
    return replace(found, topology=topology, interfaces=interfaces, **changed)


def _place(interface: NetworkInterface) -> tuple[object, ...]:
    """Return where an interface is: a plan cannot know the ids of those that AWS creates."""
    return interface.subnet, interface.addresses


def _mappings[T](found: T, written: T) -> T:
    listed: Any = found
    changed = {
        each.name: _mapping(getattr(found, each.name), getattr(written, each.name))
        for each in fields(listed)
        if isinstance(getattr(found, each.name), Mapping)
    }
    return replace(listed, **changed)  # type: ignore[no-any-return]


def _mapping(found: Mapping[Any, Any], written: Mapping[Any, Any]) -> dict[Any, Any]:
    return {key: _laid(each, written.get(key)) for key, each in found.items()}


def _laid[T](found: T, written: object) -> T:
    """Return an object and its parts with the lines that the program has for the same."""
    if written is None or not is_dataclass(found) or isinstance(found, type):
        return found
    changed: dict[str, Any] = {}
    for each in fields(found):
        value, other = getattr(found, each.name), getattr(written, each.name)
        if each.name == "origin":
            changed[each.name] = other or value
        elif each.name.endswith(_ORIGINS):
            changed[each.name] = {**value, **other}
        elif isinstance(value, tuple) and any(is_dataclass(part) for part in value):
            parts = {_content(part): part for part in other}
            changed[each.name] = tuple(_laid(part, parts.get(_content(part))) for part in value)
        elif is_dataclass(value):
            changed[each.name] = _laid(value, other)
    return replace(found, **changed)


def _content(part: object) -> object:
    """Return what a part says, without its id and its location."""
    if is_dataclass(part):
        named = [each.name for each in fields(part) if each.name not in ("id", "origin")]
        return tuple((name, _content(getattr(part, name))) for name in named)
    return tuple(map(_content, part)) if isinstance(part, tuple) else part
