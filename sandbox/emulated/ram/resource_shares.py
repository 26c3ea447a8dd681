"""Create, change, delete and list resource shares."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.ram.model import ResourceShare
from sandbox.emulated.ram.permissions import attached, find_permission
from sandbox.emulated.ram.requests import echo, new_arn, now, once, paged
from sandbox.emulated.ram.share_membership import associate
from sandbox.emulated.ram.shares import deleted, seen_by, share_as_dict
from sandbox.emulated.ram.store import all_shares, alone, keep, own_share, store


@operation("CreateResourceShare")
@alone
def create_resource_share(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Make a share with what it holds from the start; nothing is made where any part is refused."""

    def make() -> str:
        moment = now()
        share = ResourceShare(
            arn=new_arn(context.region, context.account_id, "resource-share"),
            name=request["name"],
            owner=context.account_id,
            region=context.region,
            status="ACTIVE",
            created=moment,
            updated=moment,
            allow_external=request.get("allowExternalPrincipals", True),
            tags={tag["key"]: tag["value"] for tag in request.get("tags", [])},
        )
        for arn in request.get("permissionArns", []):
            share = attached(share, find_permission(arn, context.account_id), replacing=False)
        share = associate(share, request)
        return keep(share).arn

    arn = once(context.account_id, "CreateResourceShare", request, make)
    return {"resourceShare": share_as_dict(store().SHARES[arn]), **echo(request)}


@operation("UpdateResourceShare")
@alone
def update_resource_share(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Rename a share, or open and close it to outsiders; those already in stay."""
    share = own_share(request["resourceShareArn"], context.account_id)
    if "name" not in request and "allowExternalPrincipals" not in request:
        raise AwsError("MissingRequiredParameterException", "Give a name or allowExternalPrincipals.")
    share = keep(
        replace(
            share,
            name=request.get("name", share.name),
            allow_external=request.get("allowExternalPrincipals", share.allow_external),
            updated=now(),
        )
    )
    return {"resourceShare": share_as_dict(share), **echo(request)}


@operation("DeleteResourceShare")
@alone
def delete_resource_share(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """End a share: at once for its principals, though AWS lists it as deleted for a while."""
    share = own_share(request["resourceShareArn"], context.account_id)
    keep(deleted(share, now()))
    invitations = store().INVITATIONS
    for arn in [arn for arn, each in invitations.items() if each.share_arn == share.arn and each.status == "PENDING"]:
        del invitations[arn]
    return {"returnValue": True, **echo(request)}


@operation("GetResourceShares")
def get_resource_shares(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The caller's own shares, or those of others that reach it."""
    wanted = request.get("resourceShareArns")
    found = list(seen_by(all_shares(), request["resourceOwner"], context.account_id, context.region, membership_of))
    if wanted:
        known = {share.arn for share in found}
        if unknown := next((arn for arn in wanted if arn not in known), None):
            raise AwsError("UnknownResourceException", f"ResourceShare {unknown} could not be found.")
        found = [share for share in found if share.arn in wanted]
    return paged("resourceShares", [share_as_dict(share) for share in found if _matches(share, request)], request)


def _matches(share: ResourceShare, request: dict[str, Any]) -> bool:
    if request.get("name", share.name) != share.name:
        return False
    if request.get("resourceShareStatus", share.status) != share.status:
        return False
    for wanted in request.get("tagFilters", []):
        value = share.tags.get(wanted["tagKey"])
        if value is None or (wanted.get("tagValues") and value not in wanted["tagValues"]):
            return False
    if permission := request.get("permissionArn"):
        version = request.get("permissionVersion")
        return any(arn == permission and version in (None, number) for arn, number in share.permissions.values())
    return True
