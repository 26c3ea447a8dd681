"""Privilege escalation past a permissions boundary, by what a caller may create, change or become.

A search over chains of requests that end with a principal without the boundary. Each request of a chain is
evaluated, so that an escalation comes with its requests. Reference: IAM user guide, access_policies_boundaries
("Delegating responsibility to others using permissions boundaries").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.access import external_account
from sandbox.access.errors import InvalidQuery
from sandbox.access.missing_boundary import lacks_boundary
from sandbox.access.query import Counterexample, Query
from sandbox.iam import Decision, Evaluator
from sandbox.iam.policy_json import statements, texts
from sandbox.iam.snapshot import Caller

_ADMINISTRATOR = "policy/AdministratorAccess"
"""AWS's policy, after its account."""
_KEY = "iam:PermissionsBoundary"


@dataclass(frozen=True)
class EscalationPath:
    """Requests that lead past the boundary when all of them are allowed."""

    description: str
    queries: tuple[Query, ...]
    into: Caller | None = None
    """The existing role or user that the caller becomes, where it becomes one."""


class EscalationSearch:
    """The search for one caller.

    Args:
        evaluator: Evaluates the requests.
        principal: The caller.
        excluded: ARNs of roles and users without the boundary that the caller is meant to become.

    Raises:
        InvalidQuery: The principal is not a role or user of the snapshot.

    """

    def __init__(self, evaluator: Evaluator, principal: str | None, excluded: tuple[str, ...] = ()) -> None:
        self.evaluated = 0
        self._evaluator = evaluator
        self._principal = principal
        found = evaluator.caller(principal)
        if found is None or external_account.is_external(evaluator.snapshot, found.account):
            raise InvalidQuery(
                f"{principal or 'An anonymous principal'} cannot have a permissions boundary.", "Name a role or user."
            )
        self._caller: Caller = found
        self._partition = evaluator.snapshot.partition
        others = [
            c
            for c in evaluator.snapshot.callers.values()
            if "/aws-service-role/" not in c.arn
            and c.arn not in excluded
            and not external_account.is_external(evaluator.snapshot, c.account)
        ]
        self._same_account = [c for c in others if c.account == found.account]
        self._unbounded_elsewhere = [c for c in others if c.account != found.account and c.boundary is None]

    def counterexamples(self) -> Iterator[Counterexample]:
        """Yield the first escalation, if there is one."""
        boundary = self._caller.boundary
        if boundary is None or boundary.arn is None:
            self.evaluated += 1
            query = self._query("iam:CreateRole", self._arn("role/anything"))
            trace = query.explain(self._evaluator)
            yield Counterexample(query, trace, "it has no permissions boundary", without_boundary=self._caller)
            return
        for path in self._paths(boundary.arn):
            decisions = []
            for query in path.queries:
                self.evaluated += 1
                decisions.append(query.decide(self._evaluator).decision)
                if decisions[-1] not in (Decision.ALLOW, Decision.NOT_EVALUABLE):
                    break
            else:
                unknown = Decision.NOT_EVALUABLE in decisions
                verb = "an escalation cannot be ruled out" if unknown else "it escalates"
                last = path.queries[-1]
                trace = last.explain(self._evaluator)
                lacking = path.into if path.into and lacks_boundary(self._evaluator.snapshot, path.into) else None
                reason = f"{verb}: {path.description}"
                yield Counterexample(last, trace, reason, preceding=path.queries[:-1], without_boundary=lacking)
                return

    def _paths(self, boundary: str) -> Iterator[EscalationPath]:
        for mfa in (False, True):
            context: dict[str, object] = {"aws:MultiFactorAuthPresent": True} if mfa else {}
            yield from self._boundary_removed(boundary, context)
            yield from self._boundary_rewritten(boundary, context)
            yield from self._created(boundary, context)
            yield from self._become(boundary, context)

    def _boundary_removed(self, boundary: str, context: Mapping[str, object]) -> Iterator[EscalationPath]:
        for target in self._same_account:
            if target.boundary is None:
                continue
            kind = _kind(target)
            remove = self._query(f"iam:Delete{kind}PermissionsBoundary", target.arn, context)
            yield EscalationPath(f"the boundary of {target.name} is removed", (remove,))
            for other, preceding in self._other_boundaries(boundary):
                named = {**context, _KEY: other}
                replaced = self._query(f"iam:Put{kind}PermissionsBoundary", target.arn, named)
                yield EscalationPath(f"{target.name} gets another boundary", (*preceding, replaced))

    def _boundary_rewritten(self, boundary: str, context: Mapping[str, object]) -> Iterator[EscalationPath]:
        for action in ("iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"):
            yield EscalationPath("the boundary itself is rewritten", (self._query(action, boundary, context),))

    def _created(self, boundary: str, context: Mapping[str, object]) -> Iterator[EscalationPath]:
        """Yield chains that create a role or user without the boundary and give it a policy."""
        for other, preceding in (("", ()), *self._other_boundaries(boundary)):
            named = {**context, _KEY: other} if other else context
            for kind in ("Role", "User"):
                new = self._arn(f"{kind.lower()}/anything")
                created = (*preceding, self._query(f"iam:Create{kind}", new, named))
                description = f"a {kind.lower()} is created {'with another' if other else 'without a'} boundary"
                for grant in (f"iam:Attach{kind}Policy", f"iam:Put{kind}Policy"):
                    yield EscalationPath(description, (*created, self._query(grant, new, named)))
                if kind == "User":
                    group = self._arn("group/anything")
                    granted = [self._query(f"iam:{name}", group, context) for name in ("CreateGroup", "PutGroupPolicy")]
                    member = self._query("iam:AddUserToGroup", group, context)
                    yield EscalationPath(description, (*created, *granted, member))

    def _become(self, boundary: str, context: Mapping[str, object]) -> Iterator[EscalationPath]:
        """Yield chains by which the caller becomes an existing role or user without this boundary."""
        for target in self._same_account:
            if target.boundary is not None and target.boundary.arn == boundary:
                continue
            if ":user/" in target.arn:
                for action in ("iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"):
                    request = self._query(action, target.arn, context)
                    yield EscalationPath(f"it becomes {target.name}", (request,), target)
                continue
            assumed = self._query("sts:AssumeRole", target.arn, context)
            yield EscalationPath(f"it becomes {target.name}", (assumed,), target)
            trust = self._query("iam:UpdateAssumeRolePolicy", target.arn, context)
            yield EscalationPath(f"the trust policy of {target.name} is rewritten", (trust,), target)
            for service in _trusted_services(target):
                passed = self._query("iam:PassRole", target.arn, {**context, "iam:PassedToService": service})
                yield EscalationPath(f"{target.name} is passed to {service}", (passed,), target)
        for target in self._unbounded_elsewhere:
            if ":role/" in target.arn:
                assumed = self._query("sts:AssumeRole", target.arn, context)
                yield EscalationPath(f"it becomes {target.arn}", (assumed,), target)

    def _other_boundaries(self, boundary: str) -> Iterator[tuple[str, tuple[Query, ...]]]:
        """Yield other boundaries, some with similar ARNs, and the requests that it takes to have them."""
        name = boundary.rpartition("/")[2]
        yield f"arn:{self._partition}:iam::aws:{_ADMINISTRATOR}", ()
        for path in ("anything", f"x/{name}", f"x:policy/{name}", f"{name}-2"):
            other = self._arn(f"policy/{path}")
            yield other, (self._query("iam:CreatePolicy", other),)

    def _query(self, action: str, resource: str, context: Mapping[str, object] | None = None) -> Query:
        return Query(self._principal, action, resource, {key.lower(): v for key, v in (context or {}).items()})

    def _arn(self, rest: str) -> str:
        return f"arn:{self._partition}:iam::{self._caller.account}:{rest}"


def _kind(caller: Caller) -> str:
    return "User" if ":user/" in caller.arn else "Role"


def _trusted_services(caller: Caller) -> tuple[str, ...]:
    """Return the services that the role's trust policy names."""
    document = caller.trust.document if caller.trust else None
    principals = (statement.get("Principal") for statement in statements(document))
    return tuple(name for named in principals if isinstance(named, Mapping) for name in texts(named.get("Service")))
