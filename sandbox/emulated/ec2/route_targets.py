"""The targets of a VPC's routes: what they must be for the table's VPC and for the destination.

Source: CreateRoute and ReplaceRoute in the EC2 API Reference; "Example routing options" and "Gateway route tables" in
the Amazon VPC User Guide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Network, ip_network
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import associations_of, routes_of
from sandbox.emulated.ec2.one_of import exactly_one
from sandbox.emulated.ec2.peering_states import IN_USE, settle, status_of
from sandbox.emulated.ec2.route_destinations import NAT64, Destination
from sandbox.emulated.ec2.route_shapes import ATTACHMENT_IN_USE, NAT_GATEWAY_IN_USE, TARGETS, gateway_works, target
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.hybrid_network.call import HybridCall

MEMBERS = (
    "GatewayId",
    "NatGatewayId",
    "NetworkInterfaceId",
    "InstanceId",
    "VpcPeeringConnectionId",
    "EgressOnlyInternetGatewayId",
    "TransitGatewayId",
    "CarrierGatewayId",
    "VpcEndpointId",
    "LocalGatewayId",
    "CoreNetworkArn",
    "OdbNetworkArn",
)
NOT_EMULATED = frozenset({"LocalGatewayId", "CoreNetworkArn", "OdbNetworkArn"})
IN_PATH = frozenset({"NetworkInterfaceId", "InstanceId", "VpcEndpointId"})
"""Targets that inspect traffic between a gateway or subnets of a VPC."""


@dataclass(frozen=True)
class Named:
    """A target as moto's route tables show it, whoever owns it."""

    id: str


@dataclass(frozen=True)
class Target:
    """One target: the member of the request, the id, and an instance's primary interface."""

    member: str
    id: str
    instance: Any = None
    interface: str = ""

    @property
    def local(self) -> bool:
        """Return whether the target is the VPC itself."""
        return self.member == "LocalTarget" or (self.member == "GatewayId" and self.id == "local")


def requested(call: HybridCall, table: Any, to: Destination, *, may_be_local: bool = False) -> Target:
    """Return the target of a request, checked for the VPC of the table and for the destination."""
    members = (*MEMBERS, "LocalTarget") if may_be_local else MEMBERS
    member, id_ = exactly_one(call, members)
    if member in NOT_EMULATED:
        raise NotEmulatedError("ec2", call.operation, f"{member} as a target")
    found = Target(member, str(id_))
    if found.local:
        if not may_be_local:
            raise _invalid_gateway(found.id)
        return found
    found = _CHECKS[member](call, table, found)
    _check_destination(call, table, found, to)
    return found


def set_target(route: Any, found: Target) -> None:
    """Give a route of moto's the target, and no other."""
    for attribute in TARGETS.values():
        setattr(route, attribute, None)
    route.instance, route.vpc_endpoint_id = found.instance, None
    if found.local:
        return
    if found.member == "VpcEndpointId":
        route.vpc_endpoint_id = found.id
    elif found.member == "InstanceId":
        route.interface = Named(found.interface)
    else:
        setattr(route, TARGETS[found.member], Named(found.id))


def check_for_gateway(call: HybridCall, table: Any) -> None:
    """Raise unless a table may be associated with a gateway: all its routes stay in the VPC."""
    for route in list(routes_of(table).values()):
        ((member, id_),) = target(route).items()
        if not route.local and member != "NetworkInterfaceId" and not id_.startswith("vpce-"):
            raise AwsError("InvalidParameterValue", f"Route table contains unsupported route target: {id_}")
    if call.transit.vgw_propagation.get(table.id):
        raise AwsError("InvalidParameterValue", f"Route table {table.id} has route propagation enabled.")


def _check_destination(call: HybridCall, table: Any, found: Target, to: Destination) -> None:
    block = to.block
    ipv6 = isinstance(block, IPv6Network)
    if found.member == "EgressOnlyInternetGatewayId" and block is not None and not ipv6:
        raise AwsError("InvalidParameterValue", f"Egress-only internet gateway {found.id} takes IPv6 traffic only.")
    if found.member == "NatGatewayId" and isinstance(block, IPv6Network) and not block.subnet_of(NAT64):
        raise AwsError("InvalidParameterValue", f"NAT gateway {found.id} takes IPv6 traffic to {NAT64} only.")
    if found.member == "CarrierGatewayId" and ipv6:
        raise AwsError("InvalidParameterValue", f"Carrier gateway {found.id} takes IPv4 traffic only.")
    inside = block is not None and any(
        block.version == own.version and block.subnet_of(own)  # type: ignore[arg-type]
        for own in (ip_network(it) for it in vpc_blocks(backend.vpc(call, table.vpc_id)))
    )
    of_gateway = any(not member.startswith("subnet-") for member in associations_of(table).values())
    if inside and found.member not in IN_PATH | {"NatGatewayId"}:
        raise _unsupported_target()
    if of_gateway and found.member not in IN_PATH:
        raise _unsupported_target()
    if of_gateway and not inside:
        raise AwsError("InvalidParameterValue", f"Route destination {to.value} is not within the CIDRs of the VPC.")
    if inside and str(block) not in _routable_blocks(call, table.vpc_id):
        raise AwsError("InvalidParameterValue", "Route destination doesn't match any subnet CIDR blocks.")


def vpc_blocks(vpc: Any) -> list[str]:
    """Return the IPv4 and IPv6 blocks of a VPC."""
    return [str(each["cidr_block"]) for six in (False, True) for each in vpc.get_cidr_block_association_set(ipv6=six)]


def _routable_blocks(call: HybridCall, vpc: str) -> set[str]:
    """Return the blocks within a VPC that a route may name: its own and those of its subnets."""
    found = set(vpc_blocks(backend.vpc(call, vpc)))
    for subnet in backend.subnets(call):
        if subnet.vpc_id == vpc:
            found.add(str(subnet.cidr))
            found.update(each["ipv6CidrBlock"] for each in subnet.ipv6_cidr_block_associations.values())
    return found


def _gateway(call: HybridCall, table: Any, found: Target) -> Target:
    own = backend.of(call)
    known: Mapping[str, Mapping[str, Any]] = {
        "igw": own.internet_gateways,
        "vgw": own.vpn_gateways,
        "vpce": own.vpc_end_points,
    }
    prefix = found.id.partition("-")[0]
    if prefix not in known:
        raise _invalid_gateway(found.id)
    if prefix == "vpce":
        return _endpoint(call, table, found)
    if found.id not in known[prefix]:
        raise backend.GATEWAY.not_found(found.id)
    if not gateway_works(own, found.id, table.vpc_id):
        raise _elsewhere(table, f"network gateway {found.id}")
    return found


def _endpoint(call: HybridCall, table: Any, found: Target) -> Target:
    endpoint = backend.of(call).vpc_end_points.get(found.id)
    if endpoint is None or endpoint.state == "deleted":
        raise AwsError("InvalidVpcEndpointId.NotFound", f"The Vpc Endpoint Id '{found.id}' does not exist")
    if endpoint.vpc_endpoint_type != "GatewayLoadBalancer":
        raise AwsError(
            "InvalidParameterValue",
            f"Route table contains unsupported route target: {found.id}."
            " VPC Endpoints of this type cannot be used as route targets.",
        )
    if endpoint.vpc_id != table.vpc_id:
        raise _elsewhere(table, f"endpoint {found.id}")
    return Target("VpcEndpointId", found.id)


def _nat_gateway(call: HybridCall, table: Any, found: Target) -> Target:
    gateway = backend.nat_gateway(call, found.id)
    if gateway.state not in NAT_GATEWAY_IN_USE:
        raise backend.NAT_GATEWAY.not_found(found.id)
    if gateway.vpc_id != table.vpc_id:
        raise _elsewhere(table, f"NAT gateway {found.id}")
    return found


def _interface(call: HybridCall, table: Any, found: Target) -> Target:
    if backend.interface(call, found.id).vpc_id != table.vpc_id:
        raise _elsewhere(table, f"interface {found.id}")
    return found


def _instance(call: HybridCall, table: Any, found: Target) -> Target:
    instance = backend.instance(call, found.id)
    interfaces = list(instance.nics.values())
    if len(interfaces) != 1:
        raise AwsError(
            "InvalidInstanceID",
            f"There are multiple interfaces attached to instance '{found.id}'."
            " Please specify an interface ID for the operation instead.",
        )
    if interfaces[0].vpc_id != table.vpc_id:
        raise _elsewhere(table, f"instance {found.id}")
    return Target("InstanceId", found.id, instance, interfaces[0].id)


def _peering(call: HybridCall, table: Any, found: Target) -> Target:
    connection = backend.peering(call, found.id)
    settle(connection, call.timestamp)
    if status_of(connection) not in IN_USE:
        raise backend.PEERING.not_found(found.id)
    if table.vpc_id not in {connection.vpc.id, connection.peer_vpc.id}:
        raise _elsewhere(table, f"peering connection {found.id}")
    return found


def _egress_only(call: HybridCall, table: Any, found: Target) -> Target:
    if backend.egress_only_gateway(call, found.id).vpc_id != table.vpc_id:
        raise _elsewhere(table, f"egress-only internet gateway {found.id}")
    return found


def _carrier(call: HybridCall, table: Any, found: Target) -> Target:
    gateway = backend.of(call).carrier_gateways.get(found.id)
    if gateway is None:
        raise AwsError("InvalidCarrierGatewayID.NotFound", f"The CarrierGateway ID '{found.id}' does not exist")
    if gateway.vpc_id != table.vpc_id:
        raise _elsewhere(table, f"carrier gateway {found.id}")
    return found


def _transit_gateway(call: HybridCall, table: Any, found: Target) -> Target:
    attached = any(
        each.type == "vpc" and each.resource == table.vpc_id and each.state in ATTACHMENT_IN_USE
        for each in call.transit.attachments_of(found.id)
    )
    if not attached:
        raise AwsError(
            "InvalidTransitGatewayID.NotFound",
            f"Transit Gateway {found.id} was deleted or does not exist, or VPC {table.vpc_id} is not attached to it.",
        )
    return found


_CHECKS: Mapping[str, Callable[[HybridCall, Any, Target], Target]] = {
    "GatewayId": _gateway,
    "NatGatewayId": _nat_gateway,
    "NetworkInterfaceId": _interface,
    "InstanceId": _instance,
    "VpcPeeringConnectionId": _peering,
    "EgressOnlyInternetGatewayId": _egress_only,
    "TransitGatewayId": _transit_gateway,
    "CarrierGatewayId": _carrier,
    "VpcEndpointId": _endpoint,
}


def _elsewhere(table: Any, what: str) -> AwsError:
    return AwsError("InvalidParameterValue", f"route table {table.id} and {what} belong to different networks")


def _invalid_gateway(id_: str) -> AwsError:
    return AwsError("InvalidParameterValue", f"invalid value for parameter gateway-id: {id_}")


def _unsupported_target() -> AwsError:
    return AwsError(
        "InvalidParameterValue",
        "Route target is not supported. This route only supports interface and instance targets.",
    )
