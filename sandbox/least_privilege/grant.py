"""Grants: the actions that recorded requests need on one set of resources, and the statements of a policy from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from sandbox.least_privilege.recording import RecordedRequest
from sandbox.least_privilege.resource_pattern import without_covered

type Condition = tuple[str, tuple[str, ...]] | None
"""A key and its values."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Actions of one service that are needed on the same resources under the same condition."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    condition: Condition = None

    def statement(self, sid: str) -> dict[str, object]:
        """Return the statement; an element of one text is that text."""
        found: dict[str, object] = {
            "Sid": sid,
            "Effect": "Allow",
            "Action": _one_or_all(self.actions),
            "Resource": _one_or_all(self.resources),
        }
        if self.condition is not None:
            key, values = self.condition
            found["Condition"] = {"StringEquals": {key: _one_or_all(values)}}
        return found


def grants(requests: Iterable[RecordedRequest], pattern: Callable[[str], str]) -> tuple[Grant, ...]:
    """Return the grants that allow the requests and nothing else, sorted; one for each set of resources of a service.

    Args:
        requests: The requests.
        pattern: Makes the pattern of a resource.

    """
    conditions: dict[tuple[str, str], set[tuple[str, str] | None]] = defaultdict(set)
    for request in requests:
        conditions[request.action, pattern(request.resource)].add(request.condition)
    resources: dict[tuple[str, Condition], set[str]] = defaultdict(set)
    for (action, resource), tested in conditions.items():
        resources[action, _common(tested)].add(resource)
    actions: dict[tuple[str, tuple[str, ...], Condition], set[str]] = defaultdict(set)
    for (action, condition), patterns in resources.items():
        actions[action.partition(":")[0], without_covered(patterns), condition].add(action)
    found = (Grant(tuple(sorted(names)), patterns, condition) for (_, patterns, condition), names in actions.items())
    return tuple(sorted(found, key=lambda grant: (grant.actions, grant.resources, grant.condition or ("", ()))))


def sids() -> Callable[[Grant], str]:
    """Return a function that names statements: by the service and the first action, numbered where that repeats."""
    used: dict[str, Iterator[int]] = defaultdict(lambda: count(1))

    def sid(grant: Grant) -> str:
        service, _, action = grant.actions[0].partition(":")
        name = "".join(part[:1].upper() + part[1:] for part in service.split("-")) + "".join(
            filter(str.isalnum, action)
        )
        number = next(used[name])
        return name if number == 1 else f"{name}{number}"

    return sid


def _common(tested: set[tuple[str, str] | None]) -> Condition:
    """Return the condition under which all of these requests are allowed; None where one of them has no key."""
    known = [one for one in tested if one is not None]
    if len(known) < len(tested):
        return None
    return known[0][0], tuple(sorted(value for _, value in known))


def _one_or_all(texts: tuple[str, ...]) -> str | list[str]:
    return texts[0] if len(texts) == 1 else list(texts)
