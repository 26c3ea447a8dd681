"""Value types of single values: how AWS represents them, and when two values are equivalent."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, override

from sandbox.provider.values import UNKNOWN, blank, has_unknown

Problem = tuple[str, str]
"""Property path, reason."""


@dataclass(frozen=True)
class ValueType:
    """A value that AWS and Pulumi represent alike."""

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Return the problems of an input: (path, reason)."""
        yield from ()
        _ = value, path

    def encode(self, value: Any) -> Any:
        """Return AWS's representation of Pulumi's value."""
        return value

    def decode(self, value: Any) -> Any:
        """Return Pulumi's representation of AWS's value."""
        return value

    def same(self, one: Any, other: Any) -> bool:
        """Return whether two values are equivalent, so that no change is needed."""
        return bool(one == other) or (blank(one) and blank(other))


@dataclass(frozen=True)
class Text(ValueType):
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
            yield path, f"{value!r} is not allowed. Allowed: {', '.join(self.choices)}."

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
    """A string in Pulumi, a number in AWS: `amazonSideAsn`."""

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
class Number(ValueType):
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
    """A time; botocore parses it, upstream represents it as RFC 3339."""

    @override
    def decode(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return super().decode(value)


@dataclass(frozen=True)
class Flag(ValueType):
    """True or false."""

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if value is not UNKNOWN and not isinstance(value, bool):
            yield path, f"{value!r} is neither true nor false"


@dataclass(frozen=True)
class WrittenFlag(Flag):
    """A boolean in Pulumi, a string in AWS: attributes of SNS and SQS."""

    @override
    def encode(self, value: Any) -> Any:
        return "true" if value else "false"

    @override
    def decode(self, value: Any) -> Any:
        return value == "true"


@dataclass(frozen=True)
class Document(ValueType):
    """JSON as a string (a policy): spacing, key order and one-item lists make no difference."""

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if has_unknown(value) or isinstance(value, dict):
            return
        try:
            json.loads(value)
        except (TypeError, ValueError) as reason:
            yield path, f"is not JSON: {reason}"

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
    """Return a policy without what makes no difference: order in lists, a list of one, spacing."""
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
