"""The trace behind a verdict: every statement that was evaluated, from a second pass over the compiled policies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.iam.actions import facts
from sandbox.iam.applicability import rcps_for, scps_for
from sandbox.iam.decision import Decision, Verdict, decide
from sandbox.iam.layers import Layer, Layers
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.policy_warning import PolicyWarning
from sandbox.iam.policy_warnings import warnings
from sandbox.iam.request import Request
from sandbox.iam.statement import Statement
from sandbox.iam.statement_trace import ConditionTrace, StatementTrace


@dataclass(frozen=True, slots=True)
class EvaluationTrace:
    """A verdict and everything that was looked at for it."""

    request: Request
    verdict: Verdict
    covering: tuple[StatementTrace, ...]
    """Entries of the statements whose Action covers the request's."""
    layers: Layers = field(repr=False)
    warnings: tuple[PolicyWarning, ...] = ()
    """What is legal but seldom meant, and what is true beyond the policies."""

    @property
    def entries(self) -> tuple[StatementTrace, ...]:
        """All statements that were looked at, those of other actions too."""
        looked_into = {(entry.layer, entry.level, id(entry.statement)): entry for entry in self.covering}
        return tuple(
            looked_into.get((layer, level, id(statement))) or _of_another_action(layer, level, policies, statement)
            for layer, level, policies in _sets(self.request, self.layers)
            for statement in policies.statements
        )

    @property
    def deciding(self) -> tuple[StatementTrace, ...]:
        """The entries that made the verdict what it is: the denies, the problems, or the grants of the layer."""
        match self.verdict.decision:
            case Decision.EXPLICIT_DENY:
                return tuple(e for e in self.covering if e.matched and e.statement.deny)
            case Decision.NOT_EVALUABLE:
                return tuple(e for e in self.covering if e.matched is None)
            case Decision.ALLOW:
                return tuple(
                    e for e in self.covering if e.matched and not e.statement.deny and e.layer is self.verdict.layer
                )
        return ()

    @property
    def refused_by_service(self) -> bool:
        """Whether the service refuses the action to such a caller before any policy is evaluated."""
        return self.request.principal.type in facts(self.request.action).refused_to

    @property
    def keys(self) -> tuple[str, ...]:
        """Condition keys that the statements test, in their order."""
        tested = (key for entry in self.covering for seen in entry.conditions for key in seen.condition.condition_keys)
        open_ = (key for entry in self.covering for template in entry.statement.templates for key in template.keys)
        return tuple(dict.fromkeys((*tested, *open_)))

    @property
    def missing_keys(self) -> tuple[str, ...]:
        """Those of `keys` that the request lacks."""
        return tuple(key for key in self.keys if not self.request.values(key.lower()))


def explain(request: Request, layers: Layers) -> EvaluationTrace:
    """Return the verdict on one request with the trace of its evaluation.

    Args:
        request: The request, as `Request.of` builds it.
        layers: The compiled policies that may apply to it.

    Returns:
        The verdict of `decide`, the trace of each statement that covers the action, and warnings.

    Raises:
        MalformedAction: The request's action is not service:Action.

    Example:
        >>> explain(Request.of("arn:aws:iam::111122223333:user/ann", "s3:GetObject"), Layers()).covering
        ()

    """
    bounded = bool(layers.boundaries)
    covering = tuple(
        _entry(request, layer, level, policies, statement, bounded=bounded)
        for layer, level, policies in _sets(request, layers)
        for statement in policies.covering(request.action)
    )
    return EvaluationTrace(request, decide(request, layers), covering, layers, warnings(request, layers, covering))


def _sets(request: Request, layers: Layers) -> Iterator[tuple[Layer, int | None, PolicySet]]:
    yield from ((Layer.RCP, level, policies) for level, policies in enumerate(rcps_for(layers, request)))
    yield from ((Layer.SCP, level, policies) for level, policies in enumerate(scps_for(layers, request)))
    if layers.endpoint:
        yield Layer.ENDPOINT, None, layers.endpoint
    if layers.resource:
        yield (Layer.TRUST if facts(request.action).assumes_role else Layer.RESOURCE), None, layers.resource
    if not request.principal.has_policies:
        return
    if layers.identity:
        yield Layer.IDENTITY, None, layers.identity
    yield from ((Layer.BOUNDARY, None, boundary) for boundary in layers.boundaries)
    if layers.session:
        yield Layer.SESSION, None, layers.session


def _entry(
    request: Request, layer: Layer, level: int | None, policies: PolicySet, statement: Statement, *, bounded: bool
) -> StatementTrace:
    policy = policies.policies[statement.policy]
    failed = _failed(request, statement, bounded=bounded)
    if failed in ("Principal", "Resource"):
        return StatementTrace(layer, level, policy, statement, matched=False, failed=failed, kind=policies.kind)
    seen = tuple(
        ConditionTrace(
            condition, request.values(condition.key.lower()), condition.holds(request) if condition.holds else None
        )
        for condition in statement.conditions
    )
    matched = False if failed else None if statement.problems else True
    return StatementTrace(layer, level, policy, statement, matched, failed, seen, policies.kind)


def _of_another_action(layer: Layer, level: int | None, policies: PolicySet, statement: Statement) -> StatementTrace:
    policy = policies.policies[statement.policy]
    return StatementTrace(layer, level, policy, statement, matched=False, failed="Action", kind=policies.kind)


def _failed(request: Request, statement: Statement, *, bounded: bool) -> str | None:
    if not statement.grade(request, bounded=bounded):
        return "Principal"
    if not statement.covers_resource(request):
        return "Resource"
    return None if statement.holds(request) else "Condition"
