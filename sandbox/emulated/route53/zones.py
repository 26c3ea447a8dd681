"""Hosted zones: made with their VPC, shown without name servers when private, gone with their authorizations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import inner, operation
from sandbox.emulated.route53.store import Vpc, all_zones, authorizations, bare, find_zone, vpc_owner

HTTP_CONFLICT = 409


def insync(comment: str | None = None) -> dict[str, Any]:
    """A change that has reached all name servers: here that takes no time."""
    change: dict[str, Any] = {
        "Id": f"/change/C{uuid4().hex[:20].upper()}",
        "Status": "INSYNC",
        "SubmittedAt": datetime.now(UTC),
    }
    return change | ({"Comment": comment} if comment else {})


def check_no_conflict(vpc: Vpc, name: str) -> None:
    """Raise ConflictingDomainExists where the VPC has a private zone of that name already."""
    for zone in all_zones():
        if vpc in zone.vpcs and zone.zone.name == name:
            raise AwsError(
                "ConflictingDomainExists",
                f"The VPC {vpc.id} in region {vpc.region} has already been associated with"
                f" the hosted zone {bare(zone.zone.id)} with the same domain name.",
            )


@operation("CreateHostedZone")
def create_hosted_zone(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """A zone with a VPC is private; moto makes it so only if it is told, with a comment."""
    reference = request["CallerReference"]
    for zone in all_zones():
        if zone.owner == context.account_id and zone.zone.caller_reference == reference:
            raise AwsError(
                "HostedZoneAlreadyExists",
                f"A hosted zone has already been created with the caller reference {reference}.",
                status=HTTP_CONFLICT,
            )
    config = {"Comment": "", **request.get("HostedZoneConfig", {})}
    if given := request.get("VPC"):
        vpc = Vpc(given["VPCId"], given["VPCRegion"])
        if vpc_owner(vpc) != context.account_id:
            raise AwsError("InvalidVPCId", f"The VPC {vpc.id} in region {vpc.region} is not a VPC of your account.")
        check_no_conflict(vpc, request["Name"].removesuffix(".") + ".")
        config["PrivateZone"] = True
    elif config.get("PrivateZone"):
        raise AwsError("InvalidInput", "A private hosted zone is created with a VPC: give VPCId and VPCRegion.")
    made = inner(context, {**request, "HostedZoneConfig": config})
    made["ChangeInfo"] = insync()
    if given:
        made["VPC"] = dict(given)
        made.pop("DelegationSet", None)
    return made


@operation("GetHostedZone")
def get_hosted_zone(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """A private zone has VPCs and no delegation set."""
    shown = inner(context, request)
    zone = find_zone(request["Id"])
    if zone.zone.private_zone:
        shown.pop("DelegationSet", None)
        shown["VPCs"] = [each.as_dict() for each in zone.vpcs]
    return shown


@operation("DeleteHostedZone")
def delete_hosted_zone(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The authorizations of a zone end with it."""
    shown = inner(context, request)
    authorizations(bare(request["Id"])).clear()
    shown["ChangeInfo"] = insync()
    return shown


@operation("ChangeTagsForResource")
def change_tags_for_resource(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """New tags and old keys in one request: moto heeds one of the two."""
    plain = {name: value for name, value in request.items() if name not in {"AddTags", "RemoveTagKeys"}}
    for part in ("RemoveTagKeys", "AddTags"):
        if request.get(part):
            inner(context, {**plain, part: request[part]})
    return {}
