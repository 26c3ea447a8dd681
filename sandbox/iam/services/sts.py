"""STS: who am I, and becoming somebody else.

Reference: STS API reference, GetCallerIdentity, AssumeRole, GetFederationToken and GetSessionToken; IAM user guide,
id_credentials_sts-comparison (who can call what); Organizations user guide, orgs_manage_policies_rcps.
"""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.iam.principal import UNSIGNED, PrincipalType
from sandbox.iam.request import Request
from sandbox.iam.services.service import Service

_WHO_AM_I = "getcalleridentity"
_WITH_A_TOKEN = ("assumerolewithsaml", "assumerolewithwebidentity", "tagsession", "setsourceidentity")
"""What an identity of a provider may call without AWS credentials."""
_REFUSED: Mapping[str, tuple[PrincipalType, ...]] = {
    "assumerole": (PrincipalType.ROOT,),
    "getfederationtoken": (PrincipalType.ROLE, PrincipalType.SERVICE),
    "getsessiontoken": (PrincipalType.ROLE, PrincipalType.SERVICE),
}


def _refuses(name: str, kind: PrincipalType) -> bool:
    if kind in UNSIGNED:
        return kind is PrincipalType.ANONYMOUS or name not in _WITH_A_TOKEN
    if kind is PrincipalType.FEDERATED_USER:
        return name != _WHO_AM_I
    return kind in _REFUSED.get(name, ())


def _role_of_a_service(request: Request) -> bool:
    return ":role/aws-service-role/" in request.resource


SERVICE = Service(
    "sts",
    always_allowed=frozenset((_WHO_AM_I, "getsessiontoken")),
    assumes_role=frozenset(
        (
            "assumerole",
            "assumerolewithsaml",
            "assumerolewithwebidentity",
            "tagsession",
            "setsourceidentity",
            "setcontext",
        )
    ),
    refuses=_refuses,
    out_of_reach_of_rcps=_role_of_a_service,
    multivalued=frozenset(("sts:transitivetagkeys", "sts:requestcontextproviders")),
)
