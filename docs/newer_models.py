"""Writes the files of `sandbox.emulated.newer_models`: `python -m docs.newer_models FOLDER`.

FOLDER is the `data` folder of the engine's botocore, which the botocore of this environment is compared with.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.facts.service_models import ServiceModels, service_models

HERE = Path(__file__).parent.parent / "sandbox" / "emulated" / "newer_models"

EXTENDED = ("directconnect", "organizations", "ram")
"""Services whose engine's model gets all that the newer one has."""
DOCUMENTATION = "documentation"


def files(older: ServiceModels, newer: ServiceModels) -> dict[str, str]:
    """Return the text of every generated file, by its path in the package."""
    found = {"operations.txt": _lines(_operations(older, newer)), "services.txt": _lines(_services(older, newer))}
    for service in EXTENDED:
        model = newer.model(service)
        place = f"{service}/{model.version}/service-2.sdk-extras.json"
        text = json.dumps({"version": 1.0, "merge": additions(older.model(service).raw, model.raw)}, indent=1)
        found[place] = f"{text}\n"
    return found


def additions(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a deep merge must add to the older model to make the newer one, without documentation."""
    found: dict[str, Any] = {}
    for key, value in newer.items():
        if key == DOCUMENTATION and isinstance(value, str):
            continue
        before = older.get(key)
        if isinstance(value, Mapping):
            inner = additions(before if isinstance(before, Mapping) else {}, value)
            if inner or not isinstance(before, Mapping):
                found[key] = inner
        elif value != before:
            found[key] = value
    return found


def _operations(older: ServiceModels, newer: ServiceModels) -> Iterator[str]:
    """Yield the operations that the engine does not know of services whose requests it takes."""
    for service in sorted(newer.names() - set(EXTENDED)):
        model = newer.model(service)
        taken_for = service if service in older.names() else next(iter(older.services(model.signing_name)), None)
        if taken_for is None:
            continue
        for name in model.raw["operations"]:
            if service != taken_for or name not in older.model(service).raw["operations"]:
                method, path = model.http(name)
                yield f"{taken_for} {service} {name} {method} {path}"


def _services(older: ServiceModels, newer: ServiceModels) -> Iterator[str]:
    """Yield the signing names that the engine does not know, with the services that have them."""
    for service in newer.names() - older.names():
        signing_name = newer.model(service).signing_name
        if not older.services(signing_name):
            yield f"{signing_name} {service}"


def _lines(rows: Iterable[str]) -> str:
    return "".join(f"{row}\n" for row in sorted(rows))


def main() -> None:
    """Write the files."""
    for place, text in files(ServiceModels(Path(sys.argv[1])), service_models()).items():
        path = HERE / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


if __name__ == "__main__":
    main()
