"""Put resources, principals and sources into a share, and send the invitations that principals must accept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.membership import arn_in_organization, membership_of
from sandbox.emulated.ram.admission import (
    AdmittedPrincipal,
    ShareContext,
    admit_principal,
    admit_resource,
    organization_only,
)
from sandbox.emulated.ram.call import RamCall
from sandbox.emulated.ram.existence import check_existence
from sandbox.emulated.ram.model import Association, AssociationStatus, Invitation, ResourceShare
from sandbox.emulated.ram.organization import RAM
from sandbox.emulated.ram.permission_model import DEFAULTS
from sandbox.emulated.ram.principals import Principal
from sandbox.emulated.ram.resource_types import ResourceType, read_resource
from sandbox.emulated.ram.shares import LIVE, live, with_association

INVITATION_LIFE = timedelta(days=7)


def associate(call: RamCall, share: ResourceShare) -> ResourceShare:
    """Return the share with the associations of the request; all are checked before an invitation is sent."""
    before = share
    for arn in call.request.get("resourceArns", []):
        share = _with_resource(share, arn, call.now)
    admitted = [admit_principal(text, _context(share)) for text in call.request.get("principals", [])]
    for each in admitted:
        share = _with_principal(share, each, call.now)
    share = _with_sources(share, call.request.get("sources", []), call.now)
    for each in admitted:
        if each.invited and live(before, "PRINCIPAL", each.principal.text) is None:
            _invite(call, share, each.principal)
    return share


def _with_resource(share: ResourceShare, arn: str, moment: datetime) -> ResourceShare:
    resource = admit_resource(arn, share.owner, share.region)
    if live(share, "RESOURCE", arn):
        return share
    if resource.type.organization_only and any(each.external and each.status in LIVE for each in share.principals):
        raise AwsError("OperationNotPermittedException", organization_only(resource.type.name))
    check_existence(resource)
    share = with_association(share, Association(arn, "RESOURCE", "ASSOCIATED", moment, moment))
    if resource.type.name in share.permissions:
        return share
    return replace(share, permissions={**share.permissions, resource.type.name: (DEFAULTS[resource.type.name], 1)})


def _with_principal(share: ResourceShare, admitted: AdmittedPrincipal, moment: datetime) -> ResourceShare:
    if live(share, "PRINCIPAL", admitted.principal.text):
        return share
    status: AssociationStatus = "ASSOCIATING" if admitted.invited else "ASSOCIATED"
    return with_association(
        share, Association(admitted.principal.text, "PRINCIPAL", status, moment, moment, external=admitted.external)
    )


def _with_sources(share: ResourceShare, sources: list[str], moment: datetime) -> ResourceShare:
    services = any(Principal.parse(each.entity).kind == "service" for each in share.principals if each.status in LIVE)
    if sources and not services:
        raise AwsError("InvalidParameterException", "Sources can be given only where a principal is a service.")
    for source in sources:
        if live(share, "SOURCE", source) is None:
            share = with_association(share, Association(source, "SOURCE", "ASSOCIATED", moment, moment))
    return share


def _context(share: ResourceShare) -> ShareContext:
    place = membership_of(share.owner)
    return ShareContext(
        owner=share.owner,
        allow_external=share.allow_external,
        types=types_of(share),
        lookup=membership_of,
        has_unit=lambda unit: arn_in_organization(share.owner, unit) is not None,
        sharing_enabled=place is not None and RAM in place.services,
    )


def types_of(share: ResourceShare) -> tuple[ResourceType, ...]:
    """Return the types of the resources in the share."""
    return tuple(dict.fromkeys(read_resource(each.entity).type for each in share.resources if each.status in LIVE))


def _invite(call: RamCall, share: ResourceShare, principal: Principal) -> None:
    arn = call.new_arn("resource-share-invitation")
    call.state.invitations[arn] = Invitation(
        arn=arn,
        share_arn=share.arn,
        share_name=share.name,
        sender=share.owner,
        receiver=principal.account,
        created=call.now,
        status="PENDING",
        expires=call.now + INVITATION_LIFE,
        receiver_arn=principal.text if principal.kind == "identity" else "",
    )
