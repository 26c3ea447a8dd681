"""The access matrix: for every principal and action, whether a request is allowed, and the simplest one that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from sandbox.access.action_sets import Actions, split
from sandbox.access.applicable_policies import ApplicablePolicies, applicable_policies, targets
from sandbox.access.granting_resources import GrantingResources
from sandbox.access.probes import Context, Probes
from sandbox.iam.decision import decide
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.layers import Layer
from sandbox.iam.snapshot import Snapshot

_REGION = "aws:requestedregion"


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
        """Yield the answers for one principal.

        Args:
            principal: Its ARN, as in `principals`.

        """
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
    search = MatrixSearch(snapshot, actions)
    wanted = sorted(snapshot.callers) if principals is None else list(principals)
    cells: list[Cell] = []
    for done, principal in enumerate(wanted, 1):
        cells += search.row(principal)
        if progress:
            progress(done, len(wanted))
    return Matrix(search.actions, tuple(cells))


class MatrixSearch:
    """The search for the answers of one matrix, row by row, so that the caller can write each row and forget it.

    Args:
        snapshot: The snapshot to analyse.
        actions: Names of the actions.

    """

    def __init__(self, snapshot: Snapshot, actions: Iterable[str]) -> None:
        self.actions = Actions(actions)
        self._evaluator = Evaluator(snapshot)
        self._kinds = self.actions.kinds()
        self._targets = targets(self._evaluator)
        self._granting = GrantingResources(self._targets)

    def row(self, principal: str) -> Iterator[Cell]:
        """Yield the answers for one principal.

        Args:
            principal: Its ARN, as in `principals`.

        """
        applicable = applicable_policies(self._evaluator, principal, self._targets)
        caller = self._evaluator.caller(principal)
        granting = self._granting.of(applicable.request.principal, caller.arn if caller else None)
        named = [located for arns in granting.values() for arn in arns for located in self._targets.policies[arn]]
        masks = {self.actions.mask(statement) for *_, statement in (*applicable.own, *named)}
        masks.update(map(self.actions.service, granting))
        row = _Row(self._evaluator, self.actions, applicable, granting)
        for group in split(self._kinds, masks):
            yield row.cell(group)


class _Row:
    """The answers for one principal."""

    def __init__(
        self,
        evaluator: Evaluator,
        actions: Actions,
        applicable: ApplicablePolicies,
        granting: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._evaluator, self._actions = evaluator, actions
        self._principal, self._targets = applicable.principal or "", applicable.targets
        self._probes = Probes(applicable.request)
        self._own = [(actions.mask(statement), layer, statement) for layer, *_, statement in applicable.own]
        self._granting = granting
        self._limited = applicable.request.principal.has_policies

    def cell(self, group: int) -> Cell:
        """Return the answer for actions that the same statements cover."""
        action = self._actions.first(group)
        if self._allowed(action, "*", {}):
            return Cell(self._principal, group, Answer.YES, "*", {})
        granting = self._granting.get(action.partition(":")[0], ())
        own = [(layer, statement) for mask, layer, statement in self._own if mask & group]
        if self._limited and not granting and not any(layer is Layer.IDENTITY and not s.deny for layer, s in own):
            return Cell(self._principal, group, Answer.NO)
        statements = [statement for _, statement in own]
        found: Cell | None = None
        for resource in dict.fromkeys((*self._probes.resources(statements), *granting)):
            located = self._targets.policies.get(resource, ())
            of_resource = [statement for *_, statement in located if self._actions.mask(statement) & group]
            for context in self._probes.contexts_of(action, resource, (*statements, *of_resource)):
                if self._allowed(action, resource, context):
                    if not context:
                        return Cell(self._principal, group, Answer.YES, resource, context)
                    found = found or Cell(self._principal, group, Answer.IF, resource, context)
                    break
        if found is None:
            return Cell(self._principal, group, Answer.NO)
        return replace(found, context=self._smallest(action, found.resource, found.context or {}))

    def _smallest(self, action: str, resource: str, context: Context) -> Context:
        """Return the keys without which the request is denied; a Region is kept before other keys."""
        left = dict(context)
        for key in sorted(context, key=lambda key: key == _REGION):
            fewer = {other: value for other, value in left.items() if other != key}
            if self._allowed(action, resource, fewer):
                left = fewer
        return left

    def _allowed(self, action: str, resource: str, context: Context) -> bool:
        return decide(*self._evaluator.request_and_layers(self._principal, action, resource, context)).allowed
