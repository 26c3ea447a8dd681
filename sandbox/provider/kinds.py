"""The kinds of value that a property holds: lists, maps and structures here, the simple ones from `scalars`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, override

from sandbox.provider.scalars import Document, Flag, Kind, Moment, Number, NumericText, Problem, Text, WrittenFlag
from sandbox.provider.values import UNKNOWN, blank

if TYPE_CHECKING:
    from sandbox.provider.declaration import Input

__all__ = [
    "Block",
    "Document",
    "Flag",
    "Kind",
    "ListOf",
    "MapOf",
    "Moment",
    "Number",
    "NumericText",
    "SetOf",
    "Text",
    "WrittenFlag",
]


@dataclass(frozen=True)
class ListOf(Kind):
    """A list whose order counts."""

    of: Kind = field(default_factory=Text)
    member: str | None = None
    """The wrapper some AWS lists put around each item: {"GroupId": ...}."""
    single: bool = False
    """One item at most: AWS has the bare structure where Pulumi has a list (rare: Pulumi mostly flattens)."""

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if value is UNKNOWN:
            return
        if not isinstance(value, list):
            yield path, f"{value!r} is not a list"
            return
        for index, item in enumerate(value):
            yield from self.of.problems(item, f"{path}[{index}]")

    @override
    def encode(self, value: Any) -> Any:
        items = [self.of.encode(item) for item in value]
        if self.single:
            return items[0] if items else None
        return [{self.member: item} for item in items] if self.member else items

    @override
    def decode(self, value: Any) -> Any:
        if value is None:
            return None
        items = [value] if self.single else list(value)
        return [self.of.decode(item[self.member] if self.member else item) for item in items]

    @override
    def same(self, one: Any, other: Any) -> bool:
        if blank(one) or blank(other):
            return blank(one) and blank(other)
        if not isinstance(one, list) or not isinstance(other, list) or len(one) != len(other):
            return False
        return all(self.of.same(left, right) for left, right in zip(one, other, strict=True))


@dataclass(frozen=True)
class SetOf(ListOf):
    """A list whose order means nothing."""

    @override
    def same(self, one: Any, other: Any) -> bool:
        if blank(one) or blank(other):
            return blank(one) and blank(other)
        if not isinstance(one, list) or not isinstance(other, list) or len(one) != len(other):
            return False
        rest = list(other)
        for item in one:
            match = next((index for index, there in enumerate(rest) if self.of.same(item, there)), None)
            if match is None:
                return False
            del rest[match]
        return True


@dataclass(frozen=True)
class MapOf(Kind):
    """A map with free keys."""

    of: Kind = field(default_factory=Text)

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if value is UNKNOWN:
            return
        if not isinstance(value, dict):
            yield path, f"{value!r} is not a map"
            return
        for name, item in value.items():
            yield from self.of.problems(item, f"{path}.{name}")

    @override
    def encode(self, value: Any) -> Any:
        return {name: self.of.encode(item) for name, item in value.items()}

    @override
    def decode(self, value: Any) -> Any:
        return None if value is None else {name: self.of.decode(item) for name, item in value.items()}

    @override
    def same(self, one: Any, other: Any) -> bool:
        if blank(one) or blank(other):
            return blank(one) and blank(other)
        if not isinstance(one, dict) or not isinstance(other, dict) or one.keys() != other.keys():
            return False
        return all(self.of.same(one[name], other[name]) for name in one)


@dataclass(frozen=True)
class Block(Kind):
    """A nested structure with properties of its own."""

    fields: Mapping[str, "Input"] = field(default_factory=dict)

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if value is UNKNOWN:
            return
        if not isinstance(value, dict):
            yield path, f"{value!r} is not an object"
            return
        for name, item in value.items():
            if name not in self.fields:
                yield f"{path}.{name}", f"is not handled here; what is: {', '.join(sorted(self.fields))}"
            elif item is not None:
                yield from self.fields[name].kind.problems(item, f"{path}.{name}")
        for name, nested in self.fields.items():
            if nested.required and value.get(name) is None:
                yield f"{path}.{name}", "is required"

    @override
    def encode(self, value: Any) -> Any:
        return {
            nested.member: nested.kind.encode(value.get(name, nested.default))
            for name, nested in self.fields.items()
            if nested.member and value.get(name, nested.default) is not None
        }

    @override
    def decode(self, value: Any) -> Any:
        if value is None:
            return None
        decoded = {
            name: nested.kind.decode(value.get(nested.member)) for name, nested in self.fields.items() if nested.member
        }
        return {name: item for name, item in decoded.items() if item is not None}

    @override
    def same(self, one: Any, other: Any) -> bool:
        if blank(one) or blank(other):
            return blank(one) and blank(other)
        if not isinstance(one, dict) or not isinstance(other, dict):
            return False
        return all(_same_field(nested, one.get(name), other.get(name)) for name, nested in self.fields.items())


def _same_field(nested: "Input", one: Any, other: Any) -> bool:
    if nested.computed and (one is None or other is None):
        return True
    left = nested.default if one is None else one
    right = nested.default if other is None else other
    return nested.kind.same(left, right)
