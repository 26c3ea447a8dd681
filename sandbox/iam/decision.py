"""All layers in one decision.

1. An explicit deny in any layer wins. 2. What cannot be understood makes the answer not evaluable, never an allow.
3. Within an account the caller's own policies or the resource's suffice; across accounts both sides must allow.
4. Organization, boundary, session and endpoint only limit; a grant that names the caller directly passes some of them.
5. A service refuses some requests that every layer allows: see `service_refusals`.
Reference: IAM user guide, reference_policies_evaluation-logic and its pages on same- and cross-account requests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from sandbox.iam import cache_sizes
from sandbox.iam.actions import ActionFacts, facts
from sandbox.iam.applicability import must_grant_itself, rcps_for, scps_for
from sandbox.iam.layers import Layer, Layers
from sandbox.iam.policy_set import Effect, Finding, PolicySet
from sandbox.iam.principal import PrincipalType
from sandbox.iam.principals import Grade
from sandbox.iam.request import Request
from sandbox.iam.service_refusal import ServiceRefusal
from sandbox.iam.service_refusals import refusal_among


class Decision(Enum):
    """The answer."""

    ALLOW = "allow"
    EXPLICIT_DENY = "explicit_deny"
    IMPLICIT_DENY = "implicit_deny"
    NOT_EVALUABLE = "not_evaluable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, the layer that gave it, and every layer that does not allow."""

    decision: Decision
    layer: Layer
    blocked_by: tuple[Layer, ...] = ()
    service_refusal: ServiceRefusal | None = None
    """The rule by which the service refuses what the policies allow."""

    @property
    def allowed(self) -> bool:
        """Whether the request goes through."""
        return self.decision is Decision.ALLOW


_ORDER = tuple(Layer)
_RCP, _SCP, _ENDPOINT, _RESOURCE, _TRUST, _IDENTITY, _BOUNDARY, _SESSION = range(len(_ORDER))
"""Places in a list of effects, one a layer: a list is read several times faster than a dict keyed by members."""
_ALLOWED = tuple(Verdict(Decision.ALLOW, layer) for layer in Layer)
_REFUSED_BY_SERVICE = Verdict(Decision.IMPLICIT_DENY, Layer.IDENTITY, (Layer.IDENTITY,))
_SILENT = (Effect.ALLOW,) * len(_ORDER)
_ABSENT = Finding(Effect.NONE, Grade.NONE)
_ALLOW, _DENY, _NONE, _UNKNOWN = Effect.ALLOW, Effect.DENY, Effect.NONE, Effect.UNKNOWN
_REFUSED = {
    _DENY: Decision.EXPLICIT_DENY,
    _UNKNOWN: Decision.NOT_EVALUABLE,
    _NONE: Decision.IMPLICIT_DENY,
}
_PASSED = {
    Grade.ROLE: (_IDENTITY,),
    Grade.USER: (_IDENTITY, _BOUNDARY),
    Grade.DIRECT: (_IDENTITY, _BOUNDARY, _SESSION),
}
"""Layers whose silence a grant within the account passes; their denies hold always."""


def decide(request: Request, layers: Layers) -> Verdict:
    """Return the verdict on one request.

    Args:
        request: The request, as `Request.of` builds it.
        layers: The compiled policies that may apply to it.

    Returns:
        The decision, the layer that it comes from, and every layer that does not allow.

    Raises:
        MalformedAction: The request's action is not service:Action.

    Example:
        >>> decide(Request.of("arn:aws:iam::111122223333:user/ann", "s3:GetObject"), Layers()).decision
        <Decision.IMPLICIT_DENY: 'implicit_deny'>

    """
    known = facts(request.action)
    if known.beyond_policies:
        if request.principal.type in known.refused_to:
            return _REFUSED_BY_SERVICE
        if known.always_allowed:
            return _ALLOWED[_IDENTITY]
    effects = _limits(request, layers)
    granting = _settle_grant(request, layers, known, effects)
    if any(effects):
        return _refusal(tuple(effects))
    refused = refusal_among(known.refusals, request)
    return _ALLOWED[granting] if refused is None else _of_service(refused)


@lru_cache(maxsize=cache_sizes.KEYS)
def _of_service(refused: ServiceRefusal) -> Verdict:
    return Verdict(Decision.IMPLICIT_DENY, Layer.IDENTITY, (Layer.IDENTITY,), refused)


@lru_cache(maxsize=cache_sizes.KEYS)
def _refusal(effects: tuple[Effect, ...]) -> Verdict:
    """Return the verdict where some layer does not allow: the worst effect decides, in AWS's order of layers."""
    worst = max(effects)
    blocking = tuple(layer for layer, effect in zip(_ORDER, effects, strict=True) if effect is not _ALLOW)
    return Verdict(_REFUSED[worst], _ORDER[effects.index(worst)], blocking)


def _limits(request: Request, layers: Layers) -> list[Effect]:
    """Return the effect of each layer except the resource policy."""
    effects = list(_SILENT)
    if layers.rcps:
        # RCPFullAWSAccess is attached to every node and cannot be detached, so that only denies matter.
        bounded = bool(layers.boundaries)
        found = [level.finding(request, bounded=bounded).effect for level in rcps_for(layers, request)]
        effects[_RCP] = _DENY if _DENY in found else _UNKNOWN if _UNKNOWN in found else _ALLOW
    if layers.scps:
        effects[_SCP] = _of_all(scps_for(layers, request), request)
    if layers.endpoint:
        effects[_ENDPOINT] = layers.endpoint.finding(request, bounded=False).effect
    caller = request.principal
    if not caller.has_policies:
        return effects
    if layers.identity:
        effects[_IDENTITY] = layers.identity.effect(request)
    elif not caller.of_root:
        effects[_IDENTITY] = _NONE
    if layers.boundaries:
        effects[_BOUNDARY] = _of_all(layers.boundaries, request)
    if layers.session:
        effects[_SESSION] = layers.session.effect(request)
    elif caller.type is PrincipalType.FEDERATED_USER:
        effects[_SESSION] = _NONE  # GetFederationToken without a policy grants nothing by itself
    return effects


def _settle_grant(request: Request, layers: Layers, known: ActionFacts, effects: list[Effect]) -> int:
    """Add what the resource's policy says, lift the layers that a direct grant passes; the layer that grants."""
    own = request.principal.has_policies and request.same_account
    if own and layers.resource is None and known.service is None:
        return _IDENTITY  # only the caller's own policies count
    theirs = _TRUST if known.assumes_role else _RESOURCE
    finding = layers.resource.finding(request, bounded=bool(layers.boundaries)) if layers.resource else _ABSENT
    if known.service is not None:
        finding = known.service.grant(request, layers, finding)
    if finding.effect is _DENY or finding.effect is _UNKNOWN:
        effects[theirs] = finding.effect
    caller, grade = request.principal, finding.grade
    without_policies = not caller.has_policies and caller.type is not PrincipalType.ROOT
    if without_policies or not request.same_account:
        return _settle_outside_grant(request, known, finding, effects, theirs)
    if grade >= Grade.ROLE:
        for layer in _PASSED[grade]:
            if effects[layer] is _NONE:
                effects[layer] = _ALLOW
        return theirs
    unheard = layers.resource is not None and effects[_IDENTITY] is _NONE
    if finding.effect is _NONE and (unheard or must_grant_itself(request)):
        effects[theirs] = _NONE
    return _IDENTITY


def _settle_outside_grant(
    request: Request, known: ActionFacts, finding: Finding, effects: list[Effect], theirs: int
) -> int:
    """Require the resource's grant for another account or a principal without policies; the layer that grants."""
    if finding.effect is not _NONE:
        return theirs
    service = known.service
    if service is not None and request.principal.account is not None and service.only_callers_policies(request):
        return _IDENTITY
    effects[theirs] = _NONE
    return theirs


def _of_all(levels: tuple[PolicySet, ...], request: Request) -> Effect:
    """Return the effect of sets that must all allow: one deny denies, one without an effect allows nothing."""
    worst = _ALLOW
    for level in levels:
        effect = level.effect(request)
        if effect > worst:
            if effect is _DENY:
                return _DENY
            worst = effect
    return worst
