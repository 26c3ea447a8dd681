"""VPCs of a private hosted zone: associated by the VPC's account, with the zone owner's authorization."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.route53.store import (
    HTTP_NOT_FOUND,
    Vpc,
    Zone,
    all_zones,
    authorizations,
    bare,
    find_zone,
    own_zone,
    vpc_owner,
)
from sandbox.emulated.route53.zones import check_no_conflict, insync
from sandbox.emulated.service_call import Call, Paging

HTTP_UNAUTHORIZED = 401
HTTP_FORBIDDEN = 403


def _bad_token(token: str) -> AwsError:
    return AwsError("InvalidPaginationToken", f"The NextToken {token} is not valid.")


PAGING = Paging(bad_token=_bad_token, size=50)
"""The default `MaxResults` of ListVPCAssociationAuthorizations (Route 53 API Reference)."""

PAGING_OF_ZONES = Paging(bad_token=_bad_token, size=100, size_member="MaxItems")
"""The default `MaxItems` of ListHostedZonesByVPC, and its largest."""


@operation("CreateVPCAssociationAuthorization")
def create_vpc_association_authorization(call: Call) -> dict[str, Any]:
    """Authorize another account's VPC; authorizing it again is not an error."""
    zone = own_zone(call.request["HostedZoneId"], call.account)
    vpc = _vpc(call.request)
    if not zone.zone.private_zone:
        raise AwsError("InvalidInput", f"Hosted zone {zone.zone.id} is public: only private zones have VPCs.")
    if vpc_owner(vpc) is None:
        raise _invalid_vpc(vpc)
    if vpc not in authorizations(zone.zone.id):
        authorizations(zone.zone.id).append(vpc)
    return {"HostedZoneId": zone.zone.id, "VPC": vpc.as_dict()}


@operation("DeleteVPCAssociationAuthorization")
def delete_vpc_association_authorization(call: Call) -> dict[str, Any]:
    """Delete an authorization; an existing association stays."""
    zone = own_zone(call.request["HostedZoneId"], call.account)
    vpc = _vpc(call.request)
    if vpc not in authorizations(zone.zone.id):
        raise AwsError(
            "VPCAssociationAuthorizationNotFound",
            f"The VPC {vpc.id} is not authorized to be associated with hosted zone {zone.zone.id}.",
            status=HTTP_NOT_FOUND,
        )
    authorizations(zone.zone.id).remove(vpc)
    return {}


@operation("ListVPCAssociationAuthorizations")
def list_vpc_association_authorizations(call: Call) -> dict[str, Any]:
    """Return the VPCs that may be associated with a zone of the caller's."""
    zone = own_zone(call.request["HostedZoneId"], call.account)
    return {"HostedZoneId": zone.zone.id} | call.page("VPCs", authorizations(zone.zone.id), Vpc.as_dict, paging=PAGING)


@operation("AssociateVPCWithHostedZone")
def associate_vpc_with_hosted_zone(call: Call) -> dict[str, Any]:
    """Associate a VPC of the caller's; another account's zone needs an authorization."""
    zone, vpc = find_zone(call.request["HostedZoneId"]), _vpc(call.request)
    if vpc_owner(vpc) != call.account:
        raise _invalid_vpc(vpc)
    if zone.owner != call.account and vpc not in authorizations(zone.zone.id):
        raise AwsError(
            "NotAuthorizedException",
            f"The VPC: {vpc.id} has not authorized to associate with your hosted zone.",
            status=HTTP_UNAUTHORIZED,
        )
    if not zone.zone.private_zone:
        raise AwsError("PublicZoneVPCAssociation", f"Hosted zone {zone.zone.id} is public: it has no VPCs.")
    check_no_conflict(vpc, zone.zone.name)
    zone.zone.add_vpc(vpc.id, vpc.region)
    return {"ChangeInfo": insync(call, call.request.get("Comment"))}


@operation("DisassociateVPCFromHostedZone")
def disassociate_vpc_from_hosted_zone(call: Call) -> dict[str, Any]:
    """Disassociate a VPC, by the owner of zone or VPC; a private zone keeps its last VPC."""
    zone, vpc = find_zone(call.request["HostedZoneId"]), _vpc(call.request)
    if call.account not in (zone.owner, vpc_owner(vpc)):
        raise _invalid_vpc(vpc)
    if vpc not in zone.vpcs:
        raise AwsError(
            "VPCAssociationNotFound",
            f"The VPC {vpc.id} is not associated with hosted zone {zone.zone.id}.",
            status=HTTP_NOT_FOUND,
        )
    if len(zone.vpcs) == 1:
        raise AwsError("LastVPCAssociation", f"The VPC {vpc.id} is the last one of private hosted zone {zone.zone.id}.")
    zone.zone.delete_vpc(vpc.id)
    return {"ChangeInfo": insync(call, call.request.get("Comment"))}


@operation("ListHostedZonesByVPC")
def list_hosted_zones_by_vpc(call: Call) -> dict[str, Any]:
    """Return all private zones of a VPC of the caller's, other accounts' too."""
    vpc = Vpc(call.request["VPCId"], call.request["VPCRegion"])
    if vpc_owner(vpc) != call.account:
        # The API Reference names no code; clients of AWS (terraform-provider-aws) match this code and text.
        raise AwsError("AccessDenied", f"The VPC {vpc.id} is not owned by you.", status=HTTP_FORBIDDEN)
    zones = [each for each in all_zones() if vpc in each.vpcs]
    size = call.request.get("MaxItems") or PAGING_OF_ZONES.size
    return {"MaxItems": str(size)} | call.page("HostedZoneSummaries", zones, _summary, paging=PAGING_OF_ZONES)


def _summary(zone: Zone) -> dict[str, Any]:
    return {"HostedZoneId": bare(zone.zone.id), "Name": zone.zone.name, "Owner": {"OwningAccount": zone.owner}}


def _vpc(request: dict[str, Any]) -> Vpc:
    vpc = request.get("VPC") or {}
    if not vpc.get("VPCId") or not vpc.get("VPCRegion"):
        raise AwsError("InvalidInput", "Give VPCId and VPCRegion of the VPC.")
    return Vpc(vpc["VPCId"], vpc["VPCRegion"])


def _invalid_vpc(vpc: Vpc) -> AwsError:
    return AwsError("InvalidVPCId", f"The VPC {vpc.id} in region {vpc.region} is not a VPC of your account.")
