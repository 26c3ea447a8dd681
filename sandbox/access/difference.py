"""What a change makes of who can do what: who gains, who loses, and where a layer fewer or more stands in the way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from sandbox.access import probes
from sandbox.access.actions import Actions, split
from sandbox.access.blame import Cause, causes
from sandbox.access.probes import Context
from sandbox.access.surroundings import Placed, Surroundings, surroundings
from sandbox.iam.decision import Verdict, decide
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.ledger import explain
from sandbox.iam.world import World

STRANGER = "999999999999"


class Turn(Enum):
    """What becomes of a caller's reach."""

    GAINS = "gains"
    LOSES = "loses"
    WEAKER = "weaker"
    """Refused still, by fewer layers."""
    STRONGER = "stronger"
    """Refused as before, by more layers."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One caller, the actions that turn alike, and a request that shows it."""

    turn: Turn
    principal: str | None
    actions: tuple[str, ...]
    resource: str
    context: Context
    before: Verdict
    after: Verdict
    causes: tuple[Cause, ...]


def differences(before: World, after: World, names: Iterable[str]) -> tuple[Difference, ...]:
    """Compare two worlds, caller by caller, over the actions that a changed statement speaks of."""
    return tuple(each_difference(before, after, names))


def each_difference(before: World, after: World, names: Iterable[str]) -> Iterator[Difference]:
    """The same one by one, for whoever stops early."""
    actions = Actions(names)
    kinds = actions.kinds()
    old, new = Evaluator(before), Evaluator(after)
    for principal in _principals(before, after):
        yield from _Comparison(actions, old, new, principal).differences(kinds)


def _principals(before: World, after: World) -> tuple[str | None, ...]:
    """Roles and users of either, their accounts' root users, AWS services that policies name, a stranger, nobody."""
    callers = sorted({*before.callers, *after.callers})
    roots = [f"arn:aws:iam::{account}:root" for account in sorted({*before.accounts, *after.accounts})]
    services = sorted({name for world in (before, after) for name in _services(world)})
    return (*callers, *roots, *services, f"arn:aws:iam::{STRANGER}:role/stranger", None)


def _services(world: World) -> Iterator[str]:
    policies = [*(caller.trust for caller in world.callers.values()), *(r.policy for r in world.resources.values())]
    for policy in policies:
        document = policy.document if policy else None
        statements = document.get("Statement") if isinstance(document, dict) else None
        for statement in statements if isinstance(statements, list) else ():
            named = statement.get("Principal") if isinstance(statement, dict) else None
            listed = named.get("Service", ()) if isinstance(named, dict) else ()
            yield from [listed] if isinstance(listed, str) else listed


@dataclass(frozen=True)
class _Comparison:
    actions: Actions
    old: Evaluator
    new: Evaluator
    principal: str | None

    def differences(self, kinds: tuple[int, ...]) -> Iterator[Difference]:
        was, now = surroundings(self.old, self.principal), surroundings(self.new, self.principal)
        changed = _changed(was, now)
        if not changed:
            return
        touched = 0
        for *_, statement in changed:
            touched |= self.actions.mask(statement)
        masks = [self.actions.mask(statement) for *_, statement in (*was, *now, *changed)]
        services = [self.actions.service(service) for service in {**was.targets, **now.targets}]
        for group in split((kind & touched for kind in kinds), (*masks, *services)):
            yield from self._of_group(group, was, now, changed)

    def _of_group(
        self, group: int, was: Surroundings, now: Surroundings, changed: tuple[Placed, ...]
    ) -> Iterator[Difference]:
        action = self.actions.first(group)
        service = action.partition(":")[0]
        speaking = [placed[-1] for placed in changed if self.actions.mask(placed[-1]) & group]
        own = [s for *_, s in (*was.own, *now.own) if self.actions.mask(s) & group]
        targets = (*was.targets.get(service, ()), *now.targets.get(service, ()))
        seen: set[Turn] = set()
        for resource in dict.fromkeys((*probes.resources((*speaking, *own), now.request), *targets)):
            theirs = [
                s for side in (was, now) for *_, s in side.theirs.get(resource, ()) if self.actions.mask(s) & group
            ]
            plain = probes.contexts((*speaking, *own, *theirs), now.request)
            for context in (*plain, *_through(_doors(was, now), plain)):
                turn = self._turn(action, resource, context)
                if turn and turn not in seen:
                    seen.add(turn)
                    yield self._difference(turn, group, action, resource, context)
            if seen & {Turn.GAINS, Turn.LOSES}:
                return

    def _turn(self, action: str, resource: str, context: Context) -> Turn | None:
        before = decide(*self.old.question(self.principal, action, resource, context))
        after = decide(*self.new.question(self.principal, action, resource, context))
        if before.allowed is not after.allowed:
            return Turn.GAINS if after.allowed else Turn.LOSES
        if before.blocked_by == after.blocked_by:
            return None
        return Turn.WEAKER if len(after.blocked_by) < len(before.blocked_by) else Turn.STRONGER

    def _difference(self, turn: Turn, group: int, action: str, resource: str, context: Context) -> Difference:
        before = explain(*self.old.question(self.principal, action, resource, context))
        after = explain(*self.new.question(self.principal, action, resource, context))
        names = tuple(self.actions.spelled(group))
        told = causes(before, after)
        return Difference(turn, self.principal, names, resource, context, before.verdict, after.verdict, told)


def _changed(was: Surroundings, now: Surroundings) -> tuple[Placed, ...]:
    """Statements that stand in one of the two alone."""
    old, new = _texts(was), _texts(now)
    return tuple(
        placed for texts, other in ((old, new), (new, old)) for text, placed in texts.items() if text not in other
    )


def _doors(was: Surroundings, now: Surroundings) -> tuple[str, ...]:
    """VPC endpoints whose policies changed; of those that read alike, one."""
    found: dict[tuple[object, ...], str] = {}
    for name in dict.fromkeys((*was.doors, *now.doors)):
        old, new = (tuple(_text(p)[-1] for p in side.doors.get(name, ())) for side in (was, now))
        if old != new:
            found.setdefault((old, new), name)
    return tuple(found.values())


def _through(doors: tuple[str, ...], contexts: Iterable[Context]) -> Iterator[Context]:
    """The same requests by way of VPC endpoints."""
    listed = tuple(contexts)
    return ({**context, "aws:sourcevpce": name} for name in doors for context in listed)


def _texts(around: Surroundings) -> dict[tuple[object, ...], Placed]:
    found: dict[tuple[object, ...], Placed] = {}
    for placed in around.own:
        found[(None, *_text(placed))] = placed
    for resource, listed in around.theirs.items():
        for placed in listed:
            found[(resource, *_text(placed))] = placed
    for door, listed in around.doors.items():
        for placed in listed:
            found[(door, *_text(placed))] = placed
    return found


def _text(placed: Placed) -> tuple[object, ...]:
    layer, level, policies, statement = placed
    policy = policies.policies[statement.policy]
    document = policy.document
    listed = document.get("Statement") if isinstance(document, dict) else document
    # One statement may stand without a list, and a broken document has none.
    several = isinstance(listed, list) and statement.index < len(listed)
    raw = listed[statement.index] if isinstance(listed, list) and several else listed
    return layer, level, policy.name, json.dumps(raw, sort_keys=True)
