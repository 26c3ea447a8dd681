"""The parameters of a call that identify a resource."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

_NAMES = 65_536
"""Names that are kept folded: more than all members of the requests of all services."""
_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]")
_SUFFIX = re.compile(r"(name|id|identifier|arn)$")


@lru_cache(maxsize=_NAMES)
def folded(name: str) -> str:
    """Return a name without case, hyphens and underscores: `dx-gateway` and `DxGateway` are one."""
    return _NOT_ALPHANUMERIC.sub("", name.lower())


class Parameters:
    """The parameters of a call by their folded names."""

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self._given = parameters
        self._values = {folded(name): value for name, value in parameters.items()}

    def texts(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the texts of the first of these parameters that has any; a list gives several.

        A name with dots is the place of a member in a structure, as `texts_at` takes it.
        """
        for name in names:
            found = tuple(texts_at(self._given, name) if "." in name else _texts(self._values.get(folded(name))))
            if found:
                return found
        return ()

    @cached_property
    def arns(self) -> tuple[str, ...]:
        """Every ARN of the parameters, those in lists included."""
        return tuple(text for value in self._values.values() for text in _texts(value) if text.startswith("arn:"))


def texts_at(value: object, place: str) -> Iterator[str]:
    """Yield the texts at a place of nested parameters: members joined by dots, `[]` after a list's name."""
    if not place:
        if isinstance(value, str) and value:
            yield value
        return
    name, _, rest = place.partition(".")
    if not isinstance(value, Mapping):
        return
    found = value.get(name.removesuffix("[]"))
    if not name.endswith("[]"):
        yield from texts_at(found, rest)
    elif isinstance(found, list | tuple):
        for item in found:
            yield from texts_at(item, rest)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, list | tuple):
        yield from (item for item in value if isinstance(item, str) and item)


@lru_cache(maxsize=_NAMES)
def names_for(resource_type: str, variable: str) -> tuple[str, ...]:
    """Return the names of parameters that may hold a variable of a resource type's ARN, the likeliest first."""
    bare, kind = folded(variable).removesuffix("withpath"), folded(resource_type)
    stems = dict.fromkeys((_SUFFIX.sub("", bare) or bare, kind))
    names = [bare, f"{bare}s"]
    for stem in stems:
        names += [f"{stem}{end}" for end in ("", "s", "name", "names", "id", "ids", "identifier", "identifiers")]
    return tuple(dict.fromkeys(names))
