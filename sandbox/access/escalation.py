"""Is there a way out of a permissions boundary by what one may create, change or become?

A search over chains of requests that end with somebody who acts without the boundary; each request of a chain is put
to the evaluator, so that a way out comes with its witness. Reference: IAM user guide, access_policies_boundaries
("Delegating responsibility to others using permissions boundaries").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.access import external_account
from sandbox.access.errors import Misread
from sandbox.access.missing_boundary import lost_boundary
from sandbox.access.query import Finding, Question
from sandbox.iam import Decision, Evaluator, Principal
from sandbox.iam.snapshot import Caller

_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
_KEY = "iam:PermissionsBoundary"


@dataclass(frozen=True)
class Way:
    """Requests that lead out when all of them are allowed."""

    said: str
    questions: tuple[Question, ...]
    into: Caller | None = None
    """Who is become, where it is somebody who is there."""


class Escape:
    """The search for one caller."""

    def __init__(self, evaluator: Evaluator, principal: str | None, spared: tuple[str, ...] = ()) -> None:
        self.evaluated = 0
        self._evaluator = evaluator
        self._principal = principal
        known = Principal.parse(principal)
        everybody = [c for c in evaluator.world.callers.values() if c.account != external_account.ACCOUNT]
        found = next((c for c in everybody if (c.account, c.name) == (known.account, known.name)), None)
        if found is None:
            raise Misread(f"{principal or 'the anonymous'} can have no boundary.", "Ask this of roles and users.")
        self._caller: Caller = found
        names = {(who.account, who.name) for who in map(Principal.parse, spared)}
        others = [c for c in everybody if "/aws-service-role/" not in c.arn and (c.account, c.name) not in names]
        self._here = [c for c in others if c.account == found.account]
        self._free_elsewhere = [c for c in others if c.account != found.account and c.boundary is None]

    def findings(self) -> Iterator[Finding]:
        """The first way out, if there is one."""
        boundary = self._caller.boundary
        if boundary is None or boundary.arn is None:
            self.evaluated += 1
            asked = self._ask("iam:CreateRole", self._arn("role/anything"))
            yield Finding(asked, asked.explain(self._evaluator), "it has no boundary at all", unbound=self._caller)
            return
        for way in self._ways(boundary.arn):
            decisions = []
            for question in way.questions:
                self.evaluated += 1
                decisions.append(question.decide(self._evaluator).decision)
                if decisions[-1] not in (Decision.ALLOW, Decision.NOT_EVALUABLE):
                    break
            else:
                last = way.questions[-1]
                unsure = Decision.NOT_EVALUABLE in decisions
                said = f"nobody can tell whether it escapes: {way.said}" if unsure else f"it escapes: {way.said}"
                ledger = last.explain(self._evaluator)
                lost = way.into if way.into and lost_boundary(self._evaluator.world, way.into) else None
                yield Finding(last, ledger, said, before=way.questions[:-1], unbound=lost)
                return

    def _ways(self, boundary: str) -> Iterator[Way]:
        for mfa in (False, True):
            context: dict[str, object] = {"aws:MultiFactorAuthPresent": True} if mfa else {}
            yield from self._lifted(boundary, context)
            yield from self._rewritten(boundary, context)
            yield from self._created(boundary, context)
            yield from self._become(boundary, context)

    def _lifted(self, boundary: str, context: Mapping[str, object]) -> Iterator[Way]:
        for who in self._here:
            if who.boundary is None:
                continue
            kind = _kind(who)
            lift = self._ask(f"iam:Delete{kind}PermissionsBoundary", who.arn, context)
            yield Way(f"the boundary of {who.name} is lifted", (lift,))
            for other, before in self._others(boundary):
                named = {**context, _KEY: other}
                replaced = self._ask(f"iam:Put{kind}PermissionsBoundary", who.arn, named)
                yield Way(f"{who.name} gets another boundary", (*before, replaced))

    def _rewritten(self, boundary: str, context: Mapping[str, object]) -> Iterator[Way]:
        for action in ("iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"):
            yield Way("the boundary itself is rewritten", (self._ask(action, boundary, context),))

    def _created(self, boundary: str, context: Mapping[str, object]) -> Iterator[Way]:
        """Somebody new without the boundary, and a policy for them."""
        for other, before in (("", ()), *self._others(boundary)):
            named = {**context, _KEY: other} if other else context
            for kind in ("Role", "User"):
                new = self._arn(f"{kind.lower()}/anything")
                made = (*before, self._ask(f"iam:Create{kind}", new, named))
                said = f"a {kind.lower()} is made {'with another' if other else 'without a'} boundary"
                for power in (f"iam:Attach{kind}Policy", f"iam:Put{kind}Policy"):
                    yield Way(said, (*made, self._ask(power, new, named)))
                if kind == "User":
                    group = self._arn("group/anything")
                    joined = [self._ask(f"iam:{name}", group, context) for name in ("CreateGroup", "PutGroupPolicy")]
                    yield Way(said, (*made, *joined, self._ask("iam:AddUserToGroup", group, context)))

    def _become(self, boundary: str, context: Mapping[str, object]) -> Iterator[Way]:
        """Somebody who is there and has not this boundary."""
        for who in self._here:
            if who.boundary is not None and who.boundary.arn == boundary:
                continue
            if ":user/" in who.arn:
                for action in ("iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"):
                    yield Way(f"it becomes {who.name}", (self._ask(action, who.arn, context),), who)
                continue
            yield Way(f"it becomes {who.name}", (self._ask("sts:AssumeRole", who.arn, context),), who)
            trust = self._ask("iam:UpdateAssumeRolePolicy", who.arn, context)
            yield Way(f"the trust of {who.name} is rewritten", (trust,), who)
            for service in _services(who):
                passed = self._ask("iam:PassRole", who.arn, {**context, "iam:PassedToService": service})
                yield Way(f"{who.name} is passed to {service}", (passed,), who)
        for who in self._free_elsewhere:
            if ":role/" in who.arn:
                yield Way(f"it becomes {who.arn}", (self._ask("sts:AssumeRole", who.arn, context),), who)

    def _others(self, boundary: str) -> Iterator[tuple[str, tuple[Question, ...]]]:
        """Boundaries that are not the one, look-alikes among them, and what it takes to have them."""
        name = boundary.rpartition("/")[2]
        yield _ADMINISTRATOR, ()
        for path in ("anything", f"x/{name}", f"x:policy/{name}", f"{name}-2"):
            other = self._arn(f"policy/{path}")
            yield other, (self._ask("iam:CreatePolicy", other),)

    def _ask(self, action: str, resource: str, context: Mapping[str, object] | None = None) -> Question:
        return Question(self._principal, action, resource, {key.lower(): v for key, v in (context or {}).items()})

    def _arn(self, rest: str) -> str:
        return f"arn:aws:iam::{self._caller.account}:{rest}"


def _kind(who: Caller) -> str:
    return "User" if ":user/" in who.arn else "Role"


def _services(who: Caller) -> tuple[str, ...]:
    """Services that the role's trust names."""
    document = who.trust.document if who.trust else None
    listed = document.get("Statement") if isinstance(document, Mapping) else None
    found: list[str] = []
    for statement in listed if isinstance(listed, list) else [listed]:
        principal = statement.get("Principal") if isinstance(statement, Mapping) else None
        named = principal.get("Service") if isinstance(principal, Mapping) else None
        found += [named] if isinstance(named, str) else named if isinstance(named, list) else []
    return tuple(found)
