"""A property whose value is a structure with properties of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, override

from sandbox.provider.properties import Input
from sandbox.provider.scalars import Problem
from sandbox.provider.value_types import ValueType
from sandbox.provider.values import UNKNOWN, blank


@dataclass(frozen=True)
class Block(ValueType):
    """A nested structure with properties of its own."""

    fields: Mapping[str, Input] = field(default_factory=dict)

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if value is UNKNOWN:
            return
        if not isinstance(value, dict):
            yield path, f"{value!r} is not an object"
            return
        for name, item in value.items():
            if name not in self.fields:
                yield (
                    f"{path}.{name}",
                    f"is not an input that the sandbox serves. Served: {', '.join(sorted(self.fields))}.",
                )
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


def _same_field(nested: Input, one: Any, other: Any) -> bool:
    if nested.computed and (one is None or other is None):
        return True
    left = nested.default if one is None else one
    right = nested.default if other is None else other
    return nested.kind.same(left, right)
