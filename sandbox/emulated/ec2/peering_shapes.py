"""VPC peering connections as EC2 shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.ec2.peering_states import EXPIRES_SECONDS, status_of
from sandbox.emulated.ec2.tags import shown_tags
from sandbox.emulated.service_call import Call

DNS = "AllowDnsResolutionFromRemoteVpc"
OPTIONS = (DNS, "AllowEgressFromLocalClassicLinkToRemoteVpc", "AllowEgressFromLocalVpcToRemoteClassicLink")


def shown_connection(call: Call, connection: Any) -> dict[str, Any]:
    """Return a connection; the accepter's ranges are shown from its acceptance on."""
    code = status_of(connection)
    accepted = code in {"provisioning", "active"}
    shown = {
        "AccepterVpcInfo": _side(connection.peer_vpc, connection.accepter_options, whole=accepted),
        "RequesterVpcInfo": _side(connection.vpc, connection.requester_options, whole=True),
        "Status": {"Code": code, "Message": connection._status.message},  # noqa: SLF001 - moto has no other name
        "Tags": shown_tags(call, connection.id),
        "VpcPeeringConnectionId": connection.id,
    }
    if code in {"initiating-request", "pending-acceptance"}:
        created = getattr(connection, "created", call.timestamp)  # moto's own, from CloudFormation, has no time
        shown["ExpirationTime"] = datetime.fromtimestamp(created + EXPIRES_SECONDS, UTC)
    return shown


def _side(vpc: Any, options: dict[str, Any], *, whole: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"OwnerId": vpc.owner_id, "Region": vpc.region, "VpcId": vpc.id}
    if not whole:
        return shown
    shown["CidrBlock"] = vpc.cidr_block
    shown["CidrBlockSet"] = [{"CidrBlock": each["cidr_block"]} for each in vpc.get_cidr_block_association_set()]
    shown["Ipv6CidrBlockSet"] = [
        {"Ipv6CidrBlock": each["cidr_block"]} for each in vpc.get_cidr_block_association_set(ipv6=True)
    ]
    shown["PeeringOptions"] = {name: _true(options.get(name)) for name in OPTIONS}
    return shown


def _true(value: Any) -> bool:
    return str(value).lower() == "true"
