"""The operations of newer models that the engine's botocore does not know, and the requests that call them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import parse_qsl

TABLE = Path(__file__).with_name("operations.txt")
SERVICES = Path(__file__).with_name("services.txt")


@dataclass(frozen=True)
class UnknownOperation:
    """An operation and its HTTP binding."""

    service: str
    name: str
    method: str
    uri: str

    @cached_property
    def _path(self) -> re.Pattern[str]:
        path = self.uri.partition("?")[0].rstrip("/") or "/"
        parts = re.split(r"(\{[^}]+\})", path)
        return re.compile("".join(_pattern(part) for part in parts) + "/?")

    @cached_property
    def query(self) -> frozenset[str]:
        """Return the parameters that the URI itself names."""
        return frozenset(key for key, _ in parse_qsl(self.uri.partition("?")[2], keep_blank_values=True))

    def matches(self, method: str, path: str, query: frozenset[str]) -> bool:
        """Return whether a request of the REST protocols is for this operation."""
        return method == self.method and self.query <= query and self._path.fullmatch(path) is not None


def named(service: str, name: str) -> UnknownOperation | None:
    """Return the operation of this name that only newer models have; `service` is the one that the engine sees."""
    return _table().get(service, {}).get(name)


def requested(service: str, method: str, path: str, query: frozenset[str]) -> UnknownOperation | None:
    """Return the operation that a request of the REST protocols is for, if only newer models have it."""
    found = [it for it in _table().get(service, {}).values() if it.matches(method, path, query)]
    return max(found, key=lambda it: (len(it.query), len(it.uri)), default=None)


def requested_by_query(service: str, method: str, path: str, query: frozenset[str]) -> UnknownOperation | None:
    """Return the operation that only a parameter of the query tells from one that the engine knows."""
    found = requested(service, method, path, query)
    return found if found is not None and found.query else None


def service_signed_as(signing_name: str) -> str | None:
    """Return the service that only newer models have, by the name that its signatures hold."""
    return _services().get(signing_name)


@cache
def _table() -> Mapping[str, Mapping[str, UnknownOperation]]:
    found: dict[str, dict[str, UnknownOperation]] = {}
    for row in TABLE.read_text().splitlines():
        taken_for, service, name, method, uri = row.split(" ")
        found.setdefault(taken_for, {})[name] = UnknownOperation(service, name, method, uri)
    return found


@cache
def _services() -> Mapping[str, str]:
    return dict(row.split(" ") for row in SERVICES.read_text().splitlines())


def _pattern(part: str) -> str:
    if not part.startswith("{"):
        return re.escape(part)
    return ".+" if part.endswith("+}") else "[^/]+"
