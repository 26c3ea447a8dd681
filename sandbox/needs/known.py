"""What a plan knows of a resource, by the names under which AWS's requests and responses have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.provider.api import pairs
from sandbox.provider.planning import Place
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.values import Values, has_unknown

_TAG_LISTS = ("tags", "tagset", "taglist")


@dataclass(frozen=True)
class Other:
    """Another resource of the plan."""

    account: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the plan knows of a resource."""

    type: str
    """The type of the resource, as Pulumi names it."""
    place: Place
    identity: str
    values: Mapping[str, Any] = field(default_factory=dict)
    """Name of a property, or of its member in requests, in lower case -> value as AWS writes it."""
    before: Mapping[str, Any] = field(default_factory=dict)
    """The properties before the step; empty for a resource that does not exist yet."""
    after: Mapping[str, Any] = field(default_factory=dict)
    """The properties after the step; for a deletion, those before it."""
    others: Mapping[str, Other] = field(default_factory=dict)
    """Id -> another resource of the plan."""


def known_of(
    declared: ResourceType,
    place: Place,
    identity: str,
    *,
    before: Values,
    after: Values,
    others: Mapping[str, Other],
) -> Known:
    """Return what inputs and outputs of a resource state; what no preview can know is left out."""
    whole = _known_values({**before, **after})
    found = {name.lower(): value for name, value in whole.items() if isinstance(value, str | int)}
    for name, known in declared.all_properties().items():
        if known.member and name in whole:
            found[known.member.lower()] = known.kind.encode(whole[name])
    tags = pairs(whole.get("tagsAll") or {})
    return Known(
        type=declared.token,
        place=place,
        identity=identity,
        values={**found, **dict.fromkeys(_TAG_LISTS, tags)},
        before=_known_values(before),
        after=_known_values(after),
        others=others,
    )


def _known_values(values: Values) -> Values:
    return {name: value for name, value in values.items() if value is not None and not has_unknown(value)}
