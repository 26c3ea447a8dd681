"""The Service Authorization Reference, as it was written when the engine's environment was made."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sandbox.authorization.service_reference import reference_in

_FOLDER = Path(sys.prefix) / "service-reference"
REFERENCE = reference_in(_FOLDER)


@dataclass(frozen=True, slots=True)
class ListedService:
    """A service's name and the names of its actions, `SendMessage`."""

    name: str
    actions: tuple[str, ...]


@cache
def listed_services() -> Mapping[str, ListedService]:
    """Return all services by their namespaces, sorted; only names are kept, 2 MB of them."""
    found = {}
    for path in sorted(_FOLDER.glob("*.json")):
        raw = json.loads(path.read_text())
        found[path.stem] = ListedService(raw["service_name"], tuple(raw["privileges"]))
    return found
