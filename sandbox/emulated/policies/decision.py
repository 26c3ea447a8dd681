"""Decides the requirements of a call: the policies around each are gathered, and `sandbox.iam` evaluates them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sandbox.authorization import Requirement
from sandbox.emulated.caller import Caller, CallerKind
from sandbox.emulated.policies import principals
from sandbox.emulated.policies.organization import Accounts
from sandbox.emulated.policies.policy_cache import policy
from sandbox.emulated.policies.resource_policies import resource_of
from sandbox.emulated.policies.resource_state import state_keys
from sandbox.iam import EvaluationTrace, Evaluator, Kind, PolicySet, Request, Snapshot, Verdict, decide, explain
from sandbox.iam.arn import Arn
from sandbox.iam.service_refusal import RefusalType
from sandbox.iam.snapshot import Caller as Principal
from sandbox.iam.snapshot import Resource

_EVALUATOR = Evaluator(Snapshot("the sandbox"))
"""Holds the compiled policies of all calls."""
_ROLE_ARN = ":role/"
_VERSION = "s3:VersionId"


@dataclass(frozen=True)
class Refusal:
    """A requirement that is not met."""

    requirement: Requirement
    trace: EvaluationTrace


def first_refusal(
    caller: Caller,
    partition: str,
    needed: Iterable[Requirement],
    keys: Mapping[str, object],
    evaluated: list[Request] | None = None,
) -> Refusal | None:
    """Return the first requirement of a call that its caller lacks, with the trace; None where all are met.

    Args:
        caller: Who calls, with the session's policies where it is one.
        partition: The partition of the caller's account.
        needed: What the call needs.
        keys: Condition keys of the request, beside those of each requirement.
        evaluated: Gets the request of each requirement; with it, those after a refusal are evaluated too.

    """
    own = _principal(caller, partition)
    refusal: Refusal | None = None
    for requirement in needed:
        evaluator = _EVALUATOR.of(_snapshot(caller, own, requirement))
        state = state_keys(requirement.action, requirement.resource)
        context = {**keys, **state, **requirement.context}
        request, layers = evaluator.request_and_layers(caller.arn, requirement.action, requirement.resource, context)
        if caller.kind is CallerKind.FEDERATED_USER and caller.session is not None:
            request = replace(request, principal=replace(request.principal, issuer=caller.session.issuer))
        layers = replace(layers, session=_session(caller, partition))
        if evaluated is not None:
            evaluated.append(request)
        verdict = decide(request, layers)
        if refusal is None and not verdict.allowed and not _is_invalid_name(verdict):
            refusal = Refusal(requirement, explain(request, layers))
            if evaluated is None:
                return refusal
    return refusal


def _is_invalid_name(verdict: Verdict) -> bool:
    """Return whether policies allow a call with a reserved name, which the service refuses as invalid by itself."""
    return verdict.service_refusal is not None and verdict.service_refusal.type is RefusalType.NAME


def _snapshot(caller: Caller, own: Principal | None, requirement: Requirement) -> Snapshot:
    """Return what bears on one requirement: the caller, the resource, and their accounts in their organizations."""
    version = requirement.context.get(_VERSION)
    resource = resource_of(requirement.resource, *((str(version),) if version else ()))
    arn = Arn.parse(requirement.resource)
    owner = resource.account if resource is not None else arn.account if arn is not None else ""
    known = [one for one in (own, _target_role(requirement)) if one is not None]
    around = Accounts(filter(None, dict.fromkeys((caller.account or "", owner))))
    return Snapshot(
        "the sandbox",
        around.organizations.get(caller.account or "") or around.organizations.get(owner),
        around.nodes,
        around.accounts,
        {one.arn: one for one in known},
        _resources(resource),
    )


def _resources(resource: Resource | None) -> dict[str, Resource]:
    return {resource.arn: resource} if resource is not None else {}


def _target_role(requirement: Requirement) -> Principal | None:
    """Return the role that sts:Assume* is about, whose trust policy decides."""
    if not requirement.action.startswith("sts:") or _ROLE_ARN not in requirement.resource:
        return None
    arn = Arn.parse(requirement.resource)
    return principals.role(arn.account, arn.partition, requirement.resource) if arn is not None else None


def _principal(caller: Caller, partition: str) -> Principal | None:
    if caller.account is None or caller.arn is None:
        return None
    if caller.kind is CallerKind.USER:
        return principals.user(caller.account, partition, caller.arn)
    if caller.kind is CallerKind.ROLE_SESSION and caller.session is not None:
        return principals.role(caller.account, partition, caller.session.issuer)
    if caller.kind is CallerKind.FEDERATED_USER and caller.session is not None:
        user = principals.user(caller.account, partition, caller.session.issuer)
        return replace(user, arn=caller.arn) if user is not None else None
    return None


def _session(caller: Caller, partition: str) -> PolicySet | None:
    """Return the session policies; None for a session without any."""
    session = caller.session
    if session is None or not (session.policies or session.policy_arns):
        return None
    written = [policy("session policy", text) for text in session.policies]
    account = caller.account or ""
    written += [
        principals.managed(account, partition, arn) or policy(arn, f"{arn} does not exist", arn)
        for arn in session.policy_arns
    ]
    return _EVALUATOR.compiled(Kind.SESSION, tuple(written))
