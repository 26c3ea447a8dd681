"""S3: access control lists, Block Public Access, objects that another account owns, and what an absent object answers.

Access control lists stand beside the bucket's policy: they can allow and never deny. They are settings of the bucket
only while its Object Ownership enables them.

Reference: S3 user guide, access-control-block-public-access ("The meaning of public"), about-object-ownership,
how-s3-evaluates-access-control, acl-overview; S3 API reference, GetObject (permissions) and
PutBucketPolicy (the owner's root user).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sandbox.iam.access_control_list import AclGrant, read_acl
from sandbox.iam.decision import decide
from sandbox.iam.errors import UnknownSetting
from sandbox.iam.layers import Layers
from sandbox.iam.policy_set import Effect, Finding
from sandbox.iam.policy_warning import PolicyWarning, WarningName
from sandbox.iam.principal import PrincipalType
from sandbox.iam.principals import Grade
from sandbox.iam.public_policy import is_public
from sandbox.iam.request import Request
from sandbox.iam.service import Service

_POLICY_ACTIONS = ("s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy")
_SILENT = Finding(Effect.NONE, Grade.NONE)
_SWITCHES = ("restrict_public_buckets", "ignore_public_acls")
_LISTS = {"acl": "the bucket", "object_acl": "the object"}
"""Setting of an access control list -> what it is of."""
_OF_THE_BUCKET_OWNER = frozenset(
    (
        "s3:abortmultipartupload",
        "s3:deleteobject",
        "s3:deleteobjecttagging",
        "s3:deleteobjectversion",
        "s3:deleteobjectversiontagging",
        "s3:getobjectlegalhold",
        "s3:getobjectretention",
        "s3:getobjecttagging",
        "s3:getobjectversiontagging",
        "s3:listmultipartuploadparts",
        "s3:putobject",
        "s3:putobjectlegalhold",
        "s3:putobjectretention",
        "s3:putobjecttagging",
        "s3:putobjectversiontagging",
        "s3:restoreobject",
    )
)
"""Actions on objects that the bucket's owner decides about, whoever owns the object.

Reference: S3 user guide, how-s3-evaluates-access-control ("the bucket owner can deny access to any object, delete any
object in the bucket, archive or restore any object"); S3 API reference, GetObjectTagging and PutObjectTagging ("By
default, the bucket owner has this permission"), PutObjectRetention.
"""


def _check(settings: Mapping[str, object]) -> None:
    for name, value in settings.items():
        if name in _SWITCHES:
            if not isinstance(value, bool):
                raise UnknownSetting(f"resource_settings: {name} is true or false, not {value!r}")
        elif name == "object_owner":
            if not isinstance(value, str):
                raise UnknownSetting(f"resource_settings: {name} is an account id, not {value!r}")
        elif name in _LISTS:
            read_acl(value)
        else:
            known = ", ".join((*_SWITCHES, *_LISTS))
            raise UnknownSetting(f"resource_settings: S3 has {known} and object_owner, not {name!r}")


def _grant(request: Request, layers: Layers, finding: Finding) -> Finding:
    """Return the effect of the bucket's policy and the access control lists.

    The policy of a restricted or foreign bucket grants nothing, but its denials hold.
    """
    if _owner_root_on_policy(request):
        return _SILENT
    if finding.effect is Effect.ALLOW and (_restricted(request, layers) or _is_foreign(request)):
        finding = _SILENT
    if finding.effect not in (Effect.ALLOW, Effect.NONE) or not request.settings:
        return finding
    best = max((grant.grade(request.principal) for _, grant in _grants(request)), default=Grade.NONE)
    return Finding(Effect.ALLOW, best) if best > finding.grade else finding


def _grants(request: Request) -> Iterator[tuple[str, AclGrant]]:
    """Yield the grants of access control lists that allow the action, each with the setting that it is in."""
    action, owner = request.action.lower(), request.settings.get("object_owner")
    ignored = request.settings.get("ignore_public_acls")
    for name in _LISTS:
        for grant in read_acl(request.settings.get(name, ())):
            if grant.public and ignored:
                continue
            if name == "object_acl":
                allowed = "/" in request.resource and grant.allows_on_object(action)
            else:
                known = owner if isinstance(owner, str) else None
                allowed = grant.allows_on_bucket(action, request.principal.account, known)
            if allowed:
                yield name, grant


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
    if owner is None or owner == request.resource_account or "/" not in request.resource:
        return False
    return request.action.lower() not in _OF_THE_BUCKET_OWNER


def _warnings(request: Request, layers: Layers) -> Iterator[PolicyWarning]:
    if _restricted(request, layers):
        yield PolicyWarning(WarningName.PUBLIC_POLICY_RESTRICTED, "RestrictPublicBuckets")
    if _owner_root_on_policy(request) and layers.resource is not None:
        yield PolicyWarning(WarningName.OWNER_ROOT_PASSES_BUCKET_POLICY, request.resource)
    for name in dict.fromkeys(name for name, grant in _grants(request) if grant.grade(request.principal)):
        yield PolicyWarning(WarningName.GRANTED_BESIDE_POLICY, f"the access control list of {_LISTS[name]}")
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
