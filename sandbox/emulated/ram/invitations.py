"""Accept, reject and list invitations, by which a share reaches an account outside the owner's organization."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.ram.call import RamCall
from sandbox.emulated.ram.listings import resource_as_dict
from sandbox.emulated.ram.model import AssociationStatus, Invitation, InvitationStatus
from sandbox.emulated.ram.shares import LIVE, invitation_as_dict, live, with_association


@operation("GetResourceShareInvitations")
def get_resource_share_invitations(call: RamCall) -> dict[str, Any]:
    """Return the invitations that the caller received in this Region."""
    wanted, shares = call.request.get("resourceShareInvitationArns"), call.request.get("resourceShareArns")
    mine = {
        arn: each
        for arn, each in call.state.invitations.items()
        if each.receiver == call.account and arn.split(":")[3] == call.region
    }
    for arn in wanted or []:
        if arn not in mine:
            raise _unknown(arn)
    found = [
        _as_dict(call, each)
        for arn, each in mine.items()
        if (not wanted or arn in wanted) and (not shares or each.share_arn in shares)
    ]
    return call.page("resourceShareInvitations", found)


@operation("AcceptResourceShareInvitation")
def accept_resource_share_invitation(call: RamCall) -> dict[str, Any]:
    """Accept an invitation; from then on the resources are shared with the caller."""
    return _answer(call, "ACCEPTED", "ASSOCIATED")


@operation("RejectResourceShareInvitation")
def reject_resource_share_invitation(call: RamCall) -> dict[str, Any]:
    """Reject an invitation; its association becomes FAILED for the share's owner."""
    return _answer(call, "REJECTED", "FAILED")


@operation("ListPendingInvitationResources")
def list_pending_invitation_resources(call: RamCall) -> dict[str, Any]:
    """Return the resources that would be shared with the caller after it accepts."""
    invitation = _pending(call, accepted_too=True)
    scope = call.request.get("resourceRegionScope", "ALL")
    share = call.state.shares[invitation.share_arn]
    found = [resource_as_dict(share, each) for each in share.resources if each.status in LIVE]
    kept = [each for each in found if scope in ("ALL", each["resourceRegionScope"])]
    return call.page("resources", kept)


def _answer(call: RamCall, answer: InvitationStatus, outcome: AssociationStatus) -> dict[str, Any]:
    invitation = _pending(call)
    share = call.state.shares[invitation.share_arn]
    association = live(share, "PRINCIPAL", invitation.receiver_arn or invitation.receiver)
    if association:
        message = "The invitation was rejected." if outcome == "FAILED" else ""
        call.state.keep(
            with_association(share, replace(association, status=outcome, updated=call.now, message=message))
        )
    invitation = call.state.invitations[invitation.arn] = replace(invitation, status=answer)
    return {"resourceShareInvitation": _as_dict(call, invitation), **call.echo()}


def _pending(call: RamCall, *, accepted_too: bool = False) -> Invitation:
    arn = call.request["resourceShareInvitationArn"]
    if not arn.startswith("arn:"):
        raise AwsError("MalformedArnException", f"The invitation ARN {arn} is not valid.")
    invitation = call.state.invitations.get(arn)
    if invitation is None or invitation.receiver != call.account:
        raise _unknown(arn)
    status = invitation.seen_at(call.now)
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


def _as_dict(call: RamCall, invitation: Invitation) -> dict[str, Any]:
    return invitation_as_dict(invitation, call.state.shares[invitation.share_arn], call.now)


def _unknown(arn: str) -> AwsError:
    return AwsError("ResourceShareInvitationArnNotFoundException", f"Invitation {arn} could not be found.")
