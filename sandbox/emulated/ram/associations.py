"""Join and leave shares: resources, principals, and the sources that services act for."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.ram.model import Association, ResourceShare
from sandbox.emulated.ram.requests import echo, now, paged
from sandbox.emulated.ram.share_membership import associate
from sandbox.emulated.ram.shares import association_as_dict, ended, live
from sandbox.emulated.ram.sharing import granting
from sandbox.emulated.ram.store import all_shares, alone, keep, own_share, store

PARAMETERS = (("RESOURCE", "resourceArns"), ("PRINCIPAL", "principals"), ("SOURCE", "sources"))


@operation("AssociateResourceShare")
@alone
def associate_resource_share(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Add to a share. The answer says ASSOCIATING, as AWS's does; a look right after says how it went."""
    share = own_share(request["resourceShareArn"], context.account_id)
    wanted = _wanted(request)
    share = keep(associate(share, request))
    shown = [
        association_as_dict(share, association) | {"status": "ASSOCIATING"}
        for kind, entity in wanted
        if (association := live(share, kind, entity))
    ]
    return {"resourceShareAssociations": shown, **echo(request)}


@operation("DisassociateResourceShare")
@alone
def disassociate_resource_share(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Take out of a share; a principal outside the organization may take itself out."""
    share = store().SHARES.get(request["resourceShareArn"])
    if share is not None and share.owner != context.account_id:
        return _leave(share, context.account_id, request)
    share = own_share(request["resourceShareArn"], context.account_id)
    moment = now()
    associations = [_live(share, kind, entity) for kind, entity in _wanted(request)]
    for association in associations:
        share = ended(share, association, moment)
        _withdraw_invitations(share, association)
    keep(share)
    shown = [association_as_dict(share, each) | {"status": "DISASSOCIATING"} for each in associations]
    return {"resourceShareAssociations": shown, **echo(request)}


def _leave(share: ResourceShare, account: str, request: dict[str, Any]) -> dict[str, Any]:
    """An account leaves what it accepted itself; what the organization gives can't be left."""
    mine = next((each for each in granting(share, account, membership_of)), None)
    if mine is None:
        raise AwsError("UnknownResourceException", f"ResourceShare {share.arn} could not be found.")
    if not mine.external or request.get("principals") != [mine.entity] or request.get("resourceArns"):
        raise AwsError(
            "OperationNotPermittedException",
            "Only the owner can change the resource share; you can leave it only as a principal that was invited.",
        )
    share = keep(ended(share, mine, now()))
    left = association_as_dict(share, mine) | {"status": "DISASSOCIATING"}
    return {"resourceShareAssociations": [left], **echo(request)}


def _withdraw_invitations(share: ResourceShare, association: Association) -> None:
    invitations = store().INVITATIONS
    for arn, each in list(invitations.items()):
        named = association.entity in (each.receiver, each.receiver_arn)
        if each.share_arn == share.arn and each.status == "PENDING" and named:
            del invitations[arn]


def _wanted(request: dict[str, Any]) -> list[tuple[str, str]]:
    wanted = [(kind, entity) for kind, parameter in PARAMETERS for entity in request.get(parameter, [])]
    if not wanted:
        raise AwsError("InvalidParameterException", "Give at least one of resourceArns, principals and sources.")
    return wanted


def _live(share: ResourceShare, kind: str, entity: str) -> Association:
    if association := live(share, kind, entity):
        return association
    raise AwsError("UnknownResourceException", f"{entity} is not associated with resource share {share.arn}.")


@operation("GetResourceShareAssociations")
def get_resource_share_associations(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """What belongs to the caller's own shares: resources, principals or sources, one kind a call."""
    kind = request["associationType"]
    if kind not in {kind for kind, _ in PARAMETERS}:
        raise AwsError("InvalidParameterException", f"{kind} is not a valid association type.")
    for parameter, allowed in (("resourceArn", "RESOURCE"), ("principal", "PRINCIPAL")):
        if request.get(parameter) and kind != allowed:
            raise AwsError(
                "InvalidParameterException", f"You cannot specify {parameter} when the association type is {kind}."
            )
    entity = request.get("resourceArn") or request.get("principal")
    status = request.get("associationStatus")
    found = [
        association_as_dict(share, each)
        for share in _own_shares(context, request.get("resourceShareArns"))
        for each in share.associations
        if each.kind == kind and entity in (None, each.entity) and status in (None, each.status)
    ]
    return paged("resourceShareAssociations", found, request)


@operation("ListSourceAssociations")
def list_source_associations(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The sources of the caller's own shares."""
    source, status = request.get("sourceId"), request.get("associationStatus")
    found = [
        {
            "resourceShareArn": share.arn,
            "sourceId": each.entity,
            "sourceType": "ACCOUNT",
            "status": each.status,
            "creationTime": each.created,
            "lastUpdatedTime": each.updated,
        }
        for share in _own_shares(context, request.get("resourceShareArns"))
        for each in share.associations
        if each.kind == "SOURCE" and source in (None, each.entity) and status in (None, each.status)
    ]
    return paged("sourceAssociations", found, request)


def _own_shares(context: Any, arns: list[str] | None) -> list[ResourceShare]:
    mine = [each for each in all_shares() if each.owner == context.account_id and each.region == context.region]
    if not arns:
        return mine
    known = {share.arn: share for share in mine}
    for arn in arns:
        if arn not in known:
            raise AwsError("UnknownResourceException", f"ResourceShare {arn} could not be found.")
    return [known[arn] for arn in arns]
