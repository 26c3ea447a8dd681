"""Actions as AWS spells them, and what an action can be asked about in a world."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sandbox.access import external_account
from sandbox.access.errors import unknown
from sandbox.access.guards import policies
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam import Snapshot

_HOLE = re.compile(r"\$\{(\w+)\}")
_ANYTHING = "anything"


def spelled(action: str) -> tuple[str, ...]:
    """The actions of a name, or of a pattern with `*`; refuses what AWS does not have, with the nearest."""
    known = catalogue()
    service, colon, _ = action.partition(":")
    if not colon:
        unknown("action", action, known.names)
    if service.lower() not in known.raw:
        unknown("service", service, known.services)
    if "*" not in action and "?" not in action:
        found = known.action(action)
        return (found.name,) if found else unknown("action", action, _names(service))
    wanted = re.compile(re.escape(action).replace(r"\*", ".*").replace(r"\?", "."), re.IGNORECASE)
    fitting = tuple(name for name in _names(service) if wanted.fullmatch(name))
    return fitting or unknown("action", action, _names(service))


def places(world: Snapshot, account: str | None, action: str) -> tuple[str, ...]:
    """Resources to ask about where a sentence names none: one that is new, those there are, those policies name."""
    shapes = shapes_of(action)
    if not shapes:
        return ("*",)
    fresh = [_filled(shape, world, account) for shape in shapes]
    there = [arn for arn in _known_arns(world) if any(fits(shape, arn) for shape in shapes)]
    return tuple(dict.fromkeys((*fresh, *there)))


def new(world: Snapshot, account: str | None, action: str) -> str:
    """A resource of the account that the action can be about, and that is not there yet."""
    shapes = shapes_of(action)
    return _filled(shapes[0], world, account) if shapes else "*"


@lru_cache(maxsize=32768)
def shapes_of(action: str) -> tuple[str, ...]:
    """What ARNs of an action's resources look like."""
    known = catalogue().action(action)
    return _shapes(action.partition(":")[0], known.resources) if known else ()


def fits(shape: str, arn: str) -> bool:
    """Whether an ARN looks like that."""
    return _pattern(shape).fullmatch(arn) is not None


def _names(service: str) -> tuple[str, ...]:
    return tuple(action.name for action in catalogue().actions(service.lower()))


@lru_cache(maxsize=4096)
def _shapes(service: str, types: tuple[str, ...]) -> tuple[str, ...]:
    known = {kind.name: kind.arn for kind in catalogue().resource_types(service)}
    return tuple(known[name] for name in (text.rstrip("*") for text in types) if name in known)


def _filled(shape: str, world: Snapshot, account: str | None) -> str:
    owner = account or next(iter(world.accounts), "")
    known: Mapping[str, str] = {"Partition": "aws", "Region": world.home_region, "Account": owner}
    return _HOLE.sub(lambda hole: known.get(hole[1], _ANYTHING), shape)


@lru_cache(maxsize=4096)
def _pattern(shape: str) -> re.Pattern[str]:
    parts = _HOLE.split(shape)
    # A bucket's name has no slash, or every object would be one.
    holes = ["[^/]+" if name == "BucketName" else ".*" for name in parts[1::2]]
    return re.compile("".join(re.escape(text) + hole for text, hole in zip(parts[::2], [*holes, ""], strict=True)))


_ARNS: dict[int, tuple[Snapshot, tuple[str, ...]]] = {}
"""A world's ARNs by its id; the world is kept beside them so that no other takes its id."""


def _known_arns(world: Snapshot) -> tuple[str, ...]:
    if id(world) not in _ARNS:
        _ARNS.clear()
        _ARNS[id(world)] = (world, _gathered(world))
    return _ARNS[id(world)][1]


def _gathered(world: Snapshot) -> tuple[str, ...]:
    objects = [f"{arn}/{_ANYTHING}" for arn in world.resources if arn.startswith("arn:aws:s3:::")]
    named = [policy.arn for policy in policies(world) if policy.arn]
    ours = [arn for arn, caller in world.callers.items() if caller.account != external_account.ACCOUNT]
    return tuple(dict.fromkeys((*ours, *world.resources, *objects, *named, *_written(world))))


def _written(world: Snapshot) -> Iterator[str]:
    """ARNs that policies speak of, one for each pattern."""
    for policy in policies(world):
        document = policy.document if isinstance(policy.document, Mapping) else {}
        listed = document.get("Statement")
        for statement in listed if isinstance(listed, list) else [listed]:
            said = statement.get("Resource") if isinstance(statement, Mapping) else None
            for text in said if isinstance(said, list) else [said]:
                if isinstance(text, str) and text.startswith("arn:") and "${" not in text:
                    yield from _instances(text, world)


def _instances(text: str, world: Snapshot) -> Iterator[str]:
    parts = text.split(":", 5)
    accounts = tuple(world.accounts) if len(parts) > 4 and "*" in parts[4] else (None,)  # noqa: PLR2004 - account
    for account in accounts:
        filled = [*parts[:4], account, *parts[5:]] if account else parts
        yield ":".join(str(part).replace("*", _ANYTHING).replace("?", "x") for part in filled)
