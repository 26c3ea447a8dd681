"""Accept, reject and list invitations: how a share reaches an account outside the owner's organization."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.ram.listings import resource_as_dict
from sandbox.emulated.ram.model import AssociationStatus, Invitation, InvitationStatus
from sandbox.emulated.ram.requests import echo, now, paged
from sandbox.emulated.ram.shares import LIVE, invitation_as_dict, live, with_association
from sandbox.emulated.ram.store import alone, keep, store


@operation("GetResourceShareInvitations")
def get_resource_share_invitations(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The invitations that the caller received in this region."""
    wanted, shares = request.get("resourceShareInvitationArns"), request.get("resourceShareArns")
    mine = {
        arn: each
        for arn, each in store().INVITATIONS.items()
        if each.receiver == context.account_id and arn.split(":")[3] == context.region
    }
    for arn in wanted or []:
        if arn not in mine:
            raise _unknown(arn)
    found = [
        _as_dict(each)
        for arn, each in mine.items()
        if (not wanted or arn in wanted) and (not shares or each.share_arn in shares)
    ]
    return paged("resourceShareInvitations", found, request)


@operation("AcceptResourceShareInvitation")
@alone
def accept_resource_share_invitation(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """From now on the share reaches the caller."""
    return _answer(context, request, "ACCEPTED", "ASSOCIATED")


@operation("RejectResourceShareInvitation")
@alone
def reject_resource_share_invitation(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The share never reaches the caller; its owner sees that the association failed."""
    return _answer(context, request, "REJECTED", "FAILED")


@operation("ListPendingInvitationResources")
def list_pending_invitation_resources(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """What the caller would get by accepting."""
    invitation = _pending(request["resourceShareInvitationArn"], context.account_id, accepted_too=True)
    scope = request.get("resourceRegionScope", "ALL")
    share = store().SHARES[invitation.share_arn]
    found = [resource_as_dict(share, each) for each in share.resources if each.status in LIVE]
    kept = [each for each in found if scope in ("ALL", each["resourceRegionScope"])]
    return paged("resources", kept, request)


def _answer(
    context: Any, request: dict[str, Any], answer: InvitationStatus, outcome: AssociationStatus
) -> dict[str, Any]:
    invitation = _pending(request["resourceShareInvitationArn"], context.account_id)
    share = store().SHARES[invitation.share_arn]
    association = live(share, "PRINCIPAL", invitation.receiver_arn or invitation.receiver)
    if association:
        message = "The invitation was rejected." if outcome == "FAILED" else ""
        keep(with_association(share, replace(association, status=outcome, updated=now(), message=message)))
    invitation = store().INVITATIONS[invitation.arn] = replace(invitation, status=answer)
    return {"resourceShareInvitation": _as_dict(invitation), **echo(request)}


def _pending(arn: str, account: str, *, accepted_too: bool = False) -> Invitation:
    if not arn.startswith("arn:"):
        raise AwsError("MalformedArnException", f"The invitation ARN {arn} is not valid.")
    invitation = store().INVITATIONS.get(arn)
    if invitation is None or invitation.receiver != account:
        raise _unknown(arn)
    status = invitation.seen_at(now())
    if status == "PENDING" or (accepted_too and status == "ACCEPTED"):
        return invitation
    raise AwsError(
        {
            "ACCEPTED": "ResourceShareInvitationAlreadyAcceptedException",
            "REJECTED": "ResourceShareInvitationAlreadyRejectedException",
            "EXPIRED": "ResourceShareInvitationExpiredException",
        }[status],
        f"Invitation {arn} is {status.lower()}.",
    )


def _as_dict(invitation: Invitation) -> dict[str, Any]:
    return invitation_as_dict(invitation, store().SHARES[invitation.share_arn], now())


def _unknown(arn: str) -> AwsError:
    return AwsError("ResourceShareInvitationArnNotFoundException", f"Invitation {arn} could not be found.")
