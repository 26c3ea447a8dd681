"""KMS: the key's own policy must grant, grants stand beside it, aliases need two permissions.

Reference: KMS developer guide, key-policy-default, policy-evaluation, grants, alias-access, conditions-kms and
resource-control-policies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.iam.layers import Layers
from sandbox.iam.policy_set import Effect, Finding
from sandbox.iam.principals import Grade, MalformedPrincipal, Principals
from sandbox.iam.remark import Name, Remark
from sandbox.iam.request import Request, Values
from sandbox.iam.services.service import Service, UnknownSetting

_ALIAS_ACTIONS = ("kms:createalias", "kms:updatealias", "kms:deletealias")
_CONSTRAINTS = ("encryption_context_equals", "encryption_context_subset")
_CONTEXT = "kms:encryptioncontext:"


def _on_a_key(request: Request) -> bool:
    return ":key/" in request.resource


def _managed_by_aws(request: Request) -> bool:
    return request.settings.get("manager") == "aws"


def _caller_account(request: Request) -> Values:
    account = request.principal.account
    return (account,) if account else ()


def _context_keys(request: Request) -> Values:
    return tuple(key.removeprefix(_CONTEXT) for key in request.context if key.startswith(_CONTEXT))


def _check(settings: Mapping[str, object]) -> None:
    for name, value in settings.items():
        if name == "manager":
            if value not in ("aws", "customer"):
                raise UnknownSetting(f"resource_settings: manager is aws or customer, not {value!r}")
        elif name == "grants":
            for grant in value if isinstance(value, list) else [value]:
                _check_grant(grant)
        else:
            raise UnknownSetting(f"resource_settings: a KMS key has manager and grants, not {name!r}")


def _check_grant(grant: object) -> None:
    wanted = {"grantee", "operations", *_CONSTRAINTS}
    if not isinstance(grant, Mapping) or not {"grantee", "operations"} <= set(grant) <= wanted:
        raise UnknownSetting(f"resource_settings: a grant has grantee, operations, perhaps {', '.join(_CONSTRAINTS)}")
    listed = grant["operations"]
    if not isinstance(grant["grantee"], str) or not isinstance(listed, list):
        raise UnknownSetting("resource_settings: a grant's grantee is a text, its operations a list of texts")
    for name in _CONSTRAINTS:
        wanted_context = grant.get(name, {})
        if not isinstance(wanted_context, Mapping) or not all(isinstance(v, str) for v in wanted_context.values()):
            raise UnknownSetting(f"resource_settings: a grant's {name} is an object of texts")
    try:
        _grantee(grant)
    except MalformedPrincipal as error:
        raise UnknownSetting(f"resource_settings: a grant's grantee: {error}") from error


def _grantee(grant: Mapping[str, Any]) -> Principals:
    name = grant["grantee"]
    return Principals.compile({"Service" if name.endswith(".amazonaws.com") else "AWS": name})


def _grant(request: Request, _: Layers, finding: Finding) -> Finding:
    """What the key says: a grant allows where the key's policy is silent, and can never deny."""
    if finding.effect in (Effect.DENY, Effect.UNKNOWN):
        return finding
    best = max((_graded(request, grant) for grant in _grants(request)), default=Grade.NONE)
    return Finding(Effect.ALLOW, best) if best > finding.grade else finding


def _graded(request: Request, grant: Mapping[str, Any]) -> Grade:
    operation = request.action.partition(":")[2]
    if operation.lower() not in (str(name).lower() for name in grant["operations"]) or not _constrained(request, grant):
        return Grade.NONE
    return _grantee(grant).grade(request)


def _constrained(request: Request, grant: Mapping[str, Any]) -> bool:
    given = {key.removeprefix(_CONTEXT): value for key, value in request.context.items() if key.startswith(_CONTEXT)}
    for name in _CONSTRAINTS:
        if name not in grant:
            continue
        wanted = {key.lower(): (value,) for key, value in grant[name].items()}
        if name.endswith("equals") and given != wanted:
            return False
        if not wanted.items() <= given.items():
            return False
    return True


def _grants(request: Request) -> list[Any]:
    listed = request.settings.get("grants", [])
    return listed if isinstance(listed, list) else [listed]


def _remarks(request: Request, layers: Layers) -> Iterator[Remark]:
    del layers
    if request.action.lower() in _ALIAS_ACTIONS:
        other = "the alias" if _on_a_key(request) else "the KMS key"
        yield Remark(Name.ALSO_NEEDS, f"{request.action} on {other}")
    if any(_graded(request, grant) for grant in _grants(request)):
        yield Remark(Name.GRANTED_BESIDE_POLICY, "a grant of the KMS key")


SERVICE = Service(
    "kms",
    spared_by_rcps=frozenset(("retiregrant",)),
    out_of_reach_of_rcps=_managed_by_aws,
    must_grant_itself=_on_a_key,
    grant=_grant,
    check_settings=_check,
    keys={"kms:calleraccount": _caller_account, "kms:encryptioncontextkeys": _context_keys},
    multivalued=frozenset(("kms:encryptioncontextkeys", "kms:grantoperations", "kms:resourcealiases")),
    remarks=_remarks,
)
