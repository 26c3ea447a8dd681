"""The text about generated policies: their sizes, and what they leave out and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.iam.message import POLICY_TYPES
from sandbox.least_privilege.documents import ATTACHED_POLICIES, MANAGED_POLICY_CHARACTERS, size
from sandbox.least_privilege.generation import Denied, Generated
from sandbox.least_privilege.recording import RecordedRequest, Recording


def title(name: str, recording: Recording) -> str:
    """Return what the policies of a role or user allow, as a docstring."""
    last = max((one.last for one in recording.requests), default=recording.started)
    return f"Allow what {name} called from {recording.started:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} UTC."


def summary(found: Generated) -> Iterator[str]:
    """Yield one line for each policy, and one for each request that needs attention."""
    if not found.policies:
        yield "no policy: every recorded request is left out"
    for policy in found.policies:
        yield f"policy {policy.name}: {size(policy.document):,} of {MANAGED_POLICY_CHARACTERS:,} characters"
    if len(found.policies) > ATTACHED_POLICIES:
        yield (
            f"{len(found.policies)} policies: IAM attaches at most {ATTACHED_POLICIES} managed policies to a role or "
            "user unless the quota is raised; --generalize needs fewer resources"
        )
    yield from (f"left out: {_request(one.request)}: {_reason(one)}" for one in found.left_out)
    yield from (f"not enough: {_request(one.request)}: {_reason(one)}" for one in found.insufficient)
    yield from _listed("kept although a resource policy allows it without", found.granted_by_resource)
    yield from _listed("left out: needs no permission", found.without_permission)
    yield from _listed("left out: IAM saves no policy with such a resource", found.malformed)
    yield from _listed("left out: denied in every call (--include-denied)", found.not_included)
    if found.incomplete:
        yield (
            f"incomplete: {found.incomplete} calls needed permissions that are not in the recording, which had reached "
            "its bound: record a shorter time, or fewer roles"
        )


def _reason(denied: Denied) -> str:
    verdict = denied.trace.verdict
    if verdict.service_refusal is not None:
        return f"AWS refuses it regardless of policies: {verdict.service_refusal.reason}"
    if denied.trace.refused_by_service:
        return "the service refuses it to such a caller, regardless of policies"
    reason = f"{verdict.decision.value.replace('_', ' ')} by {POLICY_TYPES[verdict.layer]}"
    policy = f" ({denied.policy.name})" if denied.policy is not None else ""
    return f"{reason}{policy}{f'  {denied.where}' if denied.where else ''}"


def _request(request: RecordedRequest) -> str:
    on = f" on {request.resource}" if request.resource != "*" else ""
    return f"{request.action}{on}"


def _listed(reason: str, requests: Iterable[RecordedRequest]) -> Iterator[str]:
    yield from (f"{reason}: {text}" for text in dict.fromkeys(map(_request, requests)))
