"""GetAccountAuthorizationDetails: all users, groups, roles and policies of an account, page by page.

Reference: IAM API reference, GetAccountAuthorizationDetails. Of AWS managed policies only those in use are listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from moto.iam.models import AWSManagedPolicy, iam_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.iam.paging import PAGING
from sandbox.emulated.operation import operation
from sandbox.emulated.policies.written_policy import boundary_arn, document_text
from sandbox.emulated.service_call import Call

_FILTERS = ("User", "Group", "Role", "LocalManagedPolicy", "AWSManagedPolicy")
_LISTS = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")

type Shape = dict[str, Any]


@operation("GetAccountAuthorizationDetails")
def get_account_authorization_details(call: Call) -> Shape:
    """Return one page of the account's entities and policies; `Filter` limits their types."""
    wanted = tuple(call.request.get("Filter") or _FILTERS)
    for name in wanted:
        if name not in _FILTERS:
            raise AwsError(
                "ValidationError",
                f"1 validation error detected: Value '{name}' at 'filter' failed to satisfy constraint: "
                f"Member must satisfy enum value set: [{', '.join(_FILTERS)}]",
            )
    iam = iam_backends[call.account][call.partition]
    page = call.page("items", _details(iam, wanted), paging=PAGING)
    response: Shape = {name: [] for name in _LISTS}
    for name, detail in page.pop("items"):
        response[name].append(detail)
    return {"IsTruncated": "Marker" in page, **response, **page}


def _details(iam: Any, wanted: tuple[str, ...]) -> Iterator[tuple[str, Shape]]:
    users, groups, roles = (list(known.values()) for known in (iam.users, iam.groups, iam.roles))
    if "User" in wanted:
        yield from (("UserDetailList", _user(iam, one)) for one in users)
    if "Group" in wanted:
        yield from (("GroupDetailList", _group(one)) for one in groups)
    if "Role" in wanted:
        yield from (("RoleDetailList", _role(iam, one)) for one in roles)
    attached = Counter(arn for one in (*users, *groups, *roles) for arn in one.managed_policies)
    boundaries = Counter(boundary_arn(one) for one in (*users, *roles))
    for policy in list(iam.managed_policies.values()):
        of_aws = isinstance(policy, AWSManagedPolicy)
        in_use = attached[policy.arn] or boundaries[policy.arn]
        if ("AWSManagedPolicy" in wanted and in_use) if of_aws else "LocalManagedPolicy" in wanted:
            yield "Policies", _policy(policy, attached[policy.arn], boundaries[policy.arn])


def _user(iam: Any, user: Any) -> Shape:
    tags = iam.tagger.list_tags_for_resource(user.arn)["Tags"]
    return {
        "Path": user.path,
        "UserName": user.name,
        "UserId": user.id,
        "Arn": user.arn,
        "CreateDate": user.create_date,
        "GroupList": [group.name for group in iam.get_groups_for_user(user.name)],
        "Tags": tags,
        **_policies("UserPolicyList", user),
        **_boundary(user),
    }


def _group(group: Any) -> Shape:
    return {
        "Path": group.path,
        "GroupName": group.name,
        "GroupId": group.id,
        "Arn": group.arn,
        "CreateDate": group.create_date,
        **_policies("GroupPolicyList", group),
    }


def _role(iam: Any, role: Any) -> Shape:
    profiles = [one for one in list(iam.instance_profiles.values()) if role in one.roles]
    return {
        **_role_of_profile(role),
        "InstanceProfileList": [
            {
                "Path": one.path,
                "InstanceProfileName": one.name,
                "InstanceProfileId": one.id,
                "Arn": one.arn,
                "CreateDate": one.create_date,
                "Roles": [_role_of_profile(each) for each in one.roles],
            }
            for one in profiles
        ],
        "RoleLastUsed": _last_used(role),
        "Tags": list(role.tags or ()),
        **_policies("RolePolicyList", role),
        **_boundary(role),
    }


def _last_used(role: Any) -> Shape:
    return {"LastUsedDate": role.last_used, "Region": role.last_used_region} if role.last_used else {}


def _role_of_profile(role: Any) -> Shape:
    return {
        "Path": role.path,
        "RoleName": role.name,
        "RoleId": role.id,
        "Arn": role.arn,
        "CreateDate": role.create_date,
        "AssumeRolePolicyDocument": quote(document_text(role.assume_role_policy_document)),
    }


def _policies(member: str, holder: Any) -> Shape:
    inline = [
        {"PolicyName": name, "PolicyDocument": quote(document_text(document))}
        for name, document in list(holder.policies.items())
    ]
    attached = [{"PolicyName": one.name, "PolicyArn": one.arn} for one in list(holder.managed_policies.values())]
    return {member: inline, "AttachedManagedPolicies": attached}


def _boundary(holder: Any) -> Shape:
    arn = boundary_arn(holder)
    if not arn:
        return {}
    return {"PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn}}


def _policy(policy: Any, attached: int, boundaries: int) -> Shape:
    return {
        "PolicyName": policy.name,
        "PolicyId": policy.id,
        "Arn": policy.arn,
        "Path": policy.path,
        "DefaultVersionId": policy.default_version_id,
        "AttachmentCount": attached,
        "PermissionsBoundaryUsageCount": boundaries,
        "IsAttachable": True,
        "Description": policy.description,
        "CreateDate": policy.create_date,
        "UpdateDate": policy.update_date,
        "PolicyVersionList": [
            {
                "Document": quote(document_text(version.document)),
                "VersionId": version.version_id,
                "IsDefaultVersion": version.is_default,
                "CreateDate": version.create_date,
            }
            for version in list(policy.versions)
        ],
    }
