"""The kinds of value that a property holds: how AWS spells them, and when two of them mean the same."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, override

from sandbox.provider.values import UNKNOWN, blank, has_unknown

if TYPE_CHECKING:
    from sandbox.provider.declaration import Input

Problem = tuple[str, str]
"""Property path, reason."""


@dataclass(frozen=True)
class Kind:
    """A value that AWS and Pulumi spell alike."""

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """What is wrong with an input."""
        yield from ()
        _ = value, path

    def encode(self, value: Any) -> Any:
        """Pulumi's spelling to AWS's."""
        return value

    def decode(self, value: Any) -> Any:
        """AWS's spelling to Pulumi's."""
        return value

    def same(self, one: Any, other: Any) -> bool:
        """Whether a change from one to the other means nothing."""
        return bool(one == other) or (blank(one) and blank(other))


@dataclass(frozen=True)
class Text(Kind):
    """A string; `choices` are the only ones AWS takes, `canonical` what it makes of one (lower case, a trimmed dot)."""

    choices: tuple[str, ...] = ()
    canonical: Callable[[str], str] | None = None

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if value is UNKNOWN:
            return
        if not isinstance(value, str):
            yield path, f"{value!r} is not a string"
        elif self.choices and value not in self.choices:
            yield path, f"{value!r} is none of {', '.join(self.choices)}"

    @override
    def decode(self, value: Any) -> Any:
        return value if value is None else str(value)

    @override
    def same(self, one: Any, other: Any) -> bool:
        if self.canonical and isinstance(one, str) and isinstance(other, str):
            return self.canonical(one) == self.canonical(other)
        return super().same(one, other)


@dataclass(frozen=True)
class NumericText(Text):
    """A string here, a number at AWS: `amazonSideAsn`."""

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if value is not UNKNOWN and not str(value).lstrip("-").isdecimal():
            yield path, f"{value!r} is not a whole number"

    @override
    def encode(self, value: Any) -> Any:
        return int(value)

    @override
    def same(self, one: Any, other: Any) -> bool:
        return bool(super().same(one, other)) or str(one) == str(other)


@dataclass(frozen=True)
class Number(Kind):
    """A number, from `low` to `high` where AWS has bounds."""

    low: float | None = None
    high: float | None = None

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if value is UNKNOWN:
            return
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield path, f"{value!r} is not a number"
        elif (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            yield path, f"{value} is not between {self.low} and {self.high}"


@dataclass(frozen=True)
class Moment(Text):
    """A time; botocore parses it, upstream writes it as RFC 3339."""

    @override
    def decode(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return super().decode(value)


@dataclass(frozen=True)
class Flag(Kind):
    """True or false."""

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if value is not UNKNOWN and not isinstance(value, bool):
            yield path, f"{value!r} is neither true nor false"


@dataclass(frozen=True)
class Document(Kind):
    """JSON in a string (a policy): spacing, key order and one-item lists make no difference."""

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if has_unknown(value) or isinstance(value, dict):
            return
        try:
            json.loads(value)
        except (TypeError, ValueError) as reason:
            yield path, f"is no JSON: {reason}"

    @override
    def encode(self, value: Any) -> Any:
        return value if isinstance(value, str) else json.dumps(value)

    @override
    def decode(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else json.dumps(value)

    @override
    def same(self, one: Any, other: Any) -> bool:
        if blank(one) or blank(other):
            return blank(one) and blank(other)
        try:
            return bool(_meaning(one) == _meaning(other))
        except ValueError:
            return bool(one == other)


def _meaning(document: Any) -> Any:
    """A policy with what makes no difference taken out: order in lists, a list of one, spacing."""
    value = json.loads(document) if isinstance(document, str) else document
    return _frozen(value)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return frozenset((name, _frozen(item)) for name, item in value.items())
    items = value if isinstance(value, list) else [value]
    return frozenset(("item", _frozen(item)) if isinstance(item, (dict, list)) else _scalar(item) for item in items)


def _scalar(value: Any) -> tuple[str, Any]:
    """IAM stores booleans in conditions as strings."""
    return "scalar", str(value).lower() if isinstance(value, bool) else str(value)


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
