"""What a resource will be called before it exists: ids, ARNs and account ids for previews, the same every time."""

import hashlib
import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, override

from sandbox.provider.values import UNKNOWN, Values

PARTITIONS = {"cn": "aws-cn", "us-gov": "aws-us-gov"}


@dataclass(frozen=True)
class Place:
    """Where a resource lives."""

    account: str
    region: str

    @property
    def partition(self) -> str:
        """The partition of the region."""
        return next((name for start, name in PARTITIONS.items() if self.region.startswith(f"{start}-")), "aws")

    @property
    def suffix(self) -> str:
        """The DNS suffix of the partition."""
        return "amazonaws.com.cn" if self.partition == "aws-cn" else "amazonaws.com"


@dataclass(frozen=True)
class Plan:
    """All that is known of a resource before it is made."""

    urn: str
    place: Place
    values: Mapping[str, Any]
    """Inputs with their defaults, and the outputs planned so far; `id` among them."""

    @property
    def name(self) -> str:
        """The resource's name in the program."""
        return self.urn.rsplit("::", 1)[-1]

    def hex(self, digits: int, what: str = "") -> str:
        """Digits that only this resource has."""
        return hashlib.sha256(f"{self.urn}#{what}".encode()).hexdigest()[:digits]

    def uuid(self, what: str = "") -> str:
        """In the form that AWS gives UUIDs."""
        digits = self.hex(32, what)
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def fill(self, template: str, what: str = "") -> Any:
        """A template with `{property}`, `{account}`, `{region}`, `{partition}`, `{suffix}`, `{hex17}`, `{uuid}`."""
        text = ""
        for literal, name, _, _ in string.Formatter().parse(template):
            text += literal
            if name is not None:
                value = self._named(name, what)
                if value is UNKNOWN:
                    return UNKNOWN
                text += "" if value is None else str(value)
        return text

    def _named(self, name: str, what: str) -> Any:
        if name in self.values:
            return self.values[name]
        if name in ("account", "region", "partition", "suffix"):
            return getattr(self.place, name)
        if digits := re.fullmatch(r"hex(\d+)", name):
            return self.hex(int(digits[1]), what)
        return self.uuid(what) if name == "uuid" else None


class NotKnownYet(Exception):
    """A rule asked for a value that waits for another resource; it never leaves this module."""


class _Known(dict[str, Any]):
    """What a rule may look at: an unknown value ends the rule, before it becomes part of a text."""

    @override
    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if value is UNKNOWN:
            raise NotKnownYet(name)
        return value

    @override
    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default


def planned(rule: str | Callable[[Plan], Any] | Any, plan: Plan, what: str = "") -> Any:
    """What the rule of an output or of an id says for this resource."""
    if isinstance(rule, str):
        return plan.fill(rule, what)
    if not callable(rule):
        return rule
    try:
        return rule(replace(plan, values=_Known(plan.values)))
    except NotKnownYet:
        return UNKNOWN


def with_place(values: Values, place: Place) -> Values:
    """Inputs as templates see them."""
    return {"region": place.region, **values}
