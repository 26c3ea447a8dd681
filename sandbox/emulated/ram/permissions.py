"""Which permission does a share give? Attach, detach, replace and list them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.ram.model import ResourceShare
from sandbox.emulated.ram.permission_model import MANAGED, Permission, ReplacementWork, detail, summary
from sandbox.emulated.ram.requests import echo, now, paged
from sandbox.emulated.ram.resource_types import read_resource
from sandbox.emulated.ram.shares import LIVE
from sandbox.emulated.ram.store import all_shares, alone, keep, own_share, store


def find_permission(arn: str, account: str) -> Permission:
    """The managed permission, or the account's own."""
    if not arn.startswith("arn:"):
        raise AwsError("MalformedArnException", f"The permission ARN {arn} is not valid.")
    permission = MANAGED.get(arn) or store().PERMISSIONS.get(arn)
    if permission is None or permission.owner not in ("aws", account):
        raise AwsError("UnknownResourceException", f"Permission {arn} could not be found.")
    return permission


def attached(
    share: ResourceShare, permission: Permission, *, replacing: bool, version: int | None = None
) -> ResourceShare:
    """The share with the permission for its type; in another's place only where `replacing`."""
    known = share.permissions.get(permission.resource_type)
    if known and known[0] != permission.arn and not replacing:
        raise AwsError(
            "InvalidParameterException",
            f"The resource share has permission {known[0]} for {permission.resource_type}; use replace to change it.",
        )
    if version not in (None, permission.default):
        raise AwsError("InvalidParameterException", f"Only the default version {permission.default} can be attached.")
    return replace(
        share,
        permissions={**share.permissions, permission.resource_type: (permission.arn, permission.default)},
        updated=now(),
    )


@operation("AssociateResourceSharePermission")
@alone
def associate_resource_share_permission(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Say what a share allows with resources of one type."""
    share = own_share(request["resourceShareArn"], context.account_id)
    permission = find_permission(request["permissionArn"], context.account_id)
    replacing = request.get("replace", False)
    keep(attached(share, permission, replacing=replacing, version=request.get("permissionVersion")))
    return {"returnValue": True, **echo(request)}


@operation("DisassociateResourceSharePermission")
@alone
def disassociate_resource_share_permission(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Only where the share holds no resource of the permission's type."""
    share = own_share(request["resourceShareArn"], context.account_id)
    permission = find_permission(request["permissionArn"], context.account_id)
    if share.permissions.get(permission.resource_type, ("", 0))[0] != permission.arn:
        raise AwsError("UnknownResourceException", f"Permission {permission.arn} is not associated with the share.")
    held = (read_resource(each.entity).type.name for each in share.resources if each.status in LIVE)
    if permission.resource_type in held:
        raise AwsError(
            "InvalidStateTransitionException",
            f"The resource share still holds resources of {permission.resource_type}.",
        )
    kept = {kind: value for kind, value in share.permissions.items() if kind != permission.resource_type}
    keep(replace(share, permissions=kept, updated=now()))
    return {"returnValue": True, **echo(request)}


@operation("ListResourceSharePermissions")
def list_resource_share_permissions(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """What one share allows, for each type."""
    share = own_share(request["resourceShareArn"], context.account_id)
    found = [summary(find_permission(arn, context.account_id), number) for arn, number in share.permissions.values()]
    return paged("permissions", found, request)


@operation("GetPermission")
def get_permission(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """One permission with its wording."""
    permission = find_permission(request["permissionArn"], context.account_id)
    return {"permission": detail(permission, request.get("permissionVersion"))}


@operation("ListPermissions")
def list_permissions(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The permissions that the caller can attach."""
    kind, which = request.get("resourceType"), request.get("permissionType", "ALL")
    if which not in {"ALL", "AWS_MANAGED", "CUSTOMER_MANAGED"}:
        raise AwsError("InvalidParameterException", f"{which} is not a valid scope. Must be one of: ALL, AWS, LOCAL.")
    own = [each for each in store().PERMISSIONS.values() if each.owner == context.account_id]
    found = [summary(each) for each in [*MANAGED.values(), *own] if kind in (None, each.resource_type)]
    return paged("permissions", [each for each in found if which in ("ALL", each["permissionType"])], request)


@operation("ListPermissionVersions")
def list_permission_versions(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """All versions of one permission."""
    permission = find_permission(request["permissionArn"], context.account_id)
    return paged("permissions", [summary(permission, each.number) for each in permission.versions], request)


def _attachments(account: str) -> Iterator[tuple[ResourceShare, str, Permission, int]]:
    for share in all_shares():
        if share.owner == account and share.live:
            for kind, (arn, number) in share.permissions.items():
                yield share, kind, find_permission(arn, account), number


@operation("ListPermissionAssociations")
def list_permission_associations(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Which of the caller's shares use which permission."""
    wanted = {
        "arn": request.get("permissionArn"),
        "permissionVersion": str(request["permissionVersion"]) if "permissionVersion" in request else None,
        "resourceType": request.get("resourceType"),
        "featureSet": request.get("featureSet"),
        "defaultVersion": request.get("defaultVersion"),
        "status": request.get("associationStatus"),
    }
    found = [
        {
            "arn": permission.arn,
            "permissionVersion": str(number),
            "defaultVersion": number == permission.default,
            "resourceType": kind,
            "status": "ASSOCIATED",
            "featureSet": "STANDARD",
            "lastUpdatedTime": share.updated,
            "resourceShareArn": share.arn,
        }
        for share, kind, permission, number in _attachments(context.account_id)
    ]
    kept = [each for each in found if all(value in (None, each[key]) for key, value in wanted.items())]
    return paged("permissions", kept, request)


@operation("ReplacePermissionAssociations")
@alone
def replace_permission_associations(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Put one permission in another's place in all of the caller's shares."""
    old = find_permission(request["fromPermissionArn"], context.account_id)
    new = find_permission(request["toPermissionArn"], context.account_id)
    version = request.get("fromPermissionVersion")
    if old.resource_type != new.resource_type:
        raise AwsError("InvalidParameterException", "Both permissions must be for the same resource type.")
    for share, _kind, permission, number in list(_attachments(context.account_id)):
        if permission.arn == old.arn and version in (None, number):
            keep(attached(share, new, replacing=True))
    work = ReplacementWork(
        str(uuid4()), context.account_id, (old.arn, version or old.default), (new.arn, new.default), now()
    )
    store().WORKS[work.id] = work
    return {"replacePermissionAssociationsWork": _work(work) | {"status": "IN_PROGRESS"}, **echo(request)}


@operation("ListReplacePermissionAssociationsWork")
def list_replace_permission_associations_work(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """How far the caller's replacements are."""
    ids, status = request.get("workIds"), request.get("status")
    found = [
        _work(each)
        for each in store().WORKS.values()
        if each.account == context.account_id and (not ids or each.id in ids) and status in (None, each.status)
    ]
    return paged("replacePermissionAssociationsWorks", found, request)


def _work(work: ReplacementWork) -> dict[str, Any]:
    return {
        "id": work.id,
        "fromPermissionArn": work.source[0],
        "fromPermissionVersion": str(work.source[1]),
        "toPermissionArn": work.target[0],
        "toPermissionVersion": str(work.target[1]),
        "status": work.status,
        "creationTime": work.created,
        "lastUpdatedTime": work.created,
    }
