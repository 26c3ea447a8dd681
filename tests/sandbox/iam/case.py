"""Evaluation cases read from YAML: a request, the expected verdict and its source.

In the files a statement may be short (`Allow s3:Get*`, or `{Allow: s3:Get*, Condition: ...}`; Resource is then `*`), a
list of statements is a document of version 2012-10-17, and `$name` is replaced by a fixture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "cases"
_DOCUMENTS = {"session": 0, "resource_policy": 0, "identity": 1, "boundaries": 1, "endpoint": 1, "scps": 2, "rcps": 2}
"""Field of a request -> how many lists its documents are nested in."""
_NAME = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True)
class Case:
    """A request and the verdict that AWS gives."""

    topic: str
    name: str
    source: str
    """A page of `pages.yaml`, `peers agree` or `undecided`."""
    request: Mapping[str, Any]
    decision: str
    layer: str | None = None
    blocked_by: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None
    remarks: tuple[str, ...] = field(default=())
    absent_remarks: tuple[str, ...] = field(default=())
    """Remarks that the verdict must not have."""
    message_end: str = ""
    """The end of AWS's access denied message."""


@dataclass(frozen=True)
class Page:
    """A page that cases cite."""

    address: str
    read: date | None
    """The day on which it was read for the cases; None if they cite it from memory."""
    copy: int | None
    """The year of the copy that was read, or the earliest that its text allows."""


@cache
def pages() -> Mapping[str, Page]:
    """Return every page by the name that cases cite."""
    return {name: Page(**entry) for name, entry in _load(FOLDER / "pages.yaml").items()}


@cache
def cases() -> tuple[Case, ...]:
    """Return all cases, ordered by topic."""
    fixtures = _load(FOLDER / "fixtures.yaml")
    return tuple(case for path in sorted(FOLDER.glob("*/*.yaml")) for case in _read(path, fixtures))


def _read(path: Path, fixtures: Mapping[str, Any]) -> Iterator[Case]:
    file = _load(path)
    known = {**fixtures, **file.get("fixtures", {})}
    for entry in file["cases"]:
        request = {**file.get("request", {}), **entry.get("request", {})}
        decision, _, layer = entry["expect"].partition(" ")
        yield Case(
            topic=path.parent.name,
            name=entry["name"],
            source=entry.get("source") or file["source"],
            request=_with_documents({key: _filled(value, known) for key, value in request.items()}),
            decision=decision,
            layer=layer or None,
            blocked_by=_optional(entry, "blocked_by"),
            missing=_optional(entry, "missing"),
            remarks=tuple(entry.get("remarks", ())),
            absent_remarks=tuple(entry.get("absent_remarks", ())),
            message_end=_filled(entry.get("message_end", ""), known),
        )


def _load(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


def _optional(entry: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    return tuple(entry[name]) if name in entry else None


def _filled(value: Any, fixtures: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        whole = _NAME.fullmatch(value)
        if whole:
            return _filled(fixtures[whole[1]], fixtures)
        return _NAME.sub(lambda found: fixtures[found[1]], value)
    if isinstance(value, list):
        return [_filled(item, fixtures) for item in value]
    if isinstance(value, dict):
        return {_filled(key, fixtures): _filled(item, fixtures) for key, item in value.items()}
    return value


def _with_documents(request: dict[str, Any]) -> dict[str, Any]:
    trust = request["action"].startswith("sts:") and request["action"] != "sts:GetCallerIdentity"
    for name, depth in _DOCUMENTS.items():
        if request.get(name):
            request[name] = _documents(request[name], depth, bare=trust and name == "resource_policy")
    return request


def _documents(value: Any, depth: int, *, bare: bool) -> Any:
    if depth:
        return [_documents(item, depth - 1, bare=bare) for item in value]
    if isinstance(value, list):
        return {"Version": "2012-10-17", "Statement": [_statement(item, bare=bare) for item in value]}
    return value


def _statement(given: Any, *, bare: bool) -> Any:
    short: dict[str, Any] = dict([given.split()]) if isinstance(given, str) else given
    effect = next((name for name in ("Allow", "Deny") if name in short), None)
    if effect is None:
        return short
    action = {} if "NotAction" in short else {"Action": short[effect]}
    resource = {} if bare or "NotResource" in short else {"Resource": "*"}
    rest = {key: value for key, value in short.items() if key != effect}
    return {"Effect": effect, **action, **resource, **rest}
