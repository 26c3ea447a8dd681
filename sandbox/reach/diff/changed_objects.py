"""The objects that differ between two networks, and a network with one of them as it was in the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from sandbox.origin import Origin
from sandbox.reach.model import Network
from sandbox.routing.model import Topology

_ORIGINS = frozenset({"origin", "association_origins", "link_origins"})
"""Fields that say where a fact was read: a line that moved changes nothing."""


@dataclass(frozen=True)
class ChangedObject:
    """One object of a mapping of a network, or of its topology, before and after."""

    collection: str
    """Name of the mapping: `groups`, `route_tables`."""
    key: Any
    before: Any
    """None where it was added."""
    after: Any
    """None where it was removed."""

    @property
    def id(self) -> str:
        """The object's id, by which answers name it."""
        return str(self.key[1] if isinstance(self.key, tuple) else self.key)


def changed_objects(before: Network, after: Network) -> tuple[ChangedObject, ...]:
    """Return every object that was added, removed or changed in more than its lines."""
    return (*_changed(before, after), *_changed(before.topology, after.topology))


def with_object(network: Network, collection: str, key: Any, value: Any) -> Network:
    """Return the network with one object replaced, or removed where the value is None."""
    inside = collection in _mappings(Topology)
    owner: Any = network.topology if inside else network
    found = dict(getattr(owner, collection))
    if value is None:
        found.pop(key, None)
    else:
        found[key] = value
    if inside:
        return replace(network, topology=replace(network.topology, **{collection: found}))
    return replace(network, **{collection: found})  # type: ignore[arg-type]


def without_origins(value: Any) -> Any:
    """Return a value that is equal for objects that differ in their lines alone."""
    if isinstance(value, Origin):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        kept = tuple(without_origins(getattr(value, each.name)) for each in fields(value) if each.name not in _ORIGINS)
        return (type(value).__name__, *kept)
    if isinstance(value, tuple):
        return tuple(map(without_origins, value))
    if isinstance(value, Mapping):
        return tuple(sorted((str(key), without_origins(each)) for key, each in value.items()))
    return value


def _changed(before: Network | Topology, after: Network | Topology) -> Iterator[ChangedObject]:
    for name in _mappings(Network if isinstance(before, Network) else Topology):
        old, new = getattr(before, name), getattr(after, name)
        for key in dict.fromkeys((*old, *new)):
            was, now = old.get(key), new.get(key)
            if was != now and without_origins(was) != without_origins(now):
                yield ChangedObject(name, key, was, now)


@cache
def _mappings(kind: type) -> tuple[str, ...]:
    """Return the names of the mappings by id."""
    return tuple(each.name for each in fields(kind) if str(each.type).startswith("Mapping"))
