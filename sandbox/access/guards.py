"""A guard is a policy, or one statement of it, that refuses by itself, whatever the others say.

A Deny refuses by speaking of a request; an Allow that is named refuses by not granting it.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sandbox.access.errors import near, unknown
from sandbox.iam import EvaluationTrace, Layers, Origin, Policy, Request, Snapshot
from sandbox.iam.policy_set import PolicySet

_MISSPELT = 0.9
"""Likeness from which a name that nothing has is taken for a slip of the pen; two statements of one policy that are
called so much alike would be one too, and the failure of the one would be told as an error."""

_SHOWN = 8
"""Names of those that are there instead."""


@dataclass(frozen=True)
class Guard:
    """The policy of that name; with a Sid, that statement of it."""

    policy: str
    sid: str | None = None

    def __str__(self) -> str:
        return f"{self.policy}/{self.sid}" if self.sid else self.policy


def guard(world: Snapshot, text: str) -> Guard:
    """The guard of `policy` or `policy/Sid`; refuses a name that is misspelt, with those it comes near to.

    A name that comes near to none is taken for a guard that is gone: the sentence that names it is then not true.
    """
    known = _sids(world)
    policy, slash, sid = text.rpartition("/")
    if text in known or not slash:
        if text not in known and (holders := [f"{name}/{text}" for name, sids in known.items() if text in sids]):
            unknown("policy", text, holders)
        _spelled("policy", text, known)
        return Guard(text)
    _spelled("policy", policy, known)
    _spelled("statement", sid, known.get(policy, ()), f"{policy}/")
    return Guard(policy, sid)


def silent_guards(request: Request, layers: Layers, guards: tuple[Guard, ...]) -> Iterator[Guard]:
    """Those of the guards that do not refuse the request; only their own statements are looked at."""
    yield from (guard for guard in guards if not _refuses(request, layers, guard))


def silence(world: Snapshot, ledger: EvaluationTrace, silent: Guard) -> str:
    """Why a guard does not refuse: it is gone, it does not bear on the request, or it does not fit."""
    bearing = bearing_policies(ledger, silent)
    if not bearing:
        if silent.policy in world.spare:
            return f"the policy {silent.policy} is attached to nothing"
        if any(policy.name == silent.policy for policy in policies(world)):
            return f"{silent} does not bear on it: {silent.policy} is attached elsewhere"
        alike = near(silent.policy, _sids(world))
        return f"the policy {silent.policy} is gone{f'; near to it: {_listed(alike)}' if alike else ''}"
    if silent.sid and not any(silent.sid in sids_of(policy) for policy in bearing):
        others = tuple(dict.fromkeys(sid for policy in bearing for sid in sids_of(policy)))
        left = f"it holds {_listed(others)}" if others else "it holds none with a Sid"
        return f"the statement {silent.sid} is gone from policy {silent.policy}; {left}"
    granting = [e for e in ledger.entries if e.matched and not e.statement.deny and e.policy in bearing]
    if any(entry.statement.sid == silent.sid for entry in granting):
        return f"{silent} grants it"
    return f"{silent} does not refuse it"


def line_of(ledger: EvaluationTrace, silent: Guard) -> Origin | None:
    """The statement's own line, or the policy's where the statement is gone; None where the policy is gone too."""
    bearing = bearing_policies(ledger, silent)
    for policy in bearing:
        for place, sid in enumerate(_places(policy)):
            if silent.sid and sid == silent.sid:
                return policy.where(place)
    return next((policy.origin for policy in bearing if policy.origin), None)


def bearing_policies(ledger: EvaluationTrace, wanted: Guard) -> list[Policy]:
    """The policies of the guard's name that bear on a request."""
    return [
        policy
        for found in _sets(ledger.request, ledger.layers)
        for policy in found.policies
        if policy.name == wanted.policy
    ]


def sids_of(policy: Policy) -> tuple[str, ...]:
    """The Sids of its statements."""
    return tuple(sid for sid in _places(policy) if sid)


def policies(world: Snapshot) -> Iterator[Policy]:
    """Every policy of the world, some more than once."""
    for node in world.nodes.values():
        yield from (*node.scps, *node.rcps)
    for caller in world.callers.values():
        yield from caller.identity
        yield from filter(None, (caller.boundary, caller.trust))
    yield from (resource.policy for resource in world.resources.values() if resource.policy)
    yield from world.endpoints.values()


def _refuses(request: Request, layers: Layers, guard: Guard) -> bool:
    bounded, withheld = bool(layers.boundaries), False
    for found in _sets(request, layers):
        for statement in found.statements:
            if found.policies[statement.policy].name != guard.policy or guard.sid not in (None, statement.sid):
                continue
            covers = any(spoken is statement for spoken in found.covering(request.action))
            speaks = covers and bool(statement.grade(request, bounded=bounded)) and statement.holds(request)
            if statement.deny and speaks and not statement.problems:
                return True
            if guard.sid and not statement.deny:
                withheld = not speaks
    return withheld


def _sets(request: Request, layers: Layers) -> Iterator[PolicySet]:
    single = (layers.endpoint, layers.resource, layers.identity, layers.session)
    yield from (*layers.rcps_for(request), *layers.scps_for(request), *layers.boundaries, *filter(None, single))


def _places(policy: Policy) -> Iterator[str | None]:
    document = policy.document if isinstance(policy.document, Mapping) else {}
    listed = document.get("Statement")
    for raw in listed if isinstance(listed, list) else [listed]:
        sid = raw.get("Sid") if isinstance(raw, Mapping) else None
        yield sid if isinstance(sid, str) else None


def _spelled(kind: str, name: str, known: Collection[str], within: str = "") -> None:
    """Refuse a slip of the pen; `within` is what all of them begin with, which makes none like another."""
    if name not in known and any(_alike(name, other) for other in known):
        unknown(kind, f"{within}{name}", (f"{within}{other}" for other in known))


def _alike(name: str, other: str) -> bool:
    numbers = ["".join(filter(str.isdigit, text)) for text in (name, other)]
    ratio = difflib.SequenceMatcher(None, name.lower(), other.lower()).ratio()
    return numbers[0] == numbers[1] and ratio >= _MISSPELT


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:_SHOWN])}{f' and {len(names) - _SHOWN} more' if len(names) > _SHOWN else ''}"


_KNOWN: dict[int, tuple[Snapshot, Mapping[str, frozenset[str]]]] = {}
"""A world's policies and their Sids by its id; the world is kept beside them so that no other takes its id."""


def _sids(world: Snapshot) -> Mapping[str, frozenset[str]]:
    if id(world) not in _KNOWN:
        found: dict[str, frozenset[str]] = dict.fromkeys(world.spare, frozenset())
        for policy in policies(world):
            found[policy.name] = found.get(policy.name, frozenset()) | set(sids_of(policy))
        _KNOWN.clear()
        _KNOWN[id(world)] = (world, found)
    return _KNOWN[id(world)][1]
