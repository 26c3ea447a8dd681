"""Route 53: the record set itself, the zones of a VPC, and the name servers of private zones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.needs.known import Known
from sandbox.provider.resources.route53_record import as_record_set

_RECORD, _ZONE = "aws:route53/record:Record", "aws:route53/zone:Zone"


def _records(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    if known.type == _RECORD:
        response["ResourceRecordSets"] = [as_record_set(dict(known.after))]


def _zone(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    if known.type == _ZONE and known.after.get("vpcs"):
        response["DelegationSet"] = {}
    if known.type == _RECORD:
        response["HostedZone"]["Name"] = str(known.after.get("name"))


def _zones_of_vpc(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    for zone in response["HostedZoneSummaries"]:
        zone["HostedZoneId"] = known.after.get("zoneId", zone["HostedZoneId"])


def _change(response: dict[str, Any], _request: Mapping[str, Any], _known: Known) -> None:
    response["ChangeInfo"]["Id"] = "*"  # AWS assigns it


_CHANGES = (
    "AssociateVPCWithHostedZone",
    "ChangeResourceRecordSets",
    "CreateHostedZone",
    "DeleteHostedZone",
    "DisassociateVPCFromHostedZone",
)
RESPONSES = {
    **dict.fromkeys(_CHANGES, _change),
    "GetHostedZone": _zone,
    "ListHostedZonesByVPC": _zones_of_vpc,
    "ListResourceRecordSets": _records,
}
