"""Evaluations of a simulation in the shape of IAM's API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.emulated.iam.simulation.scenario import Scenario
from sandbox.emulated.policies.written_policy import WrittenPolicy
from sandbox.iam import Decision, EvaluationTrace, Layer, StatementTrace
from sandbox.iam.context_keys import keys_of_statement
from sandbox.iam.policy_set import Effect
from sandbox.iam.statement_positions import Position, statement_spans

_DECISIONS = {
    Decision.ALLOW: "allowed",
    Decision.EXPLICIT_DENY: "explicitDeny",
    Decision.IMPLICIT_DENY: "implicitDeny",
    Decision.NOT_EVALUABLE: "implicitDeny",
}
_TYPES = {Layer.IDENTITY: "IAM Policy", Layer.BOUNDARY: "IAM Policy", Layer.RESOURCE: "Resource Policy"}
"""`SourcePolicyType` as the service returns it; the layers whose statements are named."""
_ALL = "*"

type Shape = dict[str, Any]


def evaluation_result(scenario: Scenario, action: str, resource: str) -> Shape:
    """Return the `EvaluationResult` of one action on one resource."""
    trace = scenario.evaluate(action, resource)
    decision = _DECISIONS[trace.verdict.decision]
    matched = list(_matched(scenario, trace))
    missing = list(_missing(scenario, trace))
    limits = _limits(scenario, trace)
    specific = resource != _ALL
    result: Shape = {
        "EvalActionName": action,
        "EvalResourceName": resource,
        "EvalDecision": decision,
        "MatchedStatements": matched,
        "MissingContextValues": missing,
        **limits,
    }
    if specific:
        details = _details(trace)
        result["EvalDecisionDetails"] = details
        result["ResourceSpecificResults"] = [
            {
                "EvalResourceName": resource,
                "EvalResourceDecision": decision,
                "MatchedStatements": matched,
                "MissingContextValues": missing,
                "EvalDecisionDetails": details,
                **{name: limit for name, limit in limits.items() if name.startswith("PermissionsBoundary")},
            }
        ]
    return result


def _limits(scenario: Scenario, trace: EvaluationTrace) -> Shape:
    blocked = trace.verdict.blocked_by
    limits: Shape = {}
    if scenario.in_organization:
        limits["OrganizationsDecisionDetail"] = {"AllowedByOrganizations": Layer.SCP not in blocked}
    if scenario.boundary is not None:
        limits["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": Layer.BOUNDARY not in blocked}
    return limits


def _details(trace: EvaluationTrace) -> Shape:
    """Return the decision of each side, for a call from one account to another."""
    if trace.request.same_account:
        return {}
    layers, request = trace.layers, trace.request
    own = layers.identity.effect(request) if layers.identity else Effect.NONE
    theirs = layers.resource.finding(request, bounded=bool(layers.boundaries)).effect if layers.resource else None
    sides = {"IAM Policy": own, "Resource Policy": Effect.NONE if theirs is None else theirs}
    return {name: _decision(effect) for name, effect in sides.items()}


def _decision(effect: Effect) -> str:
    return {Effect.ALLOW: "allowed", Effect.DENY: "explicitDeny"}.get(effect, "implicitDeny")


def _matched(scenario: Scenario, trace: EvaluationTrace) -> Iterator[Shape]:
    """Yield the statements that decide: the denies alone where one applies, else those that allow."""
    for entry in trace.deciding:
        written = _written(scenario, entry)
        if written is None:
            continue
        reference: Shape = {"SourcePolicyId": written.source, "SourcePolicyType": _TYPES[entry.layer]}
        spans = statement_spans(written.text)
        if entry.statement.index < len(spans):
            span = spans[entry.statement.index]
            reference |= {"StartPosition": _place(span.start), "EndPosition": _place(span.end)}
        yield reference


def _written(scenario: Scenario, entry: StatementTrace) -> WrittenPolicy | None:
    """Return the policy of a statement; None for one of an SCP, which IAM does not show."""
    match entry.layer:
        case Layer.IDENTITY:
            return scenario.identity[entry.statement.policy]
        case Layer.BOUNDARY:
            return scenario.boundary
        case Layer.RESOURCE:
            return scenario.resource
    return None


def _place(position: Position) -> Mapping[str, int]:
    return {"Line": position.line, "Column": position.column}


def _missing(scenario: Scenario, trace: EvaluationTrace) -> Iterator[str]:
    """Yield the keys that statements on the action and resource read and the request lacks."""
    found: dict[str, str] = {}
    for entry in trace.covering:
        if _written(scenario, entry) is None or entry.failed == "Principal":
            continue
        read = {key.lower(): key for key in keys_of_statement(entry.raw, variables=True)}
        for key in _open_resource_keys(trace, entry) if entry.failed == "Resource" else read:
            if not trace.request.values(key):
                found.setdefault(key, read.get(key, key))
    yield from found.values()


def _open_resource_keys(trace: EvaluationTrace, entry: StatementTrace) -> Iterator[str]:
    """Yield the keys for want of which a statement covers no resource."""
    for template in entry.statement.templates:
        yield from template.unresolved(trace.request.single)
