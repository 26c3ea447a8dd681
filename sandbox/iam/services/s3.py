"""S3: Block Public Access, objects that another account owns, and what an absent object answers.

Reference: S3 user guide, access-control-block-public-access ("The meaning of public"), about-object-ownership,
how-s3-evaluates-access-control; S3 API reference, GetObject (permissions) and
PutBucketPolicy (the owner's root user).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sandbox.iam.conditions import Condition
from sandbox.iam.decision import decide
from sandbox.iam.errors import UnknownSetting
from sandbox.iam.layers import Layers
from sandbox.iam.policy_set import Effect, Finding
from sandbox.iam.policy_warning import PolicyWarning, WarningName
from sandbox.iam.principal import PrincipalType
from sandbox.iam.principals import Grade
from sandbox.iam.request import Request
from sandbox.iam.service import Service
from sandbox.iam.statement import Statement

_FIXING_KEYS = frozenset(
    (
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourcearn",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:sourceowner",
        "aws:sourceaccount",
        "aws:userid",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
        "s3:dataaccesspointarn",
        "s3:dataaccesspointaccount",
    )
)
_POSITIVE = ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress")
_BROADEST = {4: 8, 6: 32}
"""IP version -> the shortest prefix that S3 takes as a fixed value: a broader range is public.

Reference: S3 user guide, access-control-block-public-access (the meaning of "public").
"""
_POLICY_ACTIONS = ("s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy")
_SILENT = Finding(Effect.NONE, Grade.NONE)


def is_public(statements: tuple[Statement, ...]) -> bool:
    """Return whether S3 classifies a bucket policy as public: a statement grants to values that are not fixed."""
    return any(not statement.deny and _grants_to_the_public(statement) for statement in statements)


def _grants_to_the_public(statement: Statement) -> bool:
    named = statement.principals
    if named is not None and not statement.not_principal and not named.everyone and not named.web_identity:
        return False
    return not any(_fixes(condition) for condition in statement.conditions)


def _fixes(condition: Condition) -> bool:
    if condition.operator.removeprefix("ForAnyValue:") not in _POSITIVE:
        return False
    key = condition.key.lower()
    if key == "aws:sourceip":
        return all(_is_narrow(value) for value in condition.wanted)
    if key == "s3:dataaccesspointarn":
        return all("*" not in value.partition(":accesspoint/")[0] for value in condition.wanted)
    return key in _FIXING_KEYS and not any(sign in value for value in condition.wanted for sign in ("*", "?", "${"))


def _is_narrow(value: str) -> bool:
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        return False
    return network.prefixlen >= _BROADEST[network.version]


def _check(settings: Mapping[str, object]) -> None:
    for name, value in settings.items():
        if name == "restrict_public_buckets":
            if not isinstance(value, bool):
                raise UnknownSetting(f"resource_settings: {name} is true or false, not {value!r}")
        elif name == "object_owner":
            if not isinstance(value, str):
                raise UnknownSetting(f"resource_settings: {name} is an account id, not {value!r}")
        else:
            raise UnknownSetting(f"resource_settings: S3 has restrict_public_buckets and object_owner, not {name!r}")


def _grant(request: Request, layers: Layers, finding: Finding) -> Finding:
    """Return the bucket's effect: a restricted or foreign bucket grants nothing, but its denials hold."""
    if _owner_root_on_policy(request):
        return _SILENT
    if finding.effect is not Effect.ALLOW:
        return finding
    return _SILENT if _restricted(request, layers) or _is_foreign(request) else finding


def _owner_root_on_policy(request: Request) -> bool:
    """Return whether the owner's root user reads or changes the policy, which then cannot deny it."""
    if request.principal.type is not PrincipalType.ROOT or not request.same_account:
        return False
    return request.action.lower() in _POLICY_ACTIONS


def _restricted(request: Request, layers: Layers) -> bool:
    if not request.settings.get("restrict_public_buckets") or layers.resource is None:
        return False
    inside = request.same_account or request.principal.type is PrincipalType.SERVICE
    return not inside and is_public(layers.resource.statements)


def _is_foreign(request: Request) -> bool:
    """Return whether the object belongs to another account than the bucket: the bucket's policy can't grant it."""
    owner = request.settings.get("object_owner")
    return owner is not None and owner != request.resource_account and "/" in request.resource


def _warnings(request: Request, layers: Layers) -> Iterator[PolicyWarning]:
    if _restricted(request, layers):
        yield PolicyWarning(WarningName.PUBLIC_POLICY_RESTRICTED, "RestrictPublicBuckets")
    if _owner_root_on_policy(request) and layers.resource is not None:
        yield PolicyWarning(WarningName.OWNER_ROOT_PASSES_BUCKET_POLICY, request.resource)
    if request.action.lower() != "s3:getobject" or not decide(request, layers).allowed:
        return
    bucket = request.resource.partition("/")[0]
    if not decide(replace(request, action="s3:ListBucket", resource=bucket), layers).allowed:
        yield PolicyWarning(WarningName.ABSENCE_ANSWERS_403, f"s3:ListBucket on {bucket}")


SERVICE = Service(
    "s3",
    must_grant_itself=_is_foreign,
    grant=_grant,
    keys={"s3:resourceaccount": lambda request: (request.resource_account,) if request.resource_account else ()},
    check_settings=_check,
    warnings=_warnings,
)
