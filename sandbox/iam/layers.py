"""The policies around one request, layer by layer, and which of them bear on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from sandbox.iam.policy_set import PolicySet
from sandbox.iam.principal import PrincipalType
from sandbox.iam.request import Request

RCP_SERVICES = frozenset(
    ("s3", "sts", "kms", "sqs", "secretsmanager", "ecr", "dynamodb", "aoss", "cognito-idp", "logs")
)
"""Services whose resources resource control policies limit, as of 2026-11.

Reference: Organizations user guide, orgs_manage_policies_rcps ("List of AWS services that support RCPs").
"""

_ASSUME = frozenset(
    (
        "sts:assumerole",
        "sts:assumerolewithsaml",
        "sts:assumerolewithwebidentity",
        "sts:tagsession",
        "sts:setsourceidentity",
        "sts:setcontext",
    )
)


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
        action = request.action.lower()
        if not self.rcps or request.resource_in_management_account or request.principal.service_linked:
            return ()
        return self.rcps if action.partition(":")[0] in RCP_SERVICES and action != "kms:retiregrant" else ()

    def limits(self, request: Request) -> Iterator[tuple[Layer, PolicySet]]:
        """The sets that may only limit what the caller's own policies grant."""
        if request.principal.has_policies:
            yield from ((Layer.BOUNDARY, boundary) for boundary in self.boundaries)
            if self.session:
                yield Layer.SESSION, self.session


def assumes_role(action: str) -> bool:
    """Whether the action is answered by a role's trust policy."""
    return action.lower() in _ASSUME


def must_grant_itself(request: Request) -> bool:
    """Whether the resource's own policy must allow even within the account: a role's trust, a KMS key's policy.

    Reference: KMS developer guide, key-policy-default.
    """
    action = request.action.lower()
    return action in _ASSUME or (action.startswith("kms:") and ":key/" in request.resource)
