"""Changes of a share, from one record to the next, and its shapes in the API; without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.ram.model import Association, AssociationStatus, Invitation, ResourceShare
from sandbox.emulated.ram.sharing import Lookup, granting

LIVE: tuple[AssociationStatus, ...] = ("ASSOCIATING", "ASSOCIATED")


def with_association(share: ResourceShare, association: Association) -> ResourceShare:
    """Return the share with the association added, or in the place of one for the same entity."""
    kept = tuple(
        each for each in share.associations if (each.kind, each.entity) != (association.kind, association.entity)
    )
    return replace(share, associations=(*kept, association), updated=association.updated)


def live(share: ResourceShare, kind: str, entity: str) -> Association | None:
    """Return the association of an entity that has not ended."""
    return next(
        (each for each in share.associations if (each.kind, each.entity) == (kind, entity) and each.status in LIVE),
        None,
    )


def ended(share: ResourceShare, association: Association, now: datetime) -> ResourceShare:
    """Return the share with the association disassociated, which AWS still lists."""
    return with_association(share, replace(association, status="DISASSOCIATED", updated=now))


def deleted(share: ResourceShare, now: datetime) -> ResourceShare:
    """Return the share as deleted: everything is disassociated."""
    over = tuple(
        replace(each, status="DISASSOCIATED", updated=now) if each.status in LIVE else each
        for each in share.associations
    )
    return replace(share, status="DELETED", associations=over, updated=now)


def seen_by(
    shares: Iterable[ResourceShare], owner: str, account: str, region: str, lookup: Lookup
) -> Iterator[ResourceShare]:
    """Yield the account's own shares of the Region (`SELF`), or those of others that reach it (`OTHER-ACCOUNTS`)."""
    if owner not in {"SELF", "OTHER-ACCOUNTS"}:
        raise AwsError(
            "InvalidParameterException",
            f"{owner} is not a valid resource owner. Specify either SELF or OTHER-ACCOUNTS and try again.",
        )
    for share in shares:
        if share.region != region:
            continue
        mine = share.owner == account
        if mine if owner == "SELF" else (not mine and any(True for _ in granting(share, account, lookup))):
            yield share


def share_as_dict(share: ResourceShare) -> dict[str, Any]:
    """Return a share as the API shows it."""
    shown: dict[str, Any] = {
        "resourceShareArn": share.arn,
        "name": share.name,
        "owningAccountId": share.owner,
        "allowExternalPrincipals": share.allow_external,
        "status": share.status,
        "tags": [{"key": key, "value": value} for key, value in share.tags.items()],
        "creationTime": share.created,
        "lastUpdatedTime": share.updated,
        "featureSet": "STANDARD",
    }
    return shown


def association_as_dict(share: ResourceShare, association: Association) -> dict[str, Any]:
    """Return an association as the API shows it."""
    shown: dict[str, Any] = {
        "resourceShareArn": share.arn,
        "resourceShareName": share.name,
        "associatedEntity": association.entity,
        "associationType": association.kind,
        "status": association.status,
        "creationTime": association.created,
        "lastUpdatedTime": association.updated,
        "external": association.external,
    }
    if association.message:
        shown["statusMessage"] = association.message
    return shown


def invitation_as_dict(invitation: Invitation, share: ResourceShare, now: datetime) -> dict[str, Any]:
    """Return an invitation as the API shows it."""
    shown: dict[str, Any] = {
        "resourceShareInvitationArn": invitation.arn,
        "resourceShareName": invitation.share_name,
        "resourceShareArn": invitation.share_arn,
        "senderAccountId": invitation.sender,
        "receiverAccountId": invitation.receiver,
        "invitationTimestamp": invitation.created,
        "status": invitation.seen_at(now),
        "resourceShareAssociations": [association_as_dict(share, each) for each in share.resources],
    }
    if invitation.receiver_arn:
        shown["receiverArn"] = invitation.receiver_arn
    return shown
