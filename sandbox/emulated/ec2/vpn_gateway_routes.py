"""The propagated routes and the blackholes of a VPC's route table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from ipaddress import ip_network
from typing import Any

from sandbox.emulated.directconnect.route_exchange import learned_by_virtual_gateway
from sandbox.emulated.hybrid_network.direct_connect_model import AssociatedGateway, DirectConnectState
from sandbox.emulated.hybrid_network.topology.transit import CARRYING
from sandbox.emulated.hybrid_network.transit_gateway_model import TransitNetwork

ORIGIN = "EnableVgwRoutePropagation"
DESTINATIONS = {4: "DestinationCidrBlock", 6: "DestinationIpv6CidrBlock"}


def completed(
    table: dict[str, Any],
    network: TransitNetwork,
    direct_connect: DirectConnectState,
    virtual_gateways: Mapping[str, AssociatedGateway],
) -> dict[str, Any]:
    """Return the table as EC2 shows it: with propagating gateways, propagated routes and blackholes."""
    vpc = table["VpcId"]
    gateways = sorted(
        id_
        for id_ in network.vgw_propagation.get(table["RouteTableId"], ())
        if (associated := virtual_gateways.get(id_)) and associated.vpc == vpc
    )
    written = [_checked(route, network, vpc) for route in table.get("Routes") or ()]
    taken = {route[key] for route in written for key in DESTINATIONS.values() if key in route}
    routes = written + list(_propagated(direct_connect, gateways, taken))
    return table | {"PropagatingVgws": [{"GatewayId": id_} for id_ in gateways], "Routes": routes}


def _propagated(
    direct_connect: DirectConnectState, gateways: Iterable[str], taken: set[Any]
) -> Iterable[dict[str, Any]]:
    """Yield the propagated routes; a static or local route to the same destination stays."""
    for gateway in gateways:
        for cidr in learned_by_virtual_gateway(direct_connect, gateway):
            if cidr not in taken:
                taken.add(cidr)
                destination = DESTINATIONS[ip_network(cidr).version]
                yield {destination: cidr, "GatewayId": gateway, "Origin": ORIGIN, "State": "active"}


def _checked(route: dict[str, Any], network: TransitNetwork, vpc: str) -> dict[str, Any]:
    gateway = route.get("TransitGatewayId")
    if gateway is None:
        return route
    carrying = any(
        it.type == "vpc" and it.resource == vpc and it.state in CARRYING for it in network.attachments_of(gateway)
    )
    return route | {"State": "active" if carrying else "blackhole"}
