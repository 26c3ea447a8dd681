"""STS: GetCallerIdentity, assuming roles and root users, and sessions of users.

Reference: STS API reference, GetCallerIdentity, AssumeRole, AssumeRoot, GetFederationToken and GetSessionToken; IAM
user guide, id_credentials_sts-comparison (who can call what), id_roles_update-role-trust-policy (boundaries) and
id_credentials_temp_control-access_monitor (source identity); Organizations user guide, orgs_manage_policies_rcps.
"""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.iam.layers import Layers
from sandbox.iam.policy_set import Effect, Finding
from sandbox.iam.principal import UNSIGNED, PrincipalType
from sandbox.iam.principals import Grade
from sandbox.iam.request import Request, Values
from sandbox.iam.service import Service

_GET_CALLER_IDENTITY = "getcalleridentity"
_SET_SOURCE_IDENTITY = "setsourceidentity"
_ASSUME_ROOT = "assumeroot"
_ASSUMES_ROLE = frozenset(
    (
        "assumerole",
        "assumerolewithsaml",
        "assumerolewithwebidentity",
        "tagsession",
        _SET_SOURCE_IDENTITY,
        "setcontext",
    )
)
_WITH_A_TOKEN = ("assumerolewithsaml", "assumerolewithwebidentity", "tagsession", _SET_SOURCE_IDENTITY)
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
        return name != _GET_CALLER_IDENTITY
    return kind in _REFUSED.get(name, ())


def _name(request: Request) -> str:
    return request.action.partition(":")[2].lower()


def _trusted(request: Request, _: Layers, finding: Finding) -> Finding:
    """Return the effect of a role's trust, which a user's boundary (for a source identity session policies) limits."""
    if finding.effect is not Effect.ALLOW or _name(request) not in _ASSUMES_ROLE:
        return finding
    if _name(request) == _SET_SOURCE_IDENTITY and request.principal.type is PrincipalType.ROLE:
        return Finding(Effect.ALLOW, min(finding.grade, Grade.ACCOUNT))
    if request.principal.type is PrincipalType.USER:
        return Finding(Effect.ALLOW, min(finding.grade, Grade.ROLE))
    return finding


def _handed_on(request: Request) -> Values:
    """Return the source identity of a session, which the next role gets, too."""
    return request.context.get("aws:sourceidentity", ()) if _name(request) in _ASSUMES_ROLE else ()


def _assumes_root(request: Request) -> bool:
    return _name(request) == _ASSUME_ROOT


def _role_of_a_service(request: Request) -> bool:
    return ":role/aws-service-role/" in request.resource


SERVICE = Service(
    "sts",
    always_allowed=frozenset((_GET_CALLER_IDENTITY, "getsessiontoken")),
    assumes_role=_ASSUMES_ROLE,
    refuses=_refuses,
    out_of_reach_of_rcps=_role_of_a_service,
    only_callers_policies=_assumes_root,
    grant=_trusted,
    keys={"sts:sourceidentity": _handed_on},
    multivalued=frozenset(("sts:transitivetagkeys", "sts:requestcontextproviders")),
)
