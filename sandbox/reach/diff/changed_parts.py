"""What changed in an object, with its line: a rule, a route, an association, an allowed prefix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sandbox.origin import Origin
from sandbox.reach.diff.changed_objects import ChangedObject, without_origins
from sandbox.reach.filters.text import entry_text, rule_text
from sandbox.reach.model import AclEntry, SecurityRule
from sandbox.routing.model import Announcement, Route, TransitPrefixListReference, TransitRoute

_LINES = {"propagating": "association_origins", "subnets": "association_origins", "propagates_to": "link_origins"}
"""Field of ids -> the field with the line of each."""
_LABELS = {"propagates_to": "propagation into", "propagating": "propagation of", "entries": "entry"}
"""Field -> one of its items in words; otherwise the field's name without its plural."""


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """One part of an object that was added, removed or changed."""

    component: str
    """Id of the object."""
    text: str
    """`rule sgr-1 allows inbound tcp 443 from 10.33.0.0/16 was removed`."""
    origin: Origin | None = None


def changed_parts(changed: ChangedObject) -> tuple[ChangedPart, ...]:
    """Return what changed in an object."""
    if changed.before is None or changed.after is None:
        there = changed.before or changed.after
        verb = "was added" if changed.before is None else "was removed"
        return (ChangedPart(changed.id, f"{_kind(changed)} {_name(there, changed.id)} {verb}", _origin(there)),)
    return tuple(_parts(changed))


def _parts(changed: ChangedObject) -> Iterator[ChangedPart]:
    before, after = changed.before, changed.after
    for each in fields(before):
        if each.name.endswith("origins") or each.name == "origin":
            continue
        old, new = getattr(before, each.name), getattr(after, each.name)
        if without_origins(old) == without_origins(new):
            continue
        if isinstance(old, tuple) and isinstance(new, tuple):
            yield from _items(changed, each.name, old, new)
        else:
            text = f"{_name(after, changed.id)}: {each.name.replace('_', ' ')} changed from {old} to {new}"
            yield ChangedPart(changed.id, text, _line(after, each.name, new) or _line(before, each.name, old))


def _items(changed: ChangedObject, name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[ChangedPart]:
    was, now = set(map(without_origins, old)), set(map(without_origins, new))
    for items, others, verb, owner in ((old, now, "removed", changed.before), (new, was, "added", changed.after)):
        for item in items:
            if without_origins(item) not in others:
                text = f"{_name(owner, changed.id)}: {_item_text(name, item)} was {verb}"
                yield ChangedPart(changed.id, text, _line(owner, name, item))


def _item_text(name: str, item: Any) -> str:
    if isinstance(item, SecurityRule):
        return rule_text(item)
    if isinstance(item, AclEntry):
        return entry_text(item)
    if isinstance(item, Route):
        return f"route {item.destination} -> {item.target.id}"
    if isinstance(item, TransitRoute | TransitPrefixListReference):
        destination = item.destination if isinstance(item, TransitRoute) else item.prefix_list
        return f"route {destination} -> {item.attachment or 'blackhole'}"
    label = _LABELS.get(name, name.removesuffix("es") if name.endswith("xes") else name.removesuffix("s"))
    shown = item.prefix if isinstance(item, Announcement) else getattr(item, "id", item)
    return f"{label.replace('_', ' ')} {shown}"


def _line(owner: Any, name: str, item: Any) -> Origin | None:
    """Return the line of an item: its own, that of its association or propagation, else its owner's."""
    own = getattr(item, "origin", None)
    lines: Mapping[str, Origin] = getattr(owner, _LINES.get(name, ""), {})
    linked = lines.get(item) if isinstance(item, str) else None
    if linked is None and name == "table" and isinstance(item, str):
        linked = getattr(owner, "link_origins", {}).get(item)
    return own or linked or _origin(owner)


def _origin(owner: Any) -> Origin | None:
    found: Origin | None = getattr(owner, "origin", None)
    return found


def _name(owner: Any, ident: str) -> str:
    name = getattr(owner, "name", "")
    return f"{ident} ({name})" if name and name != ident else ident


def _kind(changed: ChangedObject) -> str:
    """Return the name of the object's class in words: `security group`."""
    name = type(changed.before or changed.after).__name__
    return "".join(f" {character.lower()}" if character.isupper() else character for character in name).strip()
