"""The search for a request on which two snapshots decide differently, over all that their statements tell apart.

A query fixes the VPC endpoint, as the endpoint's policy is one of its layers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from sandbox.access.key_domains import KeyDomains
from sandbox.access.key_values import KeyDomain, free_keys, source_key
from sandbox.access.paired_query import AccessChange, PairedQuery, Resolved
from sandbox.access.probes import FIXED, REGION_KEY, Context
from sandbox.access.search_tree import REQUEST_TAG, TAG_KEYS, Clause, SearchLimit, SearchTree, SettledCheck, Side
from sandbox.iam.actions import facts
from sandbox.iam.applicability import rcps_for, scps_for
from sandbox.iam.conditions import Condition
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.principal import PrincipalType
from sandbox.iam.request import Request
from sandbox.iam.requested_region import requested_region
from sandbox.iam.statement import Statement

VPC_ENDPOINT_KEY = "aws:sourcevpce"


@dataclass
class ChangeSearch:
    """The search for one query.

    Args:
        query: Principal, action, resource and VPC endpoint in both snapshots.
        domains: The domains of condition keys for the principal.

    """

    query: PairedQuery
    domains: KeyDomains
    _checks: dict[tuple[object, ...], tuple[int, SettledCheck]] = field(default_factory=dict)
    _clauses: dict[tuple[int, bool], Clause | None] = field(default_factory=dict)
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
        tree = SearchTree(self.query, goal, allowing, clause, relevant, checks, order, domains)
        found = tree.walk(0, {}, tree.evaluated({}, [None] * len(checks), self._without_keys(checks)))
        if found is None and not all(domain.complete for domain in domains.values()):
            raise SearchLimit
        return found

    def _domain(self, key: str) -> KeyDomain:
        tags: frozenset[str] = frozenset()
        if key == TAG_KEYS:
            tags = frozenset(k.removeprefix(REQUEST_TAG) for k in self._conditions if k.startswith(REQUEST_TAG))
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
    def _without_keys(checks: Sequence[SettledCheck]) -> list[int]:
        return [index for index, check in enumerate(checks) if not check.keys]

    def _side(self, resolved: Resolved, *, of_after: bool = False) -> Side:
        request, layers = resolved
        bounded = bool(layers.boundaries)
        scps = scps_for(layers, request)
        own = tuple(filter(None, (layers.identity, layers.session, *layers.boundaries)))
        named = (*rcps_for(layers, request), *filter(None, (layers.endpoint, layers.resource)))
        denies: list[Clause] = []
        allows: list[Clause] = []
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
        return Side(tuple(denies), tuple(required), tuple(allows))

    def _allows(self, policies: PolicySet, action: str, *, of_after: bool) -> tuple[Clause, ...]:
        clauses = (self._clause(each, of_after=of_after) for each in policies.statements_for(action).allows)
        return tuple(clause for clause in clauses if clause is not None)

    def _clause(self, statement: Statement, *, of_after: bool) -> Clause | None:
        """Return the checks of a statement; None where its resource rules it out."""
        place = (id(statement), of_after)
        if place in self._clauses:
            return self._clauses[place]
        request = self.query.after[0] if of_after else self._request
        clause = []
        named = (source_key(key) for template in statement.templates for key in template.keys)
        keys = frozenset(key for key in named if not key.startswith(FIXED))
        if keys:
            check = SettledCheck(statement.covers_resource, keys, of_after)
            clause.append(self._check((of_after, "resource", id(statement)), check, ()))
        elif not statement.covers_resource(request):
            return self._clauses.setdefault(place, None)
        for condition in statement.conditions:
            if condition.holds is not None:
                check = SettledCheck(condition.holds, free_keys(condition) - self._fixed, of_after)
                known = (of_after, condition.operator, condition.key, condition.wanted)
                clause.append(self._check(known, check, (condition,)))
        return self._clauses.setdefault(place, tuple(clause))

    def _check(self, known: tuple[object, ...], check: SettledCheck, conditions: tuple[Condition, ...]) -> int:
        found = self._checks.get(known)
        if found is None:
            found = self._checks[known] = (len(self._checks), check)
            for key in check.keys:
                self._conditions.setdefault(key, []).extend(conditions)
        return found[0]

    def _order(self, clause: Clause, checks: Sequence[SettledCheck]) -> list[str]:
        """Return the keys to choose, those of the changed statement first."""
        first = (key for index in clause for key in sorted(checks[index].keys))
        return list(dict.fromkeys((*first, *self._conditions)))
