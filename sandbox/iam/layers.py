"""The policies around one request, layer by layer, and which of them bear on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sandbox.iam.actions import facts
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.principal import PrincipalType
from sandbox.iam.request import Request


class Layer(Enum):
    """The layers, in the order in which AWS names the one that refused."""

    RCP = "rcp"
    SCP = "scp"
    ENDPOINT = "endpoint"
    RESOURCE = "resource"
    TRUST = "trust"
    IDENTITY = "identity"
    BOUNDARY = "boundary"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Layers:
    """Compiled policies of each layer; None or empty where a layer is not there.

    `scps` and `rcps` hold one set a level of the tree, from the root down to the account; every boundary must allow.
    """

    identity: PolicySet | None = None
    boundaries: tuple[PolicySet, ...] = ()
    session: PolicySet | None = None
    resource: PolicySet | None = None
    """The resource's own policy; for sts:Assume* the role's trust policy."""
    scps: tuple[PolicySet, ...] = ()
    rcps: tuple[PolicySet, ...] = ()
    endpoint: PolicySet | None = None

    def scps_for(self, request: Request) -> tuple[PolicySet, ...]:
        """Levels of SCPs that limit the caller; the management account and service-linked roles are spared."""
        caller = request.principal
        spared = caller.service_linked or request.principal_in_management_account
        return () if spared or caller.account is None or caller.type is PrincipalType.WEB_OR_SAML else self.scps

    def rcps_for(self, request: Request) -> tuple[PolicySet, ...]:
        """Levels of RCPs that limit access to the resource, whoever calls."""
        if not self.rcps or request.resource_in_management_account or request.principal.service_linked:
            return ()
        known = facts(request.action)
        spared = known.service is not None and known.service.out_of_reach_of_rcps(request)
        return self.rcps if known.limited_by_rcps and not spared else ()


def must_grant_itself(request: Request) -> bool:
    """Whether the resource's own policy must allow even within the account: a role's trust, a KMS key's policy."""
    known = facts(request.action)
    return known.assumes_role or (known.service is not None and known.service.must_grant_itself(request))
