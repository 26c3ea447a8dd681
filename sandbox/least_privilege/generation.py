"""Generates the policies of a role or user: what it called, within its boundary and the organization's guardrails.

Reference: IAM user guide, access-analyzer-policy-generation (policies from activity) and
reference_policies_evaluation-logic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sandbox.iam import EvaluationTrace, Evaluator, Layer, Origin, Policy, Snapshot, decide, explain
from sandbox.iam.actions import facts
from sandbox.iam.snapshot import Caller, Resource
from sandbox.least_privilege.documents import documents
from sandbox.least_privilege.errors import NothingRecorded
from sandbox.least_privilege.grant import grants
from sandbox.least_privilege.recording import RecordedRequest, Recording
from sandbox.least_privilege.resource_pattern import exact, generalized, is_valid

_OF_THE_RESOURCE = frozenset((Layer.RESOURCE, Layer.TRUST, Layer.ENDPOINT))
"""Layers whose policies belong to others than the role and the organization: a missing allow there can be added."""


@dataclass(frozen=True)
class Denied:
    """A recorded request that the generated policies do not make allowed, and its evaluation with them."""

    request: RecordedRequest
    trace: EvaluationTrace

    @property
    def policy(self) -> Policy | None:
        """The policy that denies, or the permissions boundary that does not allow; None for any other reason."""
        if self.trace.deciding:
            return self.trace.deciding[0].policy
        boundaries = self.trace.layers.boundaries
        return boundaries[0].policies[0] if self.trace.verdict.layer is Layer.BOUNDARY and boundaries else None

    @property
    def where(self) -> Origin | None:
        """The line of that statement or policy."""
        if self.trace.deciding:
            return self.trace.deciding[0].policy.where(self.trace.deciding[0].statement.index)
        return self.policy.origin if self.policy is not None else None


@dataclass(frozen=True)
class Generated:
    """Policies, and what is and is not in them."""

    principal: Caller
    policies: tuple[Policy, ...]
    """Each within IAM's quota for a managed policy."""
    requests: tuple[RecordedRequest, ...]
    """What the policies allow."""
    left_out: tuple[Denied, ...]
    """Denied whatever the role's own policies allow: by its boundary, a guardrail, an explicit deny or the service."""
    insufficient: tuple[Denied, ...]
    """In the policies, but a resource, trust or endpoint policy of the snapshot has to allow it as well."""
    granted_by_resource: tuple[RecordedRequest, ...]
    """In the policies, although a resource or trust policy allows it without them."""
    without_permission: tuple[RecordedRequest, ...]
    """Not in the policies, for the action needs no permission."""
    malformed: tuple[RecordedRequest, ...]
    """Not in the policies, for IAM saves no policy with such a resource: the call named no ARN."""
    not_included: tuple[RecordedRequest, ...]
    """Not in the policies, for all calls of it were denied; `include_denied` includes them."""
    incomplete: int
    """Calls that the recording does not have, because it reached its bound."""


def generate(
    recording: Recording,
    principal: Caller,
    snapshot: Snapshot,
    *,
    include_denied: bool = False,
    generalize: bool = False,
) -> Generated:
    """Return the policies that allow what a role or user called, and nothing else.

    Args:
        recording: The recorded calls.
        principal: The role or user.
        snapshot: Its boundary, the guardrails and the resource policies.
        include_denied: Include requests all calls of which were denied.
        generalize: Replace random ids in ARNs by wildcards.

    Raises:
        NothingRecorded: No policy follows from the recording.

    """
    called = tuple(one for one in recording.requests if one.principal == principal.arn)
    chosen = tuple(one for one in called if one.allowed or include_denied)
    if not chosen:
        raise NothingRecorded(principal.arn, (one.principal for one in recording.requests), denied=len(called))
    free = tuple(one for one in chosen if facts(one.action).always_allowed)
    malformed = tuple(one for one in _without(chosen, free) if not is_valid(one.resource))
    needed = _without(chosen, (*free, *malformed))
    pattern = generalized if generalize else exact
    denied = replay(needed, principal, _named(principal, documents(grants(needed, pattern))), snapshot)
    insufficient = tuple(one for one in denied if _lacks_only_the_resources_side(one.trace))
    left_out = _without(denied, insufficient)
    kept = _without(needed, [one.request for one in left_out])
    unaided = [one.request for one in replay(kept, principal, (), snapshot)]
    return Generated(
        principal,
        _named(principal, documents(grants(kept, pattern))),
        kept,
        left_out,
        insufficient,
        _without(kept, unaided),
        free,
        malformed,
        _without(called, chosen),
        recording.incomplete.get(principal.arn, 0),
    )


def replay(
    requests: Iterable[RecordedRequest], principal: Caller, policies: Sequence[Policy], snapshot: Snapshot
) -> tuple[Denied, ...]:
    """Return the requests that are denied where the role or user has these policies of its own alone.

    Its boundary, the guardrails and the policies of resources are those of the snapshot.
    """
    recorded = tuple(requests)
    own = replace(principal, identity=tuple(policies))
    evaluator = Evaluator(
        replace(
            snapshot,
            callers={**snapshot.callers, principal.arn: own},
            resources={**_owned(recorded, snapshot), **snapshot.resources},
        )
    )
    found = []
    for one in recorded:
        request, layers = evaluator.request_and_layers(one.caller, one.action, one.resource, _context(one))
        if not decide(request, layers).allowed:
            found.append(Denied(one, explain(request, layers)))
    return tuple(found)


def _without[T](every: Iterable[T], some: Iterable[T]) -> tuple[T, ...]:
    """Return the objects that are not among some of them."""
    left = {id(one) for one in some}
    return tuple(one for one in every if id(one) not in left)


def _context(request: RecordedRequest) -> Mapping[str, object]:
    return {key: list(values) for key, values in request.context.items()}


def _owned(requests: Iterable[RecordedRequest], snapshot: Snapshot) -> dict[str, Resource]:
    """Return the accounts of resources whose ARNs do not have them, and that the snapshot does not have."""
    return {
        one.resource: Resource(one.resource, one.resource_account)
        for one in requests
        if one.resource_account is not None and one.resource != "*" and snapshot.resource_behind(one.resource) is None
    }


def _lacks_only_the_resources_side(trace: EvaluationTrace) -> bool:
    verdict = trace.verdict
    silent = not trace.deciding and verdict.service_refusal is None and not trace.refused_by_service
    return silent and frozenset(verdict.blocked_by) <= _OF_THE_RESOURCE


def _named(principal: Caller, written: Sequence[dict[str, object]]) -> tuple[Policy, ...]:
    """Return the documents with names: numbered where there are several."""
    name = f"{principal.name}-least-privilege"
    names = [name] if len(written) == 1 else [f"{name}-{number}" for number in range(1, len(written) + 1)]
    return tuple(Policy(one, document) for one, document in zip(names, written, strict=True))
