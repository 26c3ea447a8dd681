"""Decides the requirements of a call: the policies around each are gathered, and `sandbox.iam` evaluates them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from sandbox.authorization import Requirement
from sandbox.emulated.caller import Caller, CallerKind, Session
from sandbox.emulated.policies import principals
from sandbox.emulated.policies.account_evaluators import compiled, of_accounts
from sandbox.emulated.policies.policy_cache import policy
from sandbox.emulated.policies.resource_policies import resource_of
from sandbox.emulated.policies.resource_state import state_keys
from sandbox.emulated.policies.vpc_endpoints import policy_of
from sandbox.iam import EvaluationTrace, Evaluator, Kind, Layers, PolicySet, Request, Verdict, decide, explain
from sandbox.iam.arn import Arn
from sandbox.iam.service_refusal import RefusalType
from sandbox.iam.snapshot import Caller as Principal

_ROLE_ARN = ":role/"
_VERSION = "s3:VersionId"
_THROUGH = "aws:SourceVpce"
_TAGS_OF_RESOURCE = "aws:resourcetag/"
_SETS_AND_ACTIONS = 65_536
"""Pairs of a set of policies and an action of which is kept whether they read the state of resources."""


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
        evaluator = _evaluator(caller, own, requirement, keys.get(_THROUGH))
        given = {**keys, **requirement.context}
        request, layers = _request_and_layers(evaluator, caller, partition, requirement, given)
        complete = evaluated is not None or _reads_state(layers, requirement.action)
        if complete:
            request, layers = _request_and_layers(
                evaluator, caller, partition, requirement, _with_state(requirement, given)
            )
        if evaluated is not None:
            evaluated.append(request)
        verdict = decide(request, layers)
        if refusal is not None or verdict.allowed or _is_invalid_name(verdict):
            continue
        if not complete:  # the explanation has every key, those that no policy reads too
            request, layers = _request_and_layers(
                evaluator, caller, partition, requirement, _with_state(requirement, given)
            )
        refusal = Refusal(requirement, explain(request, layers))
        if evaluated is None:
            return refusal
    return refusal


def _with_state(requirement: Requirement, given: Mapping[str, object]) -> dict[str, object]:
    """Return the keys with those of the resource's state; its tags are those it has, if it exists."""
    state = state_keys(requirement.action, requirement.resource)
    if any(map(_is_resource_tag, state)):
        given = {key: value for key, value in given.items() if not _is_resource_tag(key)}
    return {**state, **given}


def _is_resource_tag(key: str) -> bool:
    return ":resourcetag/" in key.lower()


def _request_and_layers(
    evaluator: Evaluator, caller: Caller, partition: str, requirement: Requirement, context: Mapping[str, object]
) -> tuple[Request, Layers]:
    request, layers = evaluator.request_and_layers(caller.arn, requirement.action, requirement.resource, context)
    session = caller.session
    if session is None:
        return request, layers
    if caller.kind is CallerKind.FEDERATED_USER:
        request = replace(request, principal=replace(request.principal, issuer=session.issuer))
    if session.policies or session.policy_arns:
        layers = replace(layers, session=_session(caller, session, partition))
    return request, layers


def _reads_state(layers: Layers, action: str) -> bool:
    """Return whether a policy tests a key that the state of the resource may give: looking it up costs time."""
    return any(_set_reads_state(one, action) for one in layers.sets())


@lru_cache(maxsize=_SETS_AND_ACTIONS)
def _set_reads_state(policies: PolicySet, action: str) -> bool:
    keys = policies.condition_keys(action)
    return any(not key.startswith("aws:") or key.startswith(_TAGS_OF_RESOURCE) for key in keys)


def _is_invalid_name(verdict: Verdict) -> bool:
    """Return whether policies allow a call with a reserved name, which the service refuses as invalid by itself."""
    return verdict.service_refusal is not None and verdict.service_refusal.type is RefusalType.NAME


def _evaluator(caller: Caller, own: Principal | None, requirement: Requirement, through: object) -> Evaluator:
    """Return the evaluator of one requirement: it knows the caller, the resource, and the accounts of both.

    `through` is the id of the VPC endpoint by which the call came; None for a call without one.
    """
    version = requirement.context.get(_VERSION)
    resource = resource_of(requirement.resource, *((str(version),) if version else ()))
    arn = Arn.parse(requirement.resource)
    owner = resource.account if resource is not None else arn.account if arn is not None else ""
    target = _target_role(requirement)
    known = {one.arn: one for one in (own, target) if one is not None}
    around = of_accounts(tuple(dict.fromkeys(filter(None, (caller.account, owner)))))
    limits = policy_of(through) if isinstance(through, str) else None
    return around.with_parts(
        known,
        {resource.arn: resource} if resource is not None else {},
        {str(through): limits} if limits is not None else None,
    )


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


def _session(caller: Caller, session: Session, partition: str) -> PolicySet:
    """Return the session policies."""
    written = [policy("session policy", text) for text in session.policies]
    account = caller.account or ""
    written += [
        principals.managed(account, partition, arn) or policy(arn, f"{arn} does not exist", arn)
        for arn in session.policy_arns
    ]
    return compiled(Kind.SESSION, tuple(written))
