"""The access matrix: for every principal and action, whether a request is allowed, and the simplest one that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from sandbox.access.action_sets import Actions, split
from sandbox.access.applicable_policies import ApplicablePolicies, Targets, applicable_policies, targets
from sandbox.access.probes import Context, Probes
from sandbox.iam.decision import decide
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Snapshot


class Answer(Enum):
    """Whether a principal can use an action."""

    YES = "yes"
    """A request without condition keys is allowed."""
    IF = "if"
    """Only a request with certain condition keys is allowed: a tag, a boundary, MFA."""
    NO = "no"
    """No request that the policies suggest is allowed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer for all actions that the same statements cover."""

    principal: str
    """ARN; a role's requests are evaluated for a session of it."""
    actions: int
    """Mask of the actions, see `Matrix.actions`."""
    answer: Answer
    resource: str = "*"
    """The resource of the request that is allowed."""
    context: Context | None = None
    """Its condition keys; None where no request is allowed."""


@dataclass(frozen=True)
class Matrix:
    """All answers."""

    actions: Actions
    cells: tuple[Cell, ...]

    @property
    def principals(self) -> tuple[str, ...]:
        """The principals, in the order in which they were given."""
        return tuple(dict.fromkeys(cell.principal for cell in self.cells))

    def of(self, principal: str) -> Iterator[Cell]:
        """Yield the answers for one principal."""
        return (cell for cell in self.cells if cell.principal == principal)

    def answer(self, principal: str, action: str) -> Answer:
        """Return the answer for one principal and one action.

        Args:
            principal: Its ARN, as in `principals`.
            action: An action of `actions`, as AWS spells it.

        Raises:
            ValueError: The matrix lacks the action.

        """
        bit = 1 << self.actions.names.index(action)
        return next(cell.answer for cell in self.of(principal) if cell.actions & bit)


def matrix(
    snapshot: Snapshot,
    actions: Iterable[str],
    principals: Iterable[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Matrix:
    """Return the access matrix of a snapshot.

    Args:
        snapshot: The snapshot to analyse.
        actions: Names of the actions.
        principals: ARNs; without them every role and user of the snapshot.
        progress: Called with the number of principals that are done and that there are, after each one.

    Returns:
        An answer for every principal and action.

    Raises:
        UnknownPrincipal: One of `principals` is none.

    Example:
        >>> matrix(snapshot, ["s3:GetObject"]).answer("arn:aws:iam::111111111111:role/reader", "s3:GetObject")
        <Answer.YES: 'yes'>

    """
    analysed, evaluator = Actions(actions), Evaluator(snapshot)
    kinds = analysed.kinds()
    wanted = sorted(snapshot.callers) if principals is None else list(principals)
    reachable = targets(evaluator)
    cells: list[Cell] = []
    for done, principal in enumerate(wanted, 1):
        cells += _row(evaluator, analysed, kinds, applicable_policies(evaluator, principal, reachable))
        if progress:
            progress(done, len(wanted))
    return Matrix(analysed, tuple(cells))


def _row(
    evaluator: Evaluator, actions: Actions, kinds: Iterable[int], applicable: ApplicablePolicies
) -> Iterator[Cell]:
    masks = [actions.mask(statement) for *_, statement in applicable]
    services = [actions.service(service) for service in applicable.targets.resources]
    probes = Probes(applicable.request)
    for group in split(kinds, (*masks, *services)):
        yield _cell(evaluator, actions, applicable, probes, group)


def _cell(evaluator: Evaluator, actions: Actions, applicable: ApplicablePolicies, probes: Probes, group: int) -> Cell:
    principal, action = applicable.principal or "", actions.first(group)
    reachable: Targets = applicable.targets
    resources = reachable.resources.get(action.partition(":")[0], ())
    own = [statement for *_, statement in applicable.own if actions.mask(statement) & group]
    found: Cell | None = None
    for resource in dict.fromkeys((*probes.resources(own), *resources)):
        located = reachable.policies.get(resource, ())
        of_resource = [statement for *_, statement in located if actions.mask(statement) & group]
        for context in probes.contexts((*own, *of_resource)):
            if decide(*evaluator.request_and_layers(applicable.principal, action, resource, context)).allowed:
                if not context:
                    return Cell(principal, group, Answer.YES, resource, context)
                found = found or Cell(principal, group, Answer.IF, resource, context)
                break
    return found or Cell(principal, group, Answer.NO)
