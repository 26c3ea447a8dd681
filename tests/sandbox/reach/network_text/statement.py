"""One statement of a network in text: a word, its values, and its options.

A network is a list of such lines, so that a test reads as AWS's documentation draws it, and a difference between two
evaluators is reduced by leaving out lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from sandbox.routing.model import Address, Prefix


class BadStatement(Exception):
    """A line that cannot be read, or that names something that is not defined."""


@dataclass(frozen=True, slots=True)
class Statement:
    """`word value ... name=value ... flag ...`: the values come before the options."""

    line: str
    word: str
    values: tuple[str, ...]
    options: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, line: str) -> Statement:
        word, *rest = line.split()
        options = dict(part.split("=", 1) for part in rest if "=" in part)
        return cls(line, word, tuple(part for part in rest if "=" not in part), options)

    def value(self, place: int) -> str:
        if place >= len(self.values):
            raise BadStatement(f"{self.line!r} has no value {place + 1}.")
        return self.values[place]

    def flag(self, name: str) -> bool:
        return name in self.values

    def listed(self, name: str) -> tuple[str, ...]:
        """Return the values of an option that lists them with commas."""
        return tuple(part for part in self.options.get(name, "").split(",") if part)


@dataclass
class Draft:
    """The objects that were read so far, by word and id."""

    objects: dict[str, dict[str, object]] = field(default_factory=dict)
    order: list[Statement] = field(default_factory=list)

    def all[T](self, kind: type[T]) -> dict[str, T]:
        return {key: one for key, one in self.objects.get(kind.__name__, {}).items() if isinstance(one, kind)}

    def get[T](self, kind: type[T], key: str) -> T:
        found = self.objects.get(kind.__name__, {}).get(key)
        if not isinstance(found, kind):
            raise BadStatement(f"No {kind.__name__} {key!r}.")
        return found

    def put(self, key: str, one: object) -> None:
        self.objects.setdefault(type(one).__name__, {})[key] = one


type Reader = Callable[[Draft, Statement], None]

READERS: dict[str, Reader] = {}


def statement(word: str) -> Callable[[Reader], Reader]:
    """Register the function that reads a statement."""

    def register(function: Reader) -> Reader:
        READERS[word] = function
        return function

    return register


def prefix(text: str) -> Prefix:
    return ip_network(text)


def prefixes(texts: tuple[str, ...]) -> tuple[Prefix, ...]:
    return tuple(ip_network(text) for text in texts)


def addresses(texts: tuple[str, ...]) -> tuple[Address, ...]:
    return tuple(ip_address(text) for text in texts)


def is_prefix(text: str) -> bool:
    return "/" in text
