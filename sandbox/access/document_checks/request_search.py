"""The search for a request that a statement grants: over classes of actions, resources, principals and key values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sandbox.access.document_checks.clauses import Clause, Literals, clauses, fails, holds, resource_patterns
from sandbox.access.document_checks.pattern_classes import pattern_classes
from sandbox.access.document_checks.principal_classes import NO_PRINCIPAL
from sandbox.access.key_values import Value, key_domain, with_values
from sandbox.access.search_tree import SearchLimit
from sandbox.iam.conditions import Condition
from sandbox.iam.glob import Pattern, matcher
from sandbox.iam.principal import Principal
from sandbox.iam.request import Request
from sandbox.iam.statement import Statement

type Accepts = Callable[[str, str], bool]
"""Whether a request can have a value of a key."""

_STEPS = 20_000
"""Choices that the search for one statement makes; documents that people write need some hundreds."""
_FIXED_BY_PRINCIPAL = frozenset(("aws:principalaccount", "aws:principalisawsservice", "aws:principalservicename"))
"""Keys that follow from a principal that a document names; others of its keys are taken as independent of it."""


@dataclass(frozen=True)
class Against:
    """What must not grant the request: the statements of the same document that deny it, and another document."""

    denies: Sequence[Statement] = ()
    other_allows: Sequence[Statement] = ()
    other_denies: Sequence[Statement] = ()


@dataclass
class RequestSearch:
    """The search, for the statements of one or two documents.

    Args:
        statements: All statements that are compared.
        principals: The principals of requests.
        accepts: The values of condition keys of requests; by default any.
        actions: Patterns, in lower case, of which an action fits one; any action for none.
        resources: Patterns of which a resource fits one; any resource for none.

    """

    statements: Sequence[Statement]
    principals: Sequence[Principal]
    accepts: Accepts = lambda _key, _value: True
    actions: Sequence[Pattern] = ()
    resources: Sequence[Pattern] = ()
    _decided: dict[tuple[object, ...], bool] = field(default_factory=dict, init=False)
    _domains: dict[tuple[object, ...], tuple[tuple[bool, ...], ...]] = field(default_factory=dict, init=False)
    _steps: int = field(default=0, init=False)

    def grants(self, statement: Statement, against: Against) -> bool:
        """Return whether some request is granted by a statement, and by nothing that is against it.

        Raises:
            SearchLimit: The statements distinguish more requests than are searched.

        """
        self._steps = 0
        return any(
            self._some_values(statement, against, principal, action, resource)
            for principal in self.principals
            if _names(statement, principal)
            for action in self._action_names
            if statement.covers_action(action)
            for resource in self._resource_names
        )

    @cached_property
    def _action_names(self) -> tuple[str, ...]:
        patterns = [pattern for statement in self.statements for pattern in statement.actions]
        return self._classes(patterns, self.actions)

    @cached_property
    def _resource_names(self) -> tuple[str, ...]:
        return self._classes(list(resource_patterns(self.statements)), self.resources)

    @staticmethod
    def _classes(patterns: list[Pattern], wanted: Sequence[Pattern]) -> tuple[str, ...]:
        found = pattern_classes((*patterns, *wanted))
        if not found.complete:
            raise SearchLimit
        fits = matcher(wanted) if wanted else lambda _: True
        return tuple(text for text in found.texts if fits(text))

    def _some_values(
        self, statement: Statement, against: Against, principal: Principal, action: str, resource: str
    ) -> bool:
        literals = Literals()

        def matching(statements: Iterable[Statement]) -> tuple[Clause, ...]:
            covering = (s for s in statements if s.covers_action(action) and _names(s, principal))
            return tuple(dict.fromkeys(clause for s in covering for clause in clauses(s, resource, literals)))

        own = matching((statement,))
        if not own:
            return False
        denies = matching(against.denies)
        allows, other_denies = matching(against.other_allows), matching(against.other_denies)
        if () in denies or (() in allows and not other_denies):
            return False
        tree = _Tree(self, principal, literals, denies, allows, other_denies)
        return any(tree.walk(clause) for clause in own)

    def step(self) -> None:
        """Count a choice."""
        self._steps += 1
        if self._steps > _STEPS:
            raise SearchLimit

    def truths(self, principal: Principal, key: str, conditions: dict[int, Condition]) -> tuple[tuple[bool, ...], ...]:
        """Return every combination of truths that the conditions on a key can have together."""
        fixed = key in _FIXED_BY_PRINCIPAL and principal != NO_PRINCIPAL
        known = (key, principal, tuple((c.operator, c.wanted) for c in conditions.values()))
        found = self._domains.get(known)
        if found is None:
            found = self._domains[known] = tuple(dict.fromkeys(self._truths(principal, key, conditions, fixed=fixed)))
        return found

    def _truths(
        self, principal: Principal, key: str, conditions: dict[int, Condition], *, fixed: bool
    ) -> Iterator[tuple[bool, ...]]:
        request = Request(principal, "access:check", "*")
        if fixed:
            values: Iterable[Value] = (None,)
        else:
            domain = key_domain(key, list(conditions.values()), request, accepts=lambda value: self.accepts(key, value))
            if not domain.complete:
                raise SearchLimit
            values = domain.values
        for value in values:
            changed = with_values(request, {key: value})
            yield tuple(bool(c.holds and c.holds(changed)) for c in conditions.values())


@dataclass
class _Tree:
    """The choices of key values for one principal, action and resource."""

    search: RequestSearch
    principal: Principal
    literals: Literals
    denies: Sequence[Clause]
    other_allows: Sequence[Clause]
    other_denies: Sequence[Clause]

    def walk(self, own: Clause) -> bool:
        """Return whether some choice grants the request by a clause of the statement."""
        groups: list[tuple[tuple[int, ...], tuple[tuple[bool, ...], ...]]] = []
        for key, conditions in self.literals.by_key.items():
            groups.append((tuple(conditions), self.search.truths(self.principal, key, conditions)))
        groups += [((index,), ((True,), (False,))) for index in sorted(self.literals.free)]
        first = {index for index, _ in own}
        groups.sort(key=lambda group: not first & set(group[0]))
        return self._below(own, groups, 0, {})

    def _below(
        self,
        own: Clause,
        groups: Sequence[tuple[tuple[int, ...], tuple[tuple[bool, ...], ...]]],
        place: int,
        known: dict[int, bool],
    ) -> bool:
        if fails(own, known) or any(holds(clause, known) for clause in self.denies):
            return False
        denied_otherwise = any(holds(clause, known) for clause in self.other_denies)
        granted_otherwise = any(holds(clause, known) for clause in self.other_allows)
        if granted_otherwise and all(fails(clause, known) for clause in self.other_denies):
            return False
        if place == len(groups):
            return denied_otherwise or not granted_otherwise
        indices, truths = groups[place]
        for chosen in truths:
            self.search.step()
            if self._below(own, groups, place + 1, {**known, **dict(zip(indices, chosen, strict=True))}):
                return True
        return False


def _names(statement: Statement, principal: Principal) -> bool:
    """Return whether the statement is about a principal; one of an identity-based policy is about any."""
    return bool(statement.grade(Request(principal, "access:check", "*"), bounded=False))
