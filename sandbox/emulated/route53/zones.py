"""Create, get and delete hosted zones: a private zone has VPCs and no name servers."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.route53.store import Vpc, all_zones, authorizations, bare, find_zone, vpc_owner
from sandbox.emulated.service_call import Call

HTTP_CONFLICT = 409


def insync(call: Call, comment: str | None = None) -> dict[str, Any]:
    """Return a change in state INSYNC, which is immediate here."""
    change: dict[str, Any] = {
        "Id": f"/change/C{call.token(20).upper()}",
        "Status": "INSYNC",
        "SubmittedAt": call.now,
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
def create_hosted_zone(call: Call) -> dict[str, Any]:
    """Create a zone; one with a VPC is private, which moto recognizes by a member and a comment."""
    reference = call.request["CallerReference"]
    for zone in all_zones():
        if zone.owner == call.account and zone.zone.caller_reference == reference:
            raise AwsError(
                "HostedZoneAlreadyExists",
                f"A hosted zone has already been created with the caller reference {reference}.",
                status=HTTP_CONFLICT,
            )
    config = {"Comment": "", **call.request.get("HostedZoneConfig", {})}
    if given := call.request.get("VPC"):
        if not given.get("VPCId") or not given.get("VPCRegion"):
            raise AwsError("InvalidInput", "Give VPCId and VPCRegion of the VPC.")
        vpc = Vpc(given["VPCId"], given["VPCRegion"])
        if vpc_owner(vpc) != call.account:
            raise AwsError("InvalidVPCId", f"The VPC {vpc.id} in region {vpc.region} is not a VPC of your account.")
        check_no_conflict(vpc, call.request["Name"].removesuffix(".") + ".")
        config["PrivateZone"] = True
    elif config.get("PrivateZone"):
        raise AwsError("InvalidInput", "A private hosted zone is created with a VPC: give VPCId and VPCRegion.")
    made = call.inner({**call.request, "HostedZoneConfig": config})
    made["ChangeInfo"] = insync(call)
    if given:
        made["VPC"] = dict(given)
        made.pop("DelegationSet", None)
    return made


@operation("GetHostedZone")
def get_hosted_zone(call: Call) -> dict[str, Any]:
    """Return a zone; a private one has VPCs and no delegation set."""
    shown = call.inner(call.request)
    zone = find_zone(call.request["Id"])
    if zone.zone.private_zone:
        shown.pop("DelegationSet", None)
        shown["VPCs"] = [each.as_dict() for each in zone.vpcs]
    return shown


@operation("DeleteHostedZone")
def delete_hosted_zone(call: Call) -> dict[str, Any]:
    """Delete a zone with its authorizations."""
    shown = call.inner(call.request)
    authorizations(bare(call.request["Id"])).clear()
    shown["ChangeInfo"] = insync(call)
    return shown


@operation("ChangeTagsForResource")
def change_tags_for_resource(call: Call) -> dict[str, Any]:
    """Add and remove tags in one request, of which moto applies only one kind."""
    plain = {name: value for name, value in call.request.items() if name not in {"AddTags", "RemoveTagKeys"}}
    for part in ("RemoveTagKeys", "AddTags"):
        if call.request.get(part):
            call.inner({**plain, part: call.request[part]})
    return {}
