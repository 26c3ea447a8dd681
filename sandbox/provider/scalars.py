"""The simple kinds of value that a property holds: how AWS spells them, and when two of them mean the same."""

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
    """A time; botocore parses it, upstream writes it as RFC 3339."""

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
    """True or false here, the word for it at AWS: attributes of SNS and SQS."""

    @override
    def encode(self, value: Any) -> Any:
        return "true" if value else "false"

    @override
    def decode(self, value: Any) -> Any:
        return value == "true"


@dataclass(frozen=True)
class Document(ValueType):
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
