"""The customer's own permissions: make them, give them new versions, choose the default, delete them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.ram.permission_model import MOST_VERSIONS, Permission, Version, check_template, detail, summary
from sandbox.emulated.ram.permissions import find_permission
from sandbox.emulated.ram.requests import echo, now, once
from sandbox.emulated.ram.store import all_shares, alone, own_share, store

HTTP_CONFLICT = 409


@operation("CreatePermission")
@alone
def create_permission(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """A permission of the account, for one resource type."""
    arn = f"arn:aws:ram:{context.region}:{context.account_id}:permission/{request['name']}"

    def make() -> str:
        document = check_template(request["policyTemplate"], request["resourceType"])
        if arn in store().PERMISSIONS:
            raise AwsError("PermissionAlreadyExistsException", f"Permission {arn} exists.", status=HTTP_CONFLICT)
        store().PERMISSIONS[arn] = Permission(
            arn=arn,
            name=request["name"],
            resource_type=request["resourceType"],
            owner=context.account_id,
            versions=(Version(1, document, now()),),
            tags={tag["key"]: tag["value"] for tag in request.get("tags", [])},
        )
        return arn

    made = once(context.account_id, "CreatePermission", request, make)
    return {"permission": summary(store().PERMISSIONS[made]), **echo(request)}


@operation("CreatePermissionVersion")
@alone
def create_permission_version(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """A new wording, which becomes the default; shares keep theirs until replaced."""
    permission = _own(request["permissionArn"], context.account_id)
    document = check_template(request["policyTemplate"], permission.resource_type)
    if len(permission.versions) >= MOST_VERSIONS:
        raise AwsError(
            "PermissionVersionsLimitExceededException",
            f"A permission has {MOST_VERSIONS} versions at most; delete one.",
        )
    number = permission.versions[-1].number + 1
    permission = replace(permission, versions=(*permission.versions, Version(number, document, now())), default=number)
    store().PERMISSIONS[permission.arn] = permission
    return {"permission": detail(permission), **echo(request)}


@operation("SetDefaultPermissionVersion")
@alone
def set_default_permission_version(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Choose the version that is attached from now on."""
    permission = _own(request["permissionArn"], context.account_id)
    chosen = permission.version(request["permissionVersion"])
    store().PERMISSIONS[permission.arn] = replace(permission, default=chosen.number)
    return {"returnValue": True, **echo(request)}


@operation("DeletePermissionVersion")
@alone
def delete_permission_version(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Not the default one, and none that a share uses."""
    permission = _own(request["permissionArn"], context.account_id)
    chosen = permission.version(request["permissionVersion"])
    if chosen.number == permission.default:
        raise AwsError("OperationNotPermittedException", "The default version cannot be deleted.")
    if _used(permission.arn, chosen.number):
        raise AwsError("OperationNotPermittedException", f"Version {chosen.number} is in use by a resource share.")
    kept = tuple(each for each in permission.versions if each != chosen)
    store().PERMISSIONS[permission.arn] = replace(permission, versions=kept)
    return {"returnValue": True, "permissionStatus": "DELETED", **echo(request)}


@operation("DeletePermission")
@alone
def delete_permission(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Only where no share uses it."""
    permission = _own(request["permissionArn"], context.account_id)
    if _used(permission.arn, None):
        raise AwsError("OperationNotPermittedException", f"Permission {permission.arn} is in use by a resource share.")
    del store().PERMISSIONS[permission.arn]
    return {"returnValue": True, "permissionStatus": "DELETED", **echo(request)}


@operation("PromotePermissionCreatedFromPolicy")
def promote_permission_created_from_policy(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """No permission here is made from a resource policy, so there is none to promote: said as AWS says it."""
    find_permission(request["permissionArn"], context.account_id)
    raise AwsError("InvalidParameterException", "Only a permission that was created from a policy can be promoted.")


@operation("PromoteResourceShareCreatedFromPolicy")
def promote_resource_share_created_from_policy(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """No share here is made from a resource policy, so there is none to promote: said as AWS says it."""
    own_share(request["resourceShareArn"], context.account_id)
    raise AwsError(
        "InvalidStateTransitionException", "Only a resource share that was created from a policy can be promoted."
    )


def _own(arn: str, account: str) -> Permission:
    permission = find_permission(arn, account)
    if permission.managed:
        raise AwsError("OperationNotPermittedException", f"{arn} is managed by AWS.")
    return permission


def _used(arn: str, number: int | None) -> bool:
    return any(
        attached == arn and number in (None, version)
        for share in all_shares()
        if share.live
        for attached, version in share.permissions.values()
    )
