"""Two worlds side by side: which actions turn for a caller, and which request shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sandbox.access.action_sets import Actions, split
from sandbox.access.applicable_policies import LocatedStatement, Targets, surroundings, targets
from sandbox.access.attribution import Cause, causes
from sandbox.access.paired_query import AccessChange, PairedQuery
from sandbox.access.probes import Context, Probes
from sandbox.access.statement_text import Text, Wording
from sandbox.iam.decision import Verdict
from sandbox.iam.evaluation_trace import explain
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.statement import Statement

type Masked = tuple[int, Statement]
"""A statement behind the actions that it speaks of."""

_DOOR = "aws:sourcevpce"
_DECISIVE = {AccessChange.GAINS, AccessChange.LOSES}


@dataclass(frozen=True, slots=True)
class Difference:
    """One caller, the actions that turn alike, and a request that shows it."""

    turn: AccessChange
    principal: str | None
    actions: tuple[str, ...]
    resource: str
    context: Context
    before: Verdict
    after: Verdict
    causes: tuple[Cause, ...]


class Comparison:
    """Two worlds, and what is the same in them for every caller."""

    def __init__(self, actions: Actions, old: Evaluator, new: Evaluator) -> None:
        self.actions = actions
        self.kinds = actions.kinds()
        self.old, self.new = old, new
        self.wording = Wording()
        self.was, self.now = targets(old), targets(new)
        self.gone, self.come = self._apart(self._elsewhere(self.was), self._elsewhere(self.now))
        """Statements around resources and endpoints that stand in one of the two worlds alone."""
        self.doors = tuple(self._doors())
        self._theirs: dict[str, list[Masked]] = {}

    def of(self, principal: str | None) -> Iterator[Difference]:
        """What becomes of one caller's reach."""
        was, now = surroundings(self.old, principal, self.was), surroundings(self.new, principal, self.now)
        gone, come = self._apart(self._read(None, was.own), self._read(None, now.own))
        changed = self.masked((*gone, *self.gone, *come, *self.come))
        if changed:
            around, own = self.masked((*was, *now)), self.masked((*was.own, *now.own))
            yield from _Caller(self, principal, Probes(now.request), around, own, changed).differences()

    def masked(self, listed: Iterable[LocatedStatement]) -> list[Masked]:
        """Statements with the actions that they speak of."""
        return [(self.actions.mask(statement), statement) for *_, statement in listed]

    def theirs(self, resource: str) -> list[Masked]:
        """The statements around a resource, of both worlds."""
        found = self._theirs.get(resource)
        if found is None:
            placed = (*self.was.theirs.get(resource, ()), *self.now.theirs.get(resource, ()))
            found = self._theirs[resource] = self.masked(placed)
        return found

    def _elsewhere(self, there: Targets) -> dict[Text, LocatedStatement]:
        found: dict[Text, LocatedStatement] = {}
        for name, listed in (*there.theirs.items(), *there.doors.items()):
            found.update(self._read(name, listed))
        return found

    def _read(self, name: str | None, listed: Iterable[LocatedStatement]) -> dict[Text, LocatedStatement]:
        """Statements by their texts, told apart by what they stand around."""
        return {(name, *self.wording.of(placed)): placed for placed in listed}

    def _apart(
        self, old: dict[Text, LocatedStatement], new: dict[Text, LocatedStatement]
    ) -> tuple[list[LocatedStatement], list[LocatedStatement]]:
        return (
            [placed for text, placed in old.items() if text not in new],
            [placed for text, placed in new.items() if text not in old],
        )

    def _doors(self) -> Iterable[str]:
        """VPC endpoints whose policies changed; of those that read alike, one."""
        found: dict[tuple[tuple[Text, ...], ...], str] = {}
        for name in dict.fromkeys((*self.was.doors, *self.now.doors)):
            old, new = (tuple(map(self.wording.of, side.doors.get(name, ()))) for side in (self.was, self.now))
            if old != new:
                found.setdefault((old, new), name)
        return found.values()


@dataclass(frozen=True)
class _Caller:
    """One caller who meets statements that changed."""

    both: Comparison
    principal: str | None
    probes: Probes
    around: list[Masked]
    own: list[Masked]
    changed: list[Masked]

    def differences(self) -> Iterator[Difference]:
        """Action by action; those that no statement tells apart are asked about together."""
        actions = self.both.actions
        touched = 0
        for mask, _ in self.changed:
            touched |= mask
        masks = [mask for mask, _ in (*self.around, *self.changed)]
        services = [actions.service(service) for service in {**self.both.was.of, **self.both.now.of}]
        for group in split((kind & touched for kind in self.both.kinds), (*masks, *services)):
            yield from self._of_group(group)

    def _of_group(self, group: int) -> Iterator[Difference]:
        """What is gained and what is lost; where neither is, how it is refused otherwise."""
        shown: dict[AccessChange, tuple[str, Context]] = {}
        for turn, resource, context in self._turns(group):
            shown.setdefault(turn, (resource, context))
            if shown.keys() >= _DECISIVE:
                break
        for turn in [turn for turn in shown if turn in _DECISIVE] or shown:
            yield self._difference(turn, group, *shown[turn])

    def _turns(self, group: int) -> Iterator[tuple[AccessChange, str, Context]]:
        action = self.both.actions.first(group)
        speaking = _speaking((*self.changed, *self.own), group)
        for resource in dict.fromkeys((*self.probes.resources(speaking), *self._targets(action))):
            asked: dict[str | None, PairedQuery] = {}
            for context in self._contexts((*speaking, *_speaking(self.both.theirs(resource), group))):
                door = context.get(_DOOR)
                if door not in asked:
                    asked[door] = self._asked(action, resource, door)
                turn = asked[door].turn(context)
                if turn:
                    yield turn, resource, context

    def _targets(self, action: str) -> tuple[str, ...]:
        service = action.partition(":")[0]
        return (*self.both.was.of.get(service, ()), *self.both.now.of.get(service, ()))

    def _contexts(self, statements: tuple[Statement, ...]) -> Iterator[Context]:
        """What the statements suggest; and the same by way of the VPC endpoints that changed."""
        plain = self.probes.contexts(statements)
        yield from plain
        for door in self.both.doors:
            yield from ({**context, _DOOR: door} for context in plain)

    def _asked(self, action: str, resource: str, door: str | None) -> PairedQuery:
        context = {} if door is None else {_DOOR: door}
        was = self.both.old.question(self.principal, action, resource, context)
        now = self.both.new.question(self.principal, action, resource, context)
        return PairedQuery.of(was, now, self.both.wording)

    def _difference(self, turn: AccessChange, group: int, resource: str, context: Context) -> Difference:
        action = self.both.actions.first(group)
        before = explain(*self.both.old.question(self.principal, action, resource, context))
        after = explain(*self.both.new.question(self.principal, action, resource, context))
        names = tuple(self.both.actions.spelled(group))
        told = causes(before, after, self.both.old.world, self.both.new.world)
        return Difference(turn, self.principal, names, resource, context, before.verdict, after.verdict, told)


def _speaking(listed: Iterable[Masked], group: int) -> tuple[Statement, ...]:
    return tuple(statement for mask, statement in listed if mask & group)
