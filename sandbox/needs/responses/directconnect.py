"""Direct Connect: the other side of an association, and who owns an interface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.needs.known import Known


def _associations(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    gateway = str(known.after.get("associatedGatewayId") or "")
    kind = known.after.get("associatedGatewayType") or ("transitGateway" if gateway.startswith("tgw-") else None)
    for association in response["directConnectGatewayAssociations"]:
        association["associatedGateway"].update(
            id=gateway or known.identity,
            region=known.place.region,
            type=kind or "virtualPrivateGateway",
            ownerAccount=known.after.get("associatedGatewayOwnerAccountId") or known.place.account,
        )
        association["allowedPrefixesToDirectConnectGateway"] = [
            {"cidr": prefix} for prefix in known.before.get("allowedPrefixes") or ()
        ]


def _interfaces(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    for interface in response["virtualInterfaces"]:
        interface["ownerAccount"] = known.after.get("ownerAccountId") or known.place.account
        interface["region"] = known.place.region


def _hosted(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    for connection in response["connections"]:
        connection["connectionId"] = known.identity


RESPONSES = {
    "DescribeDirectConnectGatewayAssociations": _associations,
    "DescribeHostedConnections": _hosted,
    "DescribeVirtualInterfaces": _interfaces,
}
