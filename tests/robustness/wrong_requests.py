"""Wrong requests of an operation, generated from botocore's model: missing, malformed, foreign, stale, wrong state.

Pure: the same model, identifiers and seed give the same requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any, Literal

from botocore.model import ListShape, OperationModel, Shape, StructureShape

type Kind = Literal["missing", "malformed", "foreign", "stale", "wrong state"]
type Request = dict[str, Any]

DEPTH = 4
"""How deep requests are filled: AWS's models nest without end."""
LONG = "x" * 3000
STRINGS = ("", " ", "-1", "{", "null", "é☃", "0.0.0.0/99", "10.0.0.0/8", "::/0", "arn:aws:", "../..", "*", LONG)
NUMBERS = (-1, 0, 1, 65536, 2**31 - 1, 2**31, 2**63 - 1)
_IDENTIFIER = re.compile(r"(Id|Ids|ID|Arn|Arns|ARN|Name|Names|Number)$|^(resource|name)$", re.IGNORECASE)


@dataclass(frozen=True)
class Identifiers:
    """Identifiers of resources by the beginning of their text; the wrong ones differ by whose they are."""

    own: Sequence[str] = ()
    foreign: Sequence[str] = ()
    stale: Sequence[str] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    """Last letters of a member's name, in lower case -> the beginning of the identifiers that it takes."""

    def fitting(self, member: str, among: Sequence[str], random: Random) -> str | None:
        """Return one of the identifiers of the type that a member takes, or of any type."""
        lowered = member.lower().removesuffix("s")
        starts = [start for end, start in self.hints.items() if lowered.endswith(end)]
        fits = [each for each in among if starts and each.startswith(max(starts, key=len))]
        pool = fits or among
        return random.choice(pool) if pool else None


@dataclass(frozen=True)
class WrongRequest:
    """A request, and what is wrong with it."""

    kind: Kind
    operation: str
    request: Request

    def __str__(self) -> str:
        shown = repr(self.request)
        return f"{self.operation} {self.kind}: {shown if len(shown) <= 400 else shown[:400] + '...'}"


def wrong_requests(model: OperationModel, known: Identifiers, seed: int = 0) -> Iterator[WrongRequest]:
    """Yield the wrong requests of an operation; those without one required member first."""
    shape = model.input_shape
    if shape is None or not shape.members:
        return
    random = Random(f"{seed}/{model.name}")  # noqa: S311 - repeatable, not secret
    base = filled(shape, known, known.own, random)
    for name in shape.required_members:
        without = {key: value for key, value in base.items() if key != name}
        yield WrongRequest("missing", model.name, without)
    for path, member in members(shape):
        for value in malformed(member, random):
            yield WrongRequest("malformed", model.name, replaced(base, shape, path, value))
    everything = filled(shape, known, known.own, random, whole=True)
    yield WrongRequest("malformed", model.name, everything)
    for kind, pool in (("foreign", known.foreign), ("stale", known.stale), ("wrong state", known.own)):
        if pool and any(_IDENTIFIER.search(name) for name in shape.members):
            for whole in (False, True):
                given = filled(shape, known, pool, random, whole=whole, identifiers=True)
                yield WrongRequest(kind, model.name, given)  # type: ignore[arg-type]  # one of the kinds


def members(shape: StructureShape, depth: int = 2) -> Iterator[tuple[tuple[str, ...], Shape]]:
    """Yield the members of a structure, and those of structures and lists of structures in it."""
    for name, member in shape.members.items():
        yield (name,), member
        inner = member.member if isinstance(member, ListShape) else member
        if isinstance(inner, StructureShape) and depth > 1:
            yield from (((name, *path), found) for path, found in members(inner, depth - 1))


def replaced(base: Request, shape: Shape, path: tuple[str, ...], value: Any) -> Request:
    """Return a request with one value replaced, through lists, which get one item."""
    name, rest = path[0], path[1:]
    if not rest:
        return {**base, name: value}
    member = shape.members[name]
    inner = member.member if isinstance(member, ListShape) else member
    before = base.get(name)
    first = before[0] if isinstance(before, list) and before else before
    changed = replaced(first if isinstance(first, dict) else {}, inner, rest, value)
    return {**base, name: [changed] if isinstance(member, ListShape) else changed}


def malformed(shape: Shape, random: Random) -> list[Any]:
    """Return values that a member should not take, some of them by chance right."""
    found: dict[str, list[Any]] = {
        "structure": [{}],
        "map": [{}, {LONG: "x"}],
        "timestamp": [datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)],
        "blob": [b""],
    }
    kind = shape.type_name
    if kind == "string":
        return [*(["no such value"] if getattr(shape, "enum", None) else []), *random.sample(STRINGS, 3)]
    if kind in {"integer", "long", "float", "double"}:
        return random.sample(NUMBERS, 2)
    if isinstance(shape, ListShape):
        inner = malformed(shape.member, random)
        return [[], [random.choice(inner)] if inner else [], [{}] if shape.member.type_name == "structure" else [""]]
    return found.get(kind, [])


def filled(
    shape: StructureShape,
    known: Identifiers,
    pool: Sequence[str],
    random: Random,
    *,
    whole: bool = False,
    identifiers: bool = False,
    depth: int = DEPTH,
) -> Request:
    """Return a request with the required members: the `whole` one, or with every identifier too."""
    request = {}
    for name, member in shape.members.items():
        named = identifiers and _IDENTIFIER.search(name) is not None and not name.startswith("DryRun")
        in_path = member.serialization.get("location") == "uri"
        if whole or named or in_path or name in shape.required_members:
            request[name] = _value(name, member, known, pool, random, whole=whole, depth=depth)
    return {name: value for name, value in request.items() if name != "DryRun"}


def _container(
    name: str, shape: Shape, known: Identifiers, pool: Sequence[str], random: Random, *, whole: bool, depth: int
) -> Any:
    if isinstance(shape, StructureShape):
        return filled(shape, known, pool, random, whole=whole, depth=depth - 1) if depth else {}
    if isinstance(shape, ListShape):
        return [_value(name, shape.member, known, pool, random, whole=whole, depth=depth - 1)] if depth else []
    return {}


def _value(
    name: str, shape: Shape, known: Identifiers, pool: Sequence[str], random: Random, *, whole: bool, depth: int
) -> Any:
    kind = shape.type_name
    if kind in {"structure", "list", "map"}:
        return _container(name, shape, known, pool, random, whole=whole, depth=depth)
    if kind == "string":
        if shape.enum:
            return random.choice(shape.enum)
        found = known.fitting(name, pool, random) if _IDENTIFIER.search(name) else None
        return found or "x" * max(1, int(shape.metadata.get("min") or 1))
    if kind in {"integer", "long"}:
        return max(1, int(shape.metadata.get("min") or 1))
    simple: dict[str, Any] = {"boolean": random.random() < 0.5, "float": 1.0, "double": 1.0, "blob": b"x"}
    return simple.get(kind, datetime(2026, 1, 1, tzinfo=UTC))
