"""The search for a request on which two snapshots decide differently, over all that their statements tell apart.

A depth-first search over the condition keys: a branch is left as soon as the statements whose conditions are settled
fix the answer of one snapshot, or no changed statement can match any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from sandbox.access.errors import AccessError
from sandbox.access.key_values import KeyDomain, Value, as_context, free_keys, key_domain, source_key, with_values
from sandbox.access.paired_query import AccessChange, PairedQuery, Resolved
from sandbox.access.probes import FIXED, REGION_KEY, Context
from sandbox.iam.actions import facts
from sandbox.iam.applicability import rcps_for, scps_for
from sandbox.iam.conditions import Condition
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.principal import PrincipalType
from sandbox.iam.request import Request
from sandbox.iam.requested_region import requested_region
from sandbox.iam.statement import Check, Statement

type _Clause = tuple[int, ...]
"""Indices of the checks that all hold where a statement matches.

A query fixes the VPC endpoint, as the endpoint's policy is one of its layers.
"""

VPC_ENDPOINT_KEY = "aws:sourcevpce"
_REQUEST_TAG, _TAG_KEYS = "aws:requesttag/", "aws:tagkeys"
_STEPS = 4000
"""Values that one search tries; the searches of an organization's real edits need some dozens."""


class SearchLimit(AccessError):
    """More combinations of values than a search tries."""

    def __init__(self) -> None:
        super().__init__("The conditions tell more requests apart than are searched.", "Compare fewer statements.")


class KeyDomains:
    """The domains of condition keys, computed once for each set of conditions on a key."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], KeyDomain] = {}

    def of(
        self, key: str, conditions: Sequence[Condition], request: Request, tags: frozenset[str] = frozenset()
    ) -> KeyDomain:
        """Return the domain of a key under conditions on it; arguments are those of `key_domain`."""
        distinct = {(condition.operator, condition.key, condition.wanted): condition for condition in conditions}
        variables = any(condition.templates for condition in conditions)
        resolved = (request.principal, request.resource) if variables else None
        known = (key, request.context.get(key), resolved, tags, frozenset(distinct))
        found = self._found.get(known)
        if found is None:
            found = self._found[known] = key_domain(key, list(distinct.values()), request, tags)
        return found


@dataclass(frozen=True, slots=True)
class _Check:
    """A condition, or a Resource element with policy variables, and the keys that it depends on."""

    holds: Check
    keys: frozenset[str]
    of_after: bool
    """Whether it is evaluated on the request in the second snapshot, where that is another one."""


@dataclass(frozen=True, slots=True)
class _Side:
    """What one snapshot's policies say to a request with a given resource: clauses are indices of checks."""

    denies: tuple[_Clause, ...]
    """No deny may hold, or the request is denied."""
    required: tuple[tuple[_Clause, ...], ...]
    """Of each of these groups of allows one must hold."""
    allows: tuple[_Clause, ...]
    """All allows."""


@dataclass
class ChangeSearch:
    """The search for one query.

    Args:
        query: Principal, action, resource and VPC endpoint in both snapshots.
        domains: The domains of condition keys for the principal.

    """

    query: PairedQuery
    domains: KeyDomains
    _checks: dict[tuple[object, ...], tuple[int, _Check]] = field(default_factory=dict)
    _clauses: dict[tuple[int, bool], _Clause | None] = field(default_factory=dict)
    _conditions: dict[str, list[Condition]] = field(default_factory=dict)

    def causes(self, goal: AccessChange) -> tuple[Statement | None, ...]:
        """Return the statements of which one must match where access changes so; None where more differs."""
        changed = self.query.changed
        if changed is None:
            return (None,)
        gone, added = (changed.gone, changed.added) if goal is AccessChange.GAINS else (changed.added, changed.gone)
        # A service may evaluate its resource's policy as a whole, and so turn an allow against the request.
        whole = facts(self._request.action).service is not None
        return (
            *(s for s in gone if s.deny or s.problems or whole),
            *(s for s in added if not s.deny or s.problems or whole),
        )

    def find(self, goal: AccessChange, cause: Statement | None) -> Context | None:
        """Return a context in which access changes so and a statement matches; None where there is none.

        Args:
            goal: The change, a gain or a loss.
            cause: One of `causes`.

        Raises:
            SearchLimit: There are more combinations than are tried.

        """
        clause = self._clause(cause, of_after=False) if cause is not None else ()
        if clause is None:
            return None
        differ = self.query.before[0] != self.query.after[0]
        before, after = self._side(self.query.before), self._side(self.query.after, of_after=differ)
        allowing, denying = (after, before) if goal is AccessChange.GAINS else (before, after)
        checks = [check for _, check in self._checks.values()]
        order = self._order(clause, checks)
        domains = {key: self._domain(key) for key in order}
        relevant = (clause, *allowing.denies, *allowing.allows, *denying.denies, *denying.allows)
        tree = _Tree(self.query, goal, allowing, clause, relevant, checks, order, domains)
        found = tree.walk(0, {}, tree.evaluated({}, [None] * len(checks), self._without_keys(checks)))
        if found is None and not all(domain.complete for domain in domains.values()):
            raise SearchLimit
        return found

    def _domain(self, key: str) -> KeyDomain:
        tags: frozenset[str] = frozenset()
        if key == _TAG_KEYS:
            tags = frozenset(k.removeprefix(_REQUEST_TAG) for k in self._conditions if k.startswith(_REQUEST_TAG))
        return self.domains.of(key, self._conditions[key], self._request, tags)

    def matching(self, context: Context) -> frozenset[int]:
        """Return the identities of the changed statements that match a request."""
        changed = self.query.changed
        if changed is None:
            return frozenset((id(None),))
        request = self.query.request(context)
        return frozenset(id(statement) for statement in (*changed.gone, *changed.added) if statement.holds(request))

    @cached_property
    def _fixed(self) -> frozenset[str]:
        """The keys that the query fixes: the VPC endpoint, and the Region of a global service or a resource."""
        region = requested_region(self._request.action, self._request.resource, self._request.principal.partition)
        return frozenset((VPC_ENDPOINT_KEY, *((REGION_KEY,) if region else ())))

    @property
    def _request(self) -> Request:
        return self.query.before[0]

    @staticmethod
    def _without_keys(checks: Sequence[_Check]) -> list[int]:
        return [index for index, check in enumerate(checks) if not check.keys]

    def _side(self, resolved: Resolved, *, of_after: bool = False) -> _Side:
        request, layers = resolved
        bounded = bool(layers.boundaries)
        scps = scps_for(layers, request)
        own = tuple(filter(None, (layers.identity, layers.session, *layers.boundaries)))
        named = (*rcps_for(layers, request), *filter(None, (layers.endpoint, layers.resource)))
        denies: list[_Clause] = []
        allows: list[_Clause] = []
        for statement in chain.from_iterable(policies.covering(request.action) for policies in (*scps, *own, *named)):
            clause = self._clause(statement, of_after=of_after)
            if clause is not None and statement.grade(request, bounded=bounded):
                (denies if statement.deny or statement.problems else allows).append(clause)
        alone = layers.resource is None and facts(request.action).service is None
        limited = alone and request.same_account and request.principal.type in (PrincipalType.USER, PrincipalType.ROLE)
        needed = (*scps, *own) if limited else scps
        required = [self._allows(policies, request.action, of_after=of_after) for policies in needed]
        if limited and layers.identity is None:
            required.append(())
        return _Side(tuple(denies), tuple(required), tuple(allows))

    def _allows(self, policies: PolicySet, action: str, *, of_after: bool) -> tuple[_Clause, ...]:
        clauses = (self._clause(each, of_after=of_after) for each in policies.statements_for(action).allows)
        return tuple(clause for clause in clauses if clause is not None)

    def _clause(self, statement: Statement, *, of_after: bool) -> _Clause | None:
        """Return the checks of a statement; None where its resource rules it out."""
        place = (id(statement), of_after)
        if place in self._clauses:
            return self._clauses[place]
        request = self.query.after[0] if of_after else self._request
        clause = []
        named = (source_key(key) for template in statement.templates for key in template.keys)
        keys = frozenset(key for key in named if not key.startswith(FIXED))
        if keys:
            check = _Check(statement.covers_resource, keys, of_after)
            clause.append(self._check((of_after, "resource", id(statement)), check, ()))
        elif not statement.covers_resource(request):
            return self._clauses.setdefault(place, None)
        for condition in statement.conditions:
            if condition.holds is not None:
                check = _Check(condition.holds, free_keys(condition) - self._fixed, of_after)
                known = (of_after, condition.operator, condition.key, condition.wanted)
                clause.append(self._check(known, check, (condition,)))
        return self._clauses.setdefault(place, tuple(clause))

    def _check(self, known: tuple[object, ...], check: _Check, conditions: tuple[Condition, ...]) -> int:
        found = self._checks.get(known)
        if found is None:
            found = self._checks[known] = (len(self._checks), check)
            for key in check.keys:
                self._conditions.setdefault(key, []).extend(conditions)
        return found[0]

    def _order(self, clause: _Clause, checks: Sequence[_Check]) -> list[str]:
        """Return the keys to choose, those of the changed statement first."""
        first = (key for index in clause for key in sorted(checks[index].keys))
        return list(dict.fromkeys((*first, *self._conditions)))


@dataclass
class _Tree:
    """The tree of a search's choices."""

    query: PairedQuery
    goal: AccessChange
    allowing: _Side
    """The side that must allow the request."""
    cause: _Clause
    relevant: Sequence[_Clause]
    checks: Sequence[_Check]
    order: Sequence[str]
    domains: Mapping[str, KeyDomain]
    steps: int = 0

    def walk(self, place: int, chosen: Mapping[str, Value], known: Sequence[bool | None]) -> Context | None:
        """Return a context below one node; `known` are the checks that the choices settle."""
        if self._hopeless(known):
            return None
        if place == len(self.order):
            self._step()
            context = as_context(chosen)
            return context if _consistent(context) and self.query.change(context) is self.goal else None
        key = self.order[place]
        unsettled = [index for index, check in enumerate(self.checks) if known[index] is None and key in check.keys]
        settled = [index for index in unsettled if self.checks[index].keys - {key} <= chosen.keys()]
        matters = any(index in clause and not _fails(clause, known) for index in unsettled for clause in self.relevant)
        for value in self.domains[key].values if matters else (None,):
            self._step()
            choice = {**chosen, key: value}
            found = self.walk(place + 1, choice, self.evaluated(choice, known, settled))
            if found is not None:
                return found
        return None

    def evaluated(
        self, chosen: Mapping[str, Value], known: Sequence[bool | None], settled: Sequence[int]
    ) -> list[bool | None]:
        """Return the checks, with those that the choices settle now."""
        old, new = with_values(self.query.before[0], chosen), with_values(self.query.after[0], chosen)
        found = list(known)
        for index in settled:
            check = self.checks[index]
            found[index] = check.holds(new if check.of_after else old)
        return found

    def _step(self) -> None:
        self.steps += 1
        if self.steps > _STEPS:
            raise SearchLimit

    def _hopeless(self, known: Sequence[bool | None]) -> bool:
        if _fails(self.cause, known):
            return True
        if any(all(known[index] for index in clause) for clause in self.allowing.denies):
            return True
        return any(all(_fails(clause, known) for clause in group) for group in self.allowing.required)


def _fails(clause: _Clause, known: Sequence[bool | None]) -> bool:
    return any(known[index] is False for index in clause)


def _consistent(context: Context) -> bool:
    """Return whether aws:TagKeys, where it is given, names exactly the tags of the request."""
    listed = context.get(_TAG_KEYS)
    if listed is None:
        return True
    names = {name.lower() for name in ((listed,) if isinstance(listed, str) else listed)}
    return {key.removeprefix(_REQUEST_TAG) for key in context if key.startswith(_REQUEST_TAG)} <= names
