"""KMS: the key's own policy must grant, grants stand beside it, aliases need two permissions.

Reference: KMS developer guide, key-policy-default, policy-evaluation, grants, grant-delete, alias-access,
alias-authorization, key-policy-modifying-external-accounts, conditions-kms and resource-control-policies. Anonymous
calls reach SQS, SNS and S3 only: IAM user guide, reference_policies_variables (principal key values).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from sandbox.iam import cache_sizes
from sandbox.iam.errors import MalformedPrincipal, UnknownSetting
from sandbox.iam.layers import Layers
from sandbox.iam.policy_set import Effect, Finding
from sandbox.iam.policy_warning import PolicyWarning, WarningName
from sandbox.iam.principal import UNSIGNED
from sandbox.iam.principals import Grade, Principals
from sandbox.iam.request import Request, Values
from sandbox.iam.service import Service

_SILENT = Finding(Effect.NONE, Grade.NONE)
_ALIAS_ACTIONS = ("kms:createalias", "kms:updatealias", "kms:deletealias")
_CONSTRAINTS = ("encryption_context_equals", "encryption_context_subset")
_CONTEXT = "kms:encryptioncontext:"
_RETIRE = "kms:retiregrant"
_UNCONSTRAINED = ("kms:describekey", _RETIRE)
"""Operations of a grant to which its constraint does not apply."""

_ACROSS_ACCOUNTS = frozenset(
    """
    creategrant decrypt derivesharedsecret describekey encrypt generatedatakey generatedatakeypair
    generatedatakeypairwithoutplaintext generatedatakeywithoutplaintext generatemac getkeyrotationstatus getpublickey
    listgrants reencryptfrom reencryptto retiregrant revokegrant sign verify verifymac
    """.split()  # noqa: SIM905 - a list of twenty words reads better as words
)
"""Operations for which permission in another account's key policy is effective at all."""


def _on_a_key(request: Request) -> bool:
    """Return whether a key's own policy must allow; a request that names an alias is subject to its key's policy."""
    action = request.action.lower()
    if action == _RETIRE:
        return False  # the grant says who may retire it, and the key's account may delegate that
    return ":key/" in request.resource or (":alias/" in request.resource and action not in _ALIAS_ACTIONS)


def _managed_by_aws(request: Request) -> bool:
    return request.settings.get("manager") == "aws"


def _caller_account(request: Request) -> Values:
    account = request.principal.account
    return (account,) if account else ()


def _context_keys(request: Request) -> Values:
    return tuple(request.names_after(_CONTEXT))


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
    perhaps = (*_CONSTRAINTS, "retiring_principal")
    wanted = {"grantee", "operations"}
    if not isinstance(grant, Mapping) or not wanted <= set(grant) <= {*wanted, *perhaps}:
        raise UnknownSetting(f"resource_settings: a grant has grantee, operations, perhaps {', '.join(perhaps)}")
    listed = grant["operations"]
    if not isinstance(grant["grantee"], str) or not isinstance(listed, list):
        raise UnknownSetting("resource_settings: a grant's grantee is a text, its operations a list of texts")
    for name in _CONSTRAINTS:
        wanted_context = grant.get(name, {})
        if not isinstance(wanted_context, Mapping) or not all(isinstance(v, str) for v in wanted_context.values()):
            raise UnknownSetting(f"resource_settings: a grant's {name} is an object of texts")
    for role in ("grantee", "retiring_principal"):
        name = grant.get(role, grant["grantee"])
        try:
            _named(name if isinstance(name, str) else "")
        except MalformedPrincipal as error:
            raise UnknownSetting(f"resource_settings: a grant's {role}: {error}") from error


@lru_cache(maxsize=cache_sizes.CONDITION)
def _named(name: str) -> Principals:
    return Principals.compile({"Service" if name.endswith(".amazonaws.com") else "AWS": name})


def _grant(request: Request, _: Layers, finding: Finding) -> Finding:
    """Return the key's effect: a grant allows where the key's policy has none, and can never deny."""
    if request.action.lower() == _RETIRE:
        finding = _SILENT  # the permission has no effect in a key policy
    if finding.effect in (Effect.DENY, Effect.UNKNOWN):
        return finding
    across = request.principal.account is not None and not request.same_account
    if across and request.action.partition(":")[2].lower() not in _ACROSS_ACCOUNTS:
        return _SILENT
    best = max((_graded(request, grant) for grant in _grants(request)), default=Grade.NONE)
    return Finding(Effect.ALLOW, best) if best > finding.grade else finding


def _graded(request: Request, grant: Mapping[str, Any]) -> Grade:
    operation = request.action.partition(":")[2]
    retiring = grant.get("retiring_principal") if request.action.lower() == _RETIRE else None
    best = _named(retiring).grade(request) if retiring else Grade.NONE
    if operation.lower() not in (str(name).lower() for name in grant["operations"]) or not _constrained(request, grant):
        return best
    return max(best, _named(grant["grantee"]).grade(request))


def _constrained(request: Request, grant: Mapping[str, Any]) -> bool:
    """Return whether the encryption context is the one that the grant requires, case-sensitively."""
    if request.action.lower() in _UNCONSTRAINED:
        return True
    given = request.names_after(_CONTEXT)
    for name in _CONSTRAINTS:
        if name not in grant:
            continue
        wanted = {key: (value,) for key, value in grant[name].items()}
        if name.endswith("equals") and given != wanted:
            return False
        if not wanted.items() <= given.items():
            return False
    return True


def _grants(request: Request) -> list[Any]:
    listed = request.settings.get("grants", [])
    return listed if isinstance(listed, list) else [listed]


def _warnings(request: Request, layers: Layers) -> Iterator[PolicyWarning]:
    del layers
    if request.action.lower() in _ALIAS_ACTIONS:
        other = "the alias" if _on_a_key(request) else "the KMS key"
        yield PolicyWarning(WarningName.ALSO_NEEDS, f"{request.action} on {other}")
    if any(_graded(request, grant) for grant in _grants(request)):
        yield PolicyWarning(WarningName.GRANTED_BESIDE_POLICY, "a grant of the KMS key")


SERVICE = Service(
    "kms",
    refuses=lambda _, kind: kind in UNSIGNED,
    spared_by_rcps=frozenset(("retiregrant",)),
    out_of_reach_of_rcps=_managed_by_aws,
    must_grant_itself=_on_a_key,
    grant=_grant,
    check_settings=_check,
    keys={"kms:calleraccount": _caller_account, "kms:encryptioncontextkeys": _context_keys},
    multivalued=frozenset(("kms:encryptioncontextkeys", "kms:grantoperations", "kms:resourcealiases")),
    warnings=_warnings,
)
