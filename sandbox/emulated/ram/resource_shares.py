"""Create, change, delete and list resource shares."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.ram.call import RamCall
from sandbox.emulated.ram.model import ResourceShare
from sandbox.emulated.ram.permissions import attached
from sandbox.emulated.ram.share_membership import associate
from sandbox.emulated.ram.shares import deleted, seen_by, share_as_dict
from sandbox.emulated.ram.tags import given_tags


@operation("CreateResourceShare")
def create_resource_share(call: RamCall) -> dict[str, Any]:
    """Create a share with its resources, principals and permissions, all or nothing."""

    def make() -> str:
        moment = call.now
        share = ResourceShare(
            arn=call.new_arn("resource-share"),
            name=call.request["name"],
            owner=call.account,
            region=call.region,
            status="ACTIVE",
            created=moment,
            updated=moment,
            allow_external=call.request.get("allowExternalPrincipals", True),
            tags=given_tags(call.request.get("tags") or []),
        )
        for arn in call.request.get("permissionArns", []):
            share = attached(share, call.state.permission(arn, call.account), moment, replacing=False)
        share = associate(call, share)
        return call.state.keep(share).arn

    arn = call.idempotent(make)
    return {"resourceShare": share_as_dict(call.state.shares[arn]), **call.echo()}


@operation("UpdateResourceShare")
def update_resource_share(call: RamCall) -> dict[str, Any]:
    """Rename a share, or allow and forbid external principals; those in the share stay."""
    share = call.state.own_share(call.request["resourceShareArn"], call.account)
    if "name" not in call.request and "allowExternalPrincipals" not in call.request:
        raise AwsError("MissingRequiredParameterException", "Give a name or allowExternalPrincipals.")
    share = call.state.keep(
        replace(
            share,
            name=call.request.get("name", share.name),
            allow_external=call.request.get("allowExternalPrincipals", share.allow_external),
            updated=call.now,
        )
    )
    return {"resourceShare": share_as_dict(share), **call.echo()}


@operation("DeleteResourceShare")
def delete_resource_share(call: RamCall) -> dict[str, Any]:
    """Delete a share: at once for its principals, though AWS lists it as deleted for a while."""
    share = call.state.own_share(call.request["resourceShareArn"], call.account)
    call.state.keep(deleted(share, call.now))
    invitations = call.state.invitations
    for arn in [arn for arn, each in invitations.items() if each.share_arn == share.arn and each.status == "PENDING"]:
        del invitations[arn]
    return {"returnValue": True, **call.echo()}


@operation("GetResourceShares")
def get_resource_shares(call: RamCall) -> dict[str, Any]:
    """Return the caller's own shares, or those of others that reach it."""
    if any(not each.get("tagKey") for each in call.request.get("tagFilters") or ()):
        raise AwsError("InvalidParameterException", "A tag filter has no tagKey.")
    wanted = call.request.get("resourceShareArns")
    found = list(
        seen_by(call.state.all_shares(), call.request["resourceOwner"], call.account, call.region, membership_of)
    )
    if wanted:
        known = {share.arn for share in found}
        if unknown := next((arn for arn in wanted if arn not in known), None):
            raise AwsError("UnknownResourceException", f"ResourceShare {unknown} could not be found.")
        found = [share for share in found if share.arn in wanted]
    return call.page("resourceShares", [share_as_dict(share) for share in found if _matches(share, call.request)])


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
