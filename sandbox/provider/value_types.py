"""Value types of lists, sets and maps; those of single values come from `scalars`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, override

from sandbox.provider.scalars import Document, Flag, Moment, Number, NumericText, Problem, Text, ValueType, WrittenFlag
from sandbox.provider.values import UNKNOWN, blank

__all__ = [
    "Document",
    "Flag",
    "ListOf",
    "MapOf",
    "Moment",
    "Number",
    "NumericText",
    "SetOf",
    "Text",
    "ValueType",
    "WrittenFlag",
]


@dataclass(frozen=True)
class ListOf(ValueType):
    """A list in which order matters."""

    of: ValueType = field(default_factory=Text)
    member: str | None = None
    """The member that wraps each item in some lists of AWS: {"GroupId": ...}."""
    single: bool = False
    """One item at most: AWS has a structure where Pulumi has a list."""

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
    """A list in which order does not matter."""

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
class MapOf(ValueType):
    """A map with any keys."""

    of: ValueType = field(default_factory=Text)

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
