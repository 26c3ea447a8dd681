"""Who can do what: every caller and every action, each with the plainest request that goes through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from sandbox.access.action_sets import Actions, split
from sandbox.access.applicable_policies import Surroundings, Targets, surroundings, targets
from sandbox.access.probes import Context, Probes
from sandbox.iam.decision import decide
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Snapshot


class Answer(Enum):
    """What a caller can do with an action."""

    YES = "yes"
    """A request with nothing special about it goes through."""
    IF = "if"
    """Only one that says more: a tag, a boundary, a second factor."""
    NO = "no"
    """None of those that the policies suggest."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer for all actions that the same statements speak of."""

    principal: str
    actions: int
    answer: Answer
    resource: str = "*"
    context: Context | None = None


@dataclass(frozen=True)
class Matrix:
    """All answers; `actions` spells the masks."""

    actions: Actions
    cells: tuple[Cell, ...]

    def of(self, principal: str) -> Iterator[Cell]:
        """The answers for one caller."""
        return (cell for cell in self.cells if cell.principal == principal)

    def answer(self, principal: str, action: str) -> Answer:
        """The answer for one caller and one action; raises ValueError for an action that is not in it."""
        bit = 1 << self.actions.names.index(action)
        return next(cell.answer for cell in self.of(principal) if cell.actions & bit)


def matrix(world: Snapshot, names: Iterable[str], principals: Iterable[str] | None = None) -> Matrix:
    """Ask for every caller of the world (or those given) about every action."""
    actions, evaluator = Actions(names), Evaluator(world)
    kinds = actions.kinds()
    wanted = sorted(world.callers) if principals is None else list(principals)
    there = targets(evaluator)
    return Matrix(actions, tuple(cell for name in wanted for cell in _row(evaluator, actions, kinds, there, name)))


def _row(
    evaluator: Evaluator, actions: Actions, kinds: Iterable[int], there: Targets, principal: str
) -> Iterator[Cell]:
    around = surroundings(evaluator, principal, there)
    masks = [actions.mask(statement) for *_, statement in around]
    services = [actions.service(service) for service in there.of]
    probes = Probes(around.request)
    for group in split(kinds, (*masks, *services)):
        yield _cell(evaluator, actions, around, probes, group)


def _cell(evaluator: Evaluator, actions: Actions, around: Surroundings, probes: Probes, group: int) -> Cell:
    principal, action = around.principal or "", actions.first(group)
    there = around.targets
    targets = there.of.get(action.partition(":")[0], ())
    own = [statement for *_, statement in around.own if actions.mask(statement) & group]
    found: Cell | None = None
    for resource in dict.fromkeys((*probes.resources(own), *targets)):
        theirs = [statement for *_, statement in there.theirs.get(resource, ()) if actions.mask(statement) & group]
        for context in probes.contexts((*own, *theirs)):
            if decide(*evaluator.question(around.principal, action, resource, context)).allowed:
                if not context:
                    return Cell(principal, group, Answer.YES, resource, context)
                found = found or Cell(principal, group, Answer.IF, resource, context)
                break
    return found or Cell(principal, group, Answer.NO)
