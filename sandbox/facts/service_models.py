"""The operations of AWS's services and the shapes of their requests, from the models that botocore ships.

The models are read as JSON: importing botocore for them would take longer than reading them.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson

_METADATA_BYTES = 4096
"""Bytes at the beginning of a model that hold its metadata."""
_NAME = re.compile(r'"(endpointPrefix|signingName)":\s*"([^"]+)"')


@dataclass(frozen=True, eq=False)
class ServiceModel:
    """One service's operations and shapes; a model is equal to itself alone, so that what is read of it is cached."""

    service: str
    """botocore's name."""
    version: str
    """The date of the API, which CloudTrail's `apiVersion` holds."""
    raw: Mapping[str, Any]

    @property
    def signing_name(self) -> str:
        """The name that signatures hold."""
        metadata = self.raw["metadata"]
        return str(metadata.get("signingName") or metadata["endpointPrefix"])

    @cached_property
    def _operations(self) -> Mapping[str, str]:
        return {name.lower(): name for name in self.raw["operations"]}

    def operation(self, name: str) -> str | None:
        """Return the name of an operation as the model spells it; None where the service has none of that name."""
        return self._operations.get(name.lower())

    def input(self, operation: str) -> str | None:
        """Return the name of the shape of an operation's request; None where it takes none."""
        given = self.raw["operations"][operation].get("input")
        return str(given["shape"]) if given else None

    def input_shape(self, operation: str) -> Mapping[str, Any]:
        """Return the shape of an operation's request; an empty structure where it takes none."""
        name = self.input(operation)
        return self.shape(name) if name else {"type": "structure", "members": {}}

    def shape(self, name: str) -> Mapping[str, Any]:
        """Return a shape by its name."""
        found: Mapping[str, Any] = self.raw["shapes"][name]
        return found

    def http(self, operation: str) -> tuple[str, str]:
        """Return the method and the path of an operation."""
        http = self.raw["operations"][operation].get("http", {})
        return http.get("method", "POST"), http.get("requestUri", "/")


class ServiceModels:
    """The models of a folder in botocore's layout, each read when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._models: dict[tuple[str, str], ServiceModel] = {}

    @cached_property
    def _files(self) -> Mapping[str, Mapping[str, Path]]:
        found: dict[str, dict[str, Path]] = {}
        for path in sorted(self._folder.glob("*/*/service-2.json*")):
            found.setdefault(path.parent.parent.name, {})[path.parent.name] = path
        return found

    @cached_property
    def _services(self) -> Mapping[str, tuple[str, ...]]:
        """Prefix of an endpoint, signing name or botocore's name -> the services that have it."""
        found: dict[str, dict[str, None]] = {}
        for service, versions in self._files.items():
            head = _head(versions[max(versions)])
            for name in (service, *(value for _, value in _NAME.findall(head))):
                found.setdefault(name, {})[service] = None
        return {name: tuple(services) for name, services in found.items()}

    def names(self) -> frozenset[str]:
        """Return botocore's names of all services."""
        return frozenset(self._files)

    def services(self, prefix: str) -> tuple[str, ...]:
        """Return botocore's names of the services whose endpoint, signatures or own name have a prefix."""
        return self._services.get(prefix, ())

    def model(self, service: str, version: str | None = None) -> ServiceModel:
        """Return the model of a service; the newest where it has none of that version."""
        versions = self._files[service]
        chosen = version if version is not None and version in versions else max(versions)
        found = self._models.get((service, chosen))
        if found is None:
            found = self._models[service, chosen] = ServiceModel(
                service, chosen, orjson.loads(_bytes(versions[chosen]))
            )
        return found

    def versions(self, service: str) -> tuple[str, ...]:
        """Return the versions of a service's API."""
        return tuple(self._files[service])


@cache
def service_models() -> ServiceModels:
    """Return botocore's models."""
    spec = find_spec("botocore")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ModuleNotFoundError("botocore is not installed; it ships the models of services", name="botocore")
    return ServiceModels(Path(next(iter(places))) / "data")


def _head(path: Path) -> str:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        return file.read(_METADATA_BYTES).decode(errors="replace")


def _bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
