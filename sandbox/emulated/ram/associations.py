"""Associate resources, principals and sources with shares, and disassociate them."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.ram.call import RamCall
from sandbox.emulated.ram.model import Association, ResourceShare
from sandbox.emulated.ram.share_membership import associate
from sandbox.emulated.ram.shares import association_as_dict, ended, live
from sandbox.emulated.ram.sharing import granting
from sandbox.emulated.ram.state import RamState

PARAMETERS = (("RESOURCE", "resourceArns"), ("PRINCIPAL", "principals"), ("SOURCE", "sources"))


@operation("AssociateResourceShare")
def associate_resource_share(call: RamCall) -> dict[str, Any]:
    """Add to a share; the response has the status ASSOCIATING, as on AWS, and the next read the final one."""
    share = call.state.own_share(call.request["resourceShareArn"], call.account)
    wanted = _wanted(call.request)
    share = call.state.keep(associate(call, share))
    shown = [
        association_as_dict(share, association) | {"status": "ASSOCIATING"}
        for kind, entity in wanted
        if (association := live(share, kind, entity))
    ]
    return {"resourceShareAssociations": shown, **call.echo()}


@operation("DisassociateResourceShare")
def disassociate_resource_share(call: RamCall) -> dict[str, Any]:
    """Remove from a share; a principal outside the organization may remove itself."""
    share = call.state.shares.get(call.request["resourceShareArn"])
    if share is not None and share.owner != call.account:
        return _leave(call, share)
    share = call.state.own_share(call.request["resourceShareArn"], call.account)
    moment = call.now
    associations = [_live(share, kind, entity) for kind, entity in _wanted(call.request)]
    for association in associations:
        share = ended(share, association, moment)
        _withdraw_invitations(call.state, share, association)
    call.state.keep(share)
    shown = [association_as_dict(share, each) | {"status": "DISASSOCIATING"} for each in associations]
    return {"resourceShareAssociations": shown, **call.echo()}


def _leave(call: RamCall, share: ResourceShare) -> dict[str, Any]:
    """Remove the caller's account, which accepted an invitation; members of the organization cannot leave."""
    mine = next((each for each in granting(share, call.account, membership_of)), None)
    if mine is None:
        raise AwsError("UnknownResourceException", f"ResourceShare {share.arn} could not be found.")
    if not mine.external or call.request.get("principals") != [mine.entity] or call.request.get("resourceArns"):
        raise AwsError(
            "OperationNotPermittedException",
            "Only the owner can change the resource share; you can leave it only as a principal that was invited.",
        )
    share = call.state.keep(ended(share, mine, call.now))
    left = association_as_dict(share, mine) | {"status": "DISASSOCIATING"}
    return {"resourceShareAssociations": [left], **call.echo()}


def _withdraw_invitations(state: RamState, share: ResourceShare, association: Association) -> None:
    invitations = state.invitations
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
def get_resource_share_associations(call: RamCall) -> dict[str, Any]:
    """Return the resources, principals or sources of the caller's own shares, one type for each call."""
    kind = call.request["associationType"]
    if kind not in {kind for kind, _ in PARAMETERS}:
        raise AwsError("InvalidParameterException", f"{kind} is not a valid association type.")
    for parameter, allowed in (("resourceArn", "RESOURCE"), ("principal", "PRINCIPAL")):
        if call.request.get(parameter) and kind != allowed:
            raise AwsError(
                "InvalidParameterException", f"You cannot specify {parameter} when the association type is {kind}."
            )
    entity = call.request.get("resourceArn") or call.request.get("principal")
    status = call.request.get("associationStatus")
    found = [
        association_as_dict(share, each)
        for share in _own_shares(call, call.request.get("resourceShareArns"))
        for each in share.associations
        if each.kind == kind and entity in (None, each.entity) and status in (None, each.status)
    ]
    return call.page("resourceShareAssociations", found)


@operation("ListSourceAssociations")
def list_source_associations(call: RamCall) -> dict[str, Any]:
    """Return the sources of the caller's own shares."""
    source, status = call.request.get("sourceId"), call.request.get("associationStatus")
    found = [
        {
            "resourceShareArn": share.arn,
            "sourceId": each.entity,
            "sourceType": "ACCOUNT",
            "status": each.status,
            "creationTime": each.created,
            "lastUpdatedTime": each.updated,
        }
        for share in _own_shares(call, call.request.get("resourceShareArns"))
        for each in share.associations
        if each.kind == "SOURCE" and source in (None, each.entity) and status in (None, each.status)
    ]
    return call.page("sourceAssociations", found)


def _own_shares(call: RamCall, arns: list[str] | None) -> list[ResourceShare]:
    mine = [each for each in call.state.all_shares() if each.owner == call.account and each.region == call.region]
    if not arns:
        return mine
    known = {share.arn: share for share in mine}
    for arn in arns:
        if arn not in known:
            raise AwsError("UnknownResourceException", f"ResourceShare {arn} could not be found.")
    return [known[arn] for arn in arns]
