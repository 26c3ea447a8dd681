"""All layers in one decision.

1. An explicit deny in any layer wins. 2. What cannot be understood makes the answer not evaluable, never an allow.
3. Within an account the caller's own policies or the resource's suffice; across accounts both sides must allow.
4. Organization, boundary, session and endpoint only limit; a grant that names the caller directly passes some of them.
Reference: IAM user guide, reference_policies_evaluation-logic and its pages on same- and cross-account requests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sandbox.iam.layers import Layer, Layers, assumes_role, must_grant_itself
from sandbox.iam.policy_set import Effect, Finding
from sandbox.iam.principal import PrincipalType
from sandbox.iam.principals import Grade
from sandbox.iam.request import Request


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

    @property
    def allowed(self) -> bool:
        """Whether the request goes through."""
        return self.decision is Decision.ALLOW


_ORDER = tuple(Layer)
_ALLOWED = {layer: Verdict(Decision.ALLOW, layer) for layer in Layer}
_ABSENT = Finding(Effect.NONE, Grade.NONE)
_PASSED = {
    Grade.ROLE: (Layer.IDENTITY,),
    Grade.USER: (Layer.IDENTITY, Layer.BOUNDARY),
    Grade.DIRECT: (Layer.IDENTITY, Layer.BOUNDARY, Layer.SESSION),
}
"""Layers whose silence a grant within the account passes; their denies hold always."""


def decide(request: Request, layers: Layers) -> Verdict:
    """Decide one request."""
    if request.action.lower() == "sts:getcalleridentity":
        return _ALLOWED[Layer.IDENTITY]  # AWS needs no permission for it and honours no deny
    effects = _limits(request, layers)
    theirs = Layer.TRUST if assumes_role(request.action) else Layer.RESOURCE
    finding = layers.resource.finding(request, bounded=bool(layers.boundaries)) if layers.resource else _ABSENT
    granting = _settle_grant(request, effects, finding, theirs, present=layers.resource is not None)
    for effect, decision in ((Effect.DENY, Decision.EXPLICIT_DENY), (Effect.UNKNOWN, Decision.NOT_EVALUABLE)):
        if effect in effects.values():
            first = next(layer for layer in _ORDER if effects.get(layer) is effect)
            return Verdict(decision, first, _blocking(effects))
    blocking = _blocking(effects)
    return Verdict(Decision.IMPLICIT_DENY, blocking[0], blocking) if blocking else _ALLOWED[granting]


def _limits(request: Request, layers: Layers) -> dict[Layer, Effect]:
    """What each layer but the resource's says."""
    effects: dict[Layer, Effect] = {}
    if rcps := layers.rcps_for(request):
        # RCPFullAWSAccess is attached to every node and cannot be detached, so that only denies matter.
        found = {level.finding(request, bounded=bool(layers.boundaries)).effect for level in rcps}
        effects[Layer.RCP] = next((e for e in (Effect.DENY, Effect.UNKNOWN) if e in found), Effect.ALLOW)
    if scps := layers.scps_for(request):
        effects[Layer.SCP] = _weakest([level.effect(request) for level in scps])
    if layers.endpoint:
        effects[Layer.ENDPOINT] = layers.endpoint.finding(request, bounded=False).effect
    kind = request.principal.type
    if kind is PrincipalType.ROOT:
        effects[Layer.IDENTITY] = Effect.NONE if _root_may_not_assume(request) else Effect.ALLOW
    elif request.principal.has_policies:
        effects[Layer.IDENTITY] = layers.identity.effect(request) if layers.identity else Effect.NONE
        if kind is PrincipalType.FEDERATED_USER and layers.session is None:
            effects[Layer.SESSION] = Effect.NONE  # GetFederationToken without a policy grants nothing by itself
    for layer, limit in layers.limits(request):
        effects[layer] = _weakest([effects.get(layer, Effect.ALLOW), limit.effect(request)])
    return effects


def _settle_grant(
    request: Request, effects: dict[Layer, Effect], finding: Finding, theirs: Layer, *, present: bool
) -> Layer:
    """Work out whose grant counts and lift the layers that a direct grant passes; the layer that grants."""
    grade = finding.grade
    if finding.effect in (Effect.DENY, Effect.UNKNOWN):
        effects[theirs] = finding.effect
    stranger = not request.principal.has_policies and request.principal.type is not PrincipalType.ROOT
    if stranger or not request.same_account:
        if not grade:
            effects.setdefault(theirs, Effect.NONE)
        return theirs
    if grade >= Grade.ROLE:
        for layer in _PASSED[grade]:
            if effects.get(layer) is Effect.NONE and not _root_may_not_assume(request):
                del effects[layer]
        return theirs
    if not grade and (must_grant_itself(request) or (present and effects.get(Layer.IDENTITY) is Effect.NONE)):
        effects.setdefault(theirs, Effect.NONE)
    return Layer.IDENTITY


def _root_may_not_assume(request: Request) -> bool:
    """STS refuses AssumeRole to account root users whatever a trust policy says.

    Reference: STS API reference, AssumeRole.
    """
    return request.principal.type is PrincipalType.ROOT and request.action.lower() == "sts:assumerole"


def _weakest(effects: list[Effect]) -> Effect:
    return next((e for e in (Effect.DENY, Effect.UNKNOWN, Effect.NONE) if e in effects), Effect.ALLOW)


def _blocking(effects: dict[Layer, Effect]) -> tuple[Layer, ...]:
    return tuple(layer for layer in _ORDER if effects.get(layer, Effect.ALLOW) is not Effect.ALLOW)
