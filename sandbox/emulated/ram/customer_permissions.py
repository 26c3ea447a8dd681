"""Customer managed permissions: create and delete them and their versions, choose the default version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.ram.call import RamCall
from sandbox.emulated.ram.permission_model import MOST_VERSIONS, Permission, Version, check_template, detail, summary
from sandbox.emulated.ram.state import RamState
from sandbox.emulated.ram.tags import given_tags

HTTP_CONFLICT = 409


@operation("CreatePermission")
def create_permission(call: RamCall) -> dict[str, Any]:
    """Create a permission of the account, for one resource type."""
    arn = f"arn:aws:ram:{call.region}:{call.account}:permission/{call.request['name']}"

    def make() -> str:
        document = check_template(call.request["policyTemplate"], call.request["resourceType"])
        if arn in call.state.permissions:
            raise AwsError("PermissionAlreadyExistsException", f"Permission {arn} exists.", status=HTTP_CONFLICT)
        call.state.permissions[arn] = Permission(
            arn=arn,
            name=call.request["name"],
            resource_type=call.request["resourceType"],
            owner=call.account,
            versions=(Version(1, document, call.now),),
            tags=given_tags(call.request.get("tags") or []),
        )
        return arn

    made = call.idempotent(make)
    return {"permission": summary(call.state.permissions[made]), **call.echo()}


@operation("CreatePermissionVersion")
def create_permission_version(call: RamCall) -> dict[str, Any]:
    """Add a version, which becomes the default; shares keep theirs until it is replaced."""
    permission = _own(call)

    def make() -> str:
        document = check_template(call.request["policyTemplate"], permission.resource_type)
        if len(permission.versions) >= MOST_VERSIONS:
            raise AwsError(
                "PermissionVersionsLimitExceededException",
                f"A permission has {MOST_VERSIONS} versions at most; delete one.",
            )
        number = permission.versions[-1].number + 1
        call.state.permissions[permission.arn] = replace(
            permission, versions=(*permission.versions, Version(number, document, call.now)), default=number
        )
        return permission.arn

    return {"permission": detail(call.state.permissions[call.idempotent(make)]), **call.echo()}


@operation("UpdatePermission")
def update_permission(call: RamCall) -> dict[str, Any]:
    """Deprecate a permission, which shares that have it keep, or make it attachable again.

    Reference: RAM API reference, UpdatePermission.
    """
    permission, status = _own(call), call.request["status"]

    def change() -> str:
        call.state.permissions[permission.arn] = replace(permission, deprecated=status == "DEPRECATED")
        return permission.arn

    call.idempotent(change)
    return {"permissionStatus": status, **call.echo()}


@operation("SetDefaultPermissionVersion")
def set_default_permission_version(call: RamCall) -> dict[str, Any]:
    """Choose the version that is associated from now on."""
    permission = _own(call)
    chosen = permission.version(call.request["permissionVersion"])
    call.state.permissions[permission.arn] = replace(permission, default=chosen.number)
    return {"returnValue": True, **call.echo()}


@operation("DeletePermissionVersion")
def delete_permission_version(call: RamCall) -> dict[str, Any]:
    """Delete a version that is not the default one and that no share uses."""
    permission = _own(call)
    chosen = permission.version(call.request["permissionVersion"])
    if chosen.number == permission.default:
        raise AwsError("OperationNotPermittedException", "The default version cannot be deleted.")
    if _used(call.state, permission.arn, chosen.number):
        raise AwsError("OperationNotPermittedException", f"Version {chosen.number} is in use by a resource share.")
    kept = tuple(each for each in permission.versions if each != chosen)
    call.state.permissions[permission.arn] = replace(permission, versions=kept)
    return {"returnValue": True, "permissionStatus": "DELETED", **call.echo()}


@operation("DeletePermission")
def delete_permission(call: RamCall) -> dict[str, Any]:
    """Delete a permission that no share uses."""
    permission = _own(call)
    if _used(call.state, permission.arn, None):
        raise AwsError("OperationNotPermittedException", f"Permission {permission.arn} is in use by a resource share.")
    del call.state.permissions[permission.arn]
    return {"returnValue": True, "permissionStatus": "DELETED", **call.echo()}


@operation("PromotePermissionCreatedFromPolicy")
def promote_permission_created_from_policy(call: RamCall) -> dict[str, Any]:
    """Refuse with AWS's error: no permission here is created from a resource policy."""
    call.state.permission(call.request["permissionArn"], call.account)
    raise AwsError("InvalidParameterException", "Only a permission that was created from a policy can be promoted.")


@operation("PromoteResourceShareCreatedFromPolicy")
def promote_resource_share_created_from_policy(call: RamCall) -> dict[str, Any]:
    """Refuse with AWS's error: no share here is created from a resource policy."""
    call.state.own_share(call.request["resourceShareArn"], call.account)
    raise AwsError(
        "InvalidStateTransitionException", "Only a resource share that was created from a policy can be promoted."
    )


def _own(call: RamCall) -> Permission:
    arn = call.request["permissionArn"]
    permission = call.state.permission(arn, call.account)
    if permission.managed:
        raise AwsError("OperationNotPermittedException", f"{arn} is managed by AWS.")
    return permission


def _used(state: RamState, arn: str, number: int | None) -> bool:
    return any(
        attached == arn and number in (None, version)
        for share in state.all_shares()
        if share.live
        for attached, version in share.permissions.values()
    )
