"""The permissions of a share: associate, disassociate, replace and list them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.ram.call import RamCall
from sandbox.emulated.ram.model import ResourceShare
from sandbox.emulated.ram.permission_model import MANAGED, Permission, ReplacementWork, detail, summary
from sandbox.emulated.ram.resource_types import read_resource
from sandbox.emulated.ram.shares import LIVE, seen_by


def attached(
    share: ResourceShare, permission: Permission, now: datetime, *, replacing: bool, version: int | None = None
) -> ResourceShare:
    """Return the share with the permission for its type; it replaces another one only where `replacing`."""
    known = share.permissions.get(permission.resource_type)
    if known and known[0] != permission.arn and not replacing:
        raise AwsError(
            "InvalidParameterException",
            f"The resource share has permission {known[0]} for {permission.resource_type}; use replace to change it.",
        )
    if permission.deprecated and known != (permission.arn, permission.default):
        raise AwsError(
            "OperationNotPermittedException",
            f"Permission {permission.arn} is deprecated: it cannot be associated with further resource shares.",
        )
    if version not in (None, permission.default):
        raise AwsError("InvalidParameterException", f"Only the default version {permission.default} can be attached.")
    return replace(
        share,
        permissions={**share.permissions, permission.resource_type: (permission.arn, permission.default)},
        updated=now,
    )


@operation("AssociateResourceSharePermission")
def associate_resource_share_permission(call: RamCall) -> dict[str, Any]:
    """Associate a permission for resources of one type with a share."""
    share = call.state.own_share(call.request["resourceShareArn"], call.account)
    permission = call.state.permission(call.request["permissionArn"], call.account)
    replacing = call.request.get("replace", False)
    call.state.keep(
        attached(share, permission, call.now, replacing=replacing, version=call.request.get("permissionVersion"))
    )
    return {"returnValue": True, **call.echo()}


@operation("DisassociateResourceSharePermission")
def disassociate_resource_share_permission(call: RamCall) -> dict[str, Any]:
    """Disassociate a permission, if the share has no resource of its type."""
    share = call.state.own_share(call.request["resourceShareArn"], call.account)
    permission = call.state.permission(call.request["permissionArn"], call.account)
    if share.permissions.get(permission.resource_type, ("", 0))[0] != permission.arn:
        raise AwsError("UnknownResourceException", f"Permission {permission.arn} is not associated with the share.")
    held = (read_resource(each.entity).type.name for each in share.resources if each.status in LIVE)
    if permission.resource_type in held:
        raise AwsError(
            "InvalidStateTransitionException",
            f"The resource share still holds resources of {permission.resource_type}.",
        )
    kept = {kind: value for kind, value in share.permissions.items() if kind != permission.resource_type}
    call.state.keep(replace(share, permissions=kept, updated=call.now))
    return {"returnValue": True, **call.echo()}


@operation("ListResourceSharePermissions")
def list_resource_share_permissions(call: RamCall) -> dict[str, Any]:
    """Return the permissions of one share."""
    share = call.state.own_share(call.request["resourceShareArn"], call.account)
    found = [summary(call.state.permission(arn, call.account), number) for arn, number in share.permissions.values()]
    return call.page("permissions", found)


@operation("GetPermission")
def get_permission(call: RamCall) -> dict[str, Any]:
    """Return one permission with its document."""
    permission = call.state.permission(call.request["permissionArn"], call.account)
    return {"permission": detail(permission, call.request.get("permissionVersion"))}


@operation("ListPermissions")
def list_permissions(call: RamCall) -> dict[str, Any]:
    """Return the permissions that the caller can associate."""
    kind, which = call.request.get("resourceType"), call.request.get("permissionType", "ALL")
    if which not in {"ALL", "AWS_MANAGED", "CUSTOMER_MANAGED"}:
        raise AwsError("InvalidParameterException", f"{which} is not a valid scope. Must be one of: ALL, AWS, LOCAL.")
    own = [each for each in call.state.permissions.values() if each.owner == call.account]
    owned = {"SELF": own, "OTHER-ACCOUNTS": []}.get(call.request.get("resourceOwner", ""), [*MANAGED.values(), *own])
    status = call.request.get("permissionStatus")
    found = [summary(each) for each in owned if kind in (None, each.resource_type)]
    kept = [each for each in found if which in ("ALL", each["permissionType"]) and status in (None, each["status"])]
    return call.page("permissions", kept)


@operation("ListPermissionVersions")
def list_permission_versions(call: RamCall) -> dict[str, Any]:
    """Return all versions of one permission."""
    permission = call.state.permission(call.request["permissionArn"], call.account)
    return call.page("permissions", [summary(permission, each.number) for each in permission.versions])


def _attachments(call: RamCall, owner: str = "SELF") -> Iterator[tuple[ResourceShare, str, Permission, int]]:
    """Yield the permissions of the caller's own shares (`SELF`), or of those that reach it (`OTHER-ACCOUNTS`)."""
    for share in seen_by(call.state.all_shares(), owner, call.account, call.region, membership_of):
        if share.live:
            for kind, (arn, number) in share.permissions.items():
                yield share, kind, call.state.permission(arn, share.owner), number


@operation("ListPermissionAssociations")
def list_permission_associations(call: RamCall) -> dict[str, Any]:
    """Return which of the caller's shares use which permission."""
    wanted = {
        "arn": call.request.get("permissionArn"),
        "permissionVersion": str(call.request["permissionVersion"]) if "permissionVersion" in call.request else None,
        "resourceType": call.request.get("resourceType"),
        "featureSet": call.request.get("featureSet"),
        "defaultVersion": call.request.get("defaultVersion"),
        "status": call.request.get("associationStatus"),
        "resourceShareArn": call.request.get("resourceShareArn"),
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
        for share, kind, permission, number in _attachments(call, call.request.get("resourceOwner", "SELF"))
    ]
    kept = [each for each in found if all(value in (None, each[key]) for key, value in wanted.items())]
    return call.page("permissions", kept)


@operation("ReplacePermissionAssociations")
def replace_permission_associations(call: RamCall) -> dict[str, Any]:
    """Replace one permission by another in all of the caller's shares."""
    old = call.state.permission(call.request["fromPermissionArn"], call.account)
    new = call.state.permission(call.request["toPermissionArn"], call.account)
    version = call.request.get("fromPermissionVersion")
    if old.resource_type != new.resource_type:
        raise AwsError("InvalidParameterException", "Both permissions must be for the same resource type.")
    if new.deprecated:
        raise AwsError("OperationNotPermittedException", f"Permission {new.arn} is deprecated.")

    def make() -> str:
        for share, _kind, permission, number in list(_attachments(call)):
            if permission.arn == old.arn and version in (None, number):
                call.state.keep(attached(share, new, call.now, replacing=True))
        made = ReplacementWork(
            call.uuid(), call.account, (old.arn, version or old.default), (new.arn, new.default), call.now
        )
        call.state.works[made.id] = made
        return made.id

    work = call.state.works[call.idempotent(make)]
    return {"replacePermissionAssociationsWork": _work(work) | {"status": "IN_PROGRESS"}, **call.echo()}


@operation("ListReplacePermissionAssociationsWork")
def list_replace_permission_associations_work(call: RamCall) -> dict[str, Any]:
    """Return the progress of the caller's replacements."""
    ids, status = call.request.get("workIds"), call.request.get("status")
    found = [
        _work(each)
        for each in call.state.works.values()
        if each.account == call.account and (not ids or each.id in ids) and status in (None, each.status)
    ]
    return call.page("replacePermissionAssociationsWorks", found)


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
