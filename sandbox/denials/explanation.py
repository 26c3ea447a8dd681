"""The explanation of a denied call: its request evaluated in a snapshot, the line that decides, the smallest edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from sandbox.access.external_account import full_access_in
from sandbox.access.failure_location import failure_location
from sandbox.access.query import Counterexample, Query
from sandbox.access.remediation.search import Remediation, find_remediation
from sandbox.denials.call import DeniedCall, EvaluatedRequest
from sandbox.iam import EvaluationTrace, Evaluator, Layer, Layers, Origin, PolicySet, Principal, Request, Snapshot
from sandbox.iam.snapshot import Account, Caller, Resource


@dataclass(frozen=True)
class RecordedQuery(Query):
    """A recorded request: its condition keys are complete, and its session may have policies."""

    session: PolicySet | None = field(default=None, compare=False)

    def resolve(self, evaluator: Evaluator) -> tuple[Request, Layers]:
        """Return the request, and the policies that apply to it with those of the session."""
        request, layers = evaluator.request_and_layers(self.principal, self.action, self.resource, self.context)
        return request, replace(layers, session=self.session)


@dataclass(frozen=True)
class Explanation:
    """A denied call and its request in a snapshot."""

    call: DeniedCall
    request: EvaluatedRequest
    evaluator: Evaluator
    counterexample: Counterexample

    @property
    def trace(self) -> EvaluationTrace:
        """The evaluation in the snapshot."""
        return self.counterexample.trace

    @property
    def confirmed(self) -> bool:
        """Whether the snapshot gives the recorded decision by the recorded layer."""
        verdict = self.trace.verdict
        return (verdict.decision.value, verdict.layer.value) == (self.request.decision, self.request.layer)

    @cached_property
    def remediation(self) -> Remediation | None:
        """The smallest edit that allows the request; None where it is allowed, or no known edit helps."""
        return None if self.trace.verdict.allowed else find_remediation(self.evaluator, self.counterexample)

    @cached_property
    def where(self) -> Origin | None:
        """The line of the program or the estate file that decides."""
        principals = (self.counterexample.query.principal,)
        return failure_location(self.evaluator, self.counterexample, principals, lambda: self.remediation)


def explanation(call: DeniedCall, request: EvaluatedRequest, snapshot: Snapshot) -> Explanation:
    """Return the explanation of a call.

    Args:
        call: The call.
        request: Its request.
        snapshot: The policies; those of the running sandbox, with the program's lines.

    """
    evaluator = Evaluator(_with_principal(_with_resource(snapshot, request), request))
    context: Mapping[str, object] = {key: list(values) for key, values in request.context.items()}
    query = RecordedQuery(request.principal, request.action, request.resource, context, request.session)
    return Explanation(call, request, evaluator, Counterexample(query, query.explain(evaluator), call.message))


def _with_resource(snapshot: Snapshot, request: EvaluatedRequest) -> Snapshot:
    """Return the snapshot with the resource's account, where neither it nor the ARN has it."""
    owner, arn = request.resource_account, request.resource
    if owner is None or arn == "*" or snapshot.resource_behind(arn) is not None:
        return snapshot
    return replace(snapshot, resources={**snapshot.resources, arn: Resource(arn, owner)})


def _with_principal(snapshot: Snapshot, request: EvaluatedRequest) -> Snapshot:
    """Return the snapshot with a principal of an account that it lacks, with full access where its own policies allow.

    Those policies are not in the snapshot; the engine evaluated them when the call came.
    """
    arn, account = request.principal, Principal.parse(request.principal).account
    if arn is None or account is None or account in snapshot.accounts or Layer.IDENTITY.value in request.blocked_by:
        return snapshot
    caller = Caller(arn, account, identity=(full_access_in(account),))
    return replace(
        snapshot,
        accounts={**snapshot.accounts, account: Account(account, account, external=True)},
        callers={**snapshot.callers, arn: caller},
    )
