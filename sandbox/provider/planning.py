"""Planned ids, ARNs and account ids of resources that do not exist yet: the same in every preview."""

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
    """The account and Region of a resource."""

    account: str
    region: str

    @property
    def partition(self) -> str:
        """Return the partition of the Region."""
        return next((name for start, name in PARTITIONS.items() if self.region.startswith(f"{start}-")), "aws")

    @property
    def suffix(self) -> str:
        """Return the DNS suffix of the partition."""
        return "amazonaws.com.cn" if self.partition == "aws-cn" else "amazonaws.com"


@dataclass(frozen=True)
class Plan:
    """What is known of a resource before it is created."""

    urn: str
    place: Place
    values: Mapping[str, Any]
    """Inputs with their defaults, and the outputs planned so far; `id` among them."""

    @property
    def name(self) -> str:
        """Return the resource's name in the program."""
        return self.urn.rsplit("::", 1)[-1]

    def hex(self, digits: int, what: str = "") -> str:
        """Return hexadecimal digits that are derived from the URN."""
        return hashlib.sha256(f"{self.urn}#{what}".encode()).hexdigest()[:digits]

    def uuid(self, what: str = "") -> str:
        """Return a UUID that is derived from the URN."""
        digits = self.hex(32, what)
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def fill(self, template: str, what: str = "") -> Any:
        """Fill a template of `{property}`, `{account}`, `{region}`, `{partition}`, `{suffix}`, `{hex17}`, `{uuid}`."""
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
    """A rule read a value that is unknown; it does not leave this module."""


class _Known(dict[str, Any]):
    """The values that a rule reads: reading an unknown one ends the rule, before it becomes part of a text."""

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
    """Return the planned value of an output or id by its rule; UNKNOWN where the rule needs an unknown value."""
    if isinstance(rule, str):
        return plan.fill(rule, what)
    if not callable(rule):
        return rule
    try:
        return rule(replace(plan, values=_Known(plan.values)))
    except NotKnownYet:
        return UNKNOWN


def with_place(values: Values, place: Place) -> Values:
    """Return the inputs with the Region, for templates."""
    return {"region": place.region, **values}
