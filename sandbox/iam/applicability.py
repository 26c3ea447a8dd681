"""Which layers apply to a request: levels of SCPs and RCPs, and resources that must grant access themselves."""

from __future__ import annotations

from sandbox.iam.actions import facts
from sandbox.iam.layers import Layers
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.principal import PrincipalType
from sandbox.iam.request import Request

_FEDERATED_USER = ":federated-user/"


def scps_for(layers: Layers, request: Request) -> tuple[PolicySet, ...]:
    """Return the levels of SCPs that limit the caller; the management account and service-linked roles are exempt."""
    caller = request.principal
    exempt = caller.service_linked or request.principal_in_management_account
    return () if exempt or caller.account is None or caller.type is PrincipalType.WEB_OR_SAML else layers.scps


def rcps_for(layers: Layers, request: Request) -> tuple[PolicySet, ...]:
    """Return the levels of RCPs that limit access to the resource, whoever calls."""
    if not layers.rcps or request.resource_in_management_account or request.principal.service_linked:
        return ()
    known = facts(request.action)
    exempt = known.service is not None and known.service.out_of_reach_of_rcps(request)
    return layers.rcps if known.limited_by_rcps and not exempt else ()


def must_grant_itself(request: Request) -> bool:
    """Return whether the resource's own policy must allow in its account too: a role's trust, a KMS key's policy."""
    known = facts(request.action)
    if known.assumes_role:
        return _FEDERATED_USER not in request.resource  # whose tags only the calling user's policies are about
    return known.service is not None and known.service.must_grant_itself(request)
