"""The difference between two sets of inputs, and which of it needs a replacement."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from sandbox.provider.naming import is_made
from sandbox.provider.properties import TAGS, Input
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.value_types import MapOf
from sandbox.provider.values import UNKNOWN, Values, has_unknown


class Change(Enum):
    """How a property changes."""

    ADD = "add"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True)
class Difference:
    """A property path that changes, and whether the change needs a new resource."""

    path: str
    change: Change
    replaces: bool

    @property
    def property(self) -> str:
        """Return the top-level property."""
        return self.path.split(".", 1)[0].split("[", 1)[0]


def differences(declared: ResourceType, old: Values, new: Values, state: Values | None = None) -> list[Difference]:
    """Return the differences in the order of declaration; `state` is the state that AWS returned."""
    forced = declared.replacement_inputs({**(state or {}), **old}, new)
    known = dict(declared.inputs())
    if declared.tagged:
        known["tagsAll"] = Input(TAGS["tagsAll"].kind)
    return [
        difference
        for name, declaration in known.items()
        for difference in _of(name, replace(declaration, replaces=declaration.replaces or name in forced), old, new)
    ]


def _of(name: str, declaration: Input, old: Values, new: Values) -> Iterator[Difference]:
    before, after = old.get(name, declaration.default), new.get(name, declaration.default)
    if after is None and (declaration.computed or declaration.named):
        return
    if has_unknown(after):
        if not declaration.kind.same(before, after):
            yield Difference(name, Change.UPDATE if name in old else Change.ADD, declaration.replaces)
        return
    if declaration.kind.same(before, after):
        return
    if isinstance(declaration.kind, MapOf) and isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            if before.get(key, UNKNOWN) != after.get(key, UNKNOWN):
                yield Difference(f"{name}.{key}", _change(before.get(key), after.get(key)), declaration.replaces)
        return
    yield Difference(name, _change(before, after), declaration.replaces)


def _change(before: object, after: object) -> Change:
    if before is None:
        return Change.ADD
    return Change.DELETE if after is None else Change.UPDATE


def deletes_first(declared: ResourceType, found: list[Difference], new: Values) -> bool:
    """Return whether the old resource is deleted before its replacement is created.

    So for a type that AWS allows once, and where the program gives the name. As in upstream's bridge
    (nameRequiresDeleteBeforeReplace in pulumi-terraform-bridge) it does not matter whether the name stays the same.
    """
    if not any(difference.replaces for difference in found):
        return False
    return declared.delete_first or any(
        new.get(name) is not None and not is_made(name, new)
        for name, declaration in declared.inputs().items()
        if declaration.named
    )
