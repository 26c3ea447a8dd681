"""Whether the target of a VPC's route exists and serves the VPC: otherwise the route is a blackhole."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.routing.model import (
    EgressOnlyInternetGateway,
    InternetGateway,
    Target,
    TargetKind,
    Topology,
    VirtualPrivateGateway,
)


class RouteTargets:
    """The targets that routes of a topology may lead to."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._attached = {
            (it.resource, it.gateway)
            for it in topology.transit_attachments.values()
            if it.type == "vpc" and it.available
        }
        self._checks: dict[TargetKind, Callable[[str, str], str]] = {
            TargetKind.INTERNET_GATEWAY: self._internet_gateway,
            TargetKind.EGRESS_ONLY_INTERNET_GATEWAY: self._egress_only_gateway,
            TargetKind.VIRTUAL_PRIVATE_GATEWAY: self._virtual_private_gateway,
            TargetKind.NAT_GATEWAY: self._nat_gateway,
            TargetKind.TRANSIT_GATEWAY: self._transit_gateway,
            TargetKind.PEERING_CONNECTION: self._peering,
            TargetKind.NETWORK_INTERFACE: self._interface,
            TargetKind.VPC_ENDPOINT: self._endpoint,
        }

    def problem(self, vpc: str, target: Target) -> str:
        """Return why a route of the VPC's tables with this target is a blackhole; empty where it is active.

        "blackhole indicates that the route's target isn't available (for example, the specified gateway isn't attached
        to the VPC, or the specified NAT instance has been terminated)" (EC2 API Reference, Route,
        https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html).
        """
        check = self._checks.get(target.kind)
        return check(vpc, target.id) if check else ""

    def _internet_gateway(self, vpc: str, id_: str) -> str:
        return _attached(vpc, id_, self._topology.internet_gateways.get(id_))

    def _egress_only_gateway(self, vpc: str, id_: str) -> str:
        return _attached(vpc, id_, self._topology.egress_only_gateways.get(id_))

    def _virtual_private_gateway(self, vpc: str, id_: str) -> str:
        return _attached(vpc, id_, self._topology.virtual_private_gateways.get(id_))

    def _transit_gateway(self, vpc: str, id_: str) -> str:
        return "" if (vpc, id_) in self._attached else f"{id_} has no available attachment of the VPC"

    def _nat_gateway(self, _vpc: str, id_: str) -> str:
        return "" if id_ in self._topology.nat_gateways else f"no NAT gateway {id_}"

    def _interface(self, _vpc: str, id_: str) -> str:
        return "" if id_ in self._topology.network_interfaces else f"no network interface {id_}"

    def _peering(self, vpc: str, id_: str) -> str:
        peering = self._topology.peerings.get(id_)
        if peering is None or vpc not in {peering.requester_vpc, peering.accepter_vpc}:
            return f"no peering connection {id_} of the VPC"
        return "" if peering.active else f"peering connection {id_} is not active"

    def _endpoint(self, _vpc: str, id_: str) -> str:
        endpoint = self._topology.vpc_endpoints.get(id_)
        if endpoint is None:
            return f"no VPC endpoint {id_}"
        return "" if endpoint.available else f"VPC endpoint {id_} is not available"


def _attached(
    vpc: str, id_: str, gateway: InternetGateway | EgressOnlyInternetGateway | VirtualPrivateGateway | None
) -> str:
    if gateway is None:
        return f"no gateway {id_}"
    return "" if gateway.vpc == vpc else f"{id_} is not attached to the VPC"
