"""moto's EC2 of one account and Region, and EC2's errors for what does not exist."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.lock import NETWORK_LOCK
from sandbox.emulated.service_call import Call

LOCK = NETWORK_LOCK
"""Held while an operation checks and changes moto's records, so that two concurrent requests do not both pass."""


def changing[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Let one such function run at a time."""

    @functools.wraps(function)
    def locked(*args: P.args, **kwargs: P.kwargs) -> R:
        with LOCK:
            return function(*args, **kwargs)

    return locked


@dataclass(frozen=True)
class Kind:
    """A type of resource: the beginning of its ids, and EC2's errors for an id that is not known."""

    prefix: str
    missing: str
    message: str
    malformed: str = ""
    """The code for an id of another form; empty where EC2 has the same code for both."""

    def not_found(self, id_: str) -> AwsError:
        """Make the error for an id that no resource has."""
        if self.malformed and not re.fullmatch(rf"{self.prefix}-[0-9a-f]{{8}}([0-9a-f]{{9}})?", id_):
            return AwsError(self.malformed, f'Invalid id: "{id_}" (expecting "{self.prefix}-...")')
        return AwsError(self.missing, self.message.format(id_))


VPC = Kind("vpc", "InvalidVpcID.NotFound", "The vpc ID '{}' does not exist", "InvalidVpcID.Malformed")
SUBNET = Kind("subnet", "InvalidSubnetID.NotFound", "The subnet ID '{}' does not exist", "InvalidSubnetID.Malformed")
ROUTE_TABLE = Kind(
    "rtb", "InvalidRouteTableID.NotFound", "The routeTable ID '{}' does not exist", "InvalidRouteTableId.Malformed"
)
NETWORK_ACL = Kind(
    "acl", "InvalidNetworkAclID.NotFound", "The networkAcl ID '{}' does not exist", "InvalidNetworkAclId.Malformed"
)
INTERNET_GATEWAY = Kind(
    "igw",
    "InvalidInternetGatewayID.NotFound",
    "The internetGateway ID '{}' does not exist",
    "InvalidInternetGatewayId.Malformed",
)
GATEWAY = Kind("eigw", "InvalidGatewayID.NotFound", "The gateway ID '{}' does not exist")
NAT_GATEWAY = Kind("nat", "NatGatewayNotFound", "The Nat Gateway {} was not found", "NatGatewayMalformed")
INTERFACE = Kind(
    "eni",
    "InvalidNetworkInterfaceID.NotFound",
    "The networkInterface ID '{}' does not exist",
    "InvalidNetworkInterfaceId.Malformed",
)
PEERING = Kind(
    "pcx",
    "InvalidVpcPeeringConnectionID.NotFound",
    "The vpcPeeringConnection ID '{}' does not exist",
    "InvalidVpcPeeringConnectionId.Malformed",
)
DHCP_OPTIONS = Kind(
    "dopt", "InvalidDhcpOptionID.NotFound", "The dhcpOption ID '{}' does not exist", "InvalidDhcpOptionsId.Malformed"
)
INSTANCE = Kind("i", "InvalidInstanceID.NotFound", "The instance ID '{}' does not exist", "InvalidInstanceID.Malformed")


def of(call: Call) -> Any:
    """Return the EC2 backend of the caller's account and Region."""
    own = ec2_backends[call.account][call.region]
    complete_default_vpc(own)
    return own


def complete_default_vpc(own: Any) -> None:
    """Give the default VPC that moto makes its internet gateway and the route to it, as AWS's has."""
    if getattr(own, "default_vpc_completed", False):
        return
    with LOCK:
        vpc = own.get_default_vpc()
        if vpc is not None and not getattr(own, "default_vpc_completed", False):
            connect_to_internet(own, vpc)
        own.default_vpc_completed = True


def connect_to_internet(own: Any, vpc: Any) -> None:
    """Attach an internet gateway to a default VPC, with the route of its main table."""
    if any(each.vpc is not None and each.vpc.id == vpc.id for each in own.internet_gateways.values()):
        return
    gateway = own.create_internet_gateway()
    gateway.vpc = vpc
    main = next(it for it in own.route_tables.values() if it.vpc_id == vpc.id and it.main_association_id is not None)
    own.create_route(main.id, "0.0.0.0/0", gateway_id=gateway.id)


def at(account: str, region: str) -> Any | None:
    """Return the EC2 backend of an account and Region; None where nothing has called EC2 there."""
    return ec2_backends[account][region] if account in ec2_backends and region in ec2_backends[account] else None


def subnets(call: Call) -> Iterator[Any]:
    """Yield the caller's subnets."""
    for zone in list(of(call).subnets.values()):
        yield from list(zone.values())


def subnet(call: Call, id_: str) -> Any:
    """Return a subnet of the caller's."""
    return _one(SUBNET, id_, next((each for each in subnets(call) if each.id == id_), None))


def vpc(call: Call, id_: str) -> Any:
    """Return a VPC of the caller's."""
    return _one(VPC, id_, of(call).vpcs.get(id_))


def route_table(call: Call, id_: str) -> Any:
    """Return a route table of the caller's."""
    return _one(ROUTE_TABLE, id_, of(call).route_tables.get(id_))


def network_acl(call: Call, id_: str) -> Any:
    """Return a network ACL of the caller's."""
    return _one(NETWORK_ACL, id_, of(call).network_acls.get(id_))


def internet_gateway(call: Call, id_: str) -> Any:
    """Return an internet gateway of the caller's."""
    return _one(INTERNET_GATEWAY, id_, of(call).internet_gateways.get(id_))


def egress_only_gateway(call: Call, id_: str) -> Any:
    """Return an egress-only internet gateway of the caller's."""
    return _one(GATEWAY, id_, of(call).egress_only_internet_gateways.get(id_))


def nat_gateway(call: Call, id_: str) -> Any:
    """Return a NAT gateway of the caller's."""
    return _one(NAT_GATEWAY, id_, of(call).nat_gateways.get(id_))


def interface(call: Call, id_: str) -> Any:
    """Return a network interface of the caller's."""
    return _one(INTERFACE, id_, of(call).enis.get(id_))


def peering(call: Call, id_: str) -> Any:
    """Return a VPC peering connection of which the caller is a side."""
    return _one(PEERING, id_, of(call).vpc_pcxs.get(id_))


def dhcp_options(call: Call, id_: str) -> Any:
    """Return a set of DHCP options of the caller's."""
    return _one(DHCP_OPTIONS, id_, of(call).dhcp_options_sets.get(id_))


def instance(call: Call, id_: str) -> Any:
    """Return an instance of the caller's."""
    reservations = list(of(call).reservations.values())
    found = (one for each in reservations for one in each.instances if one.id == id_)
    return _one(INSTANCE, id_, next(found, None))


def security_group(call: Call, id_: str) -> Any:
    """Return a security group of the caller's."""
    found = of(call).get_security_group_from_id(id_)
    if found is None:
        raise AwsError("InvalidGroup.NotFound", f"The security group '{id_}' does not exist")
    return found


def depends(id_: str, on: str) -> AwsError:
    """Make the error of a deletion that would leave a dependent object."""
    return AwsError("DependencyViolation", f"{id_} has a dependent object ({on}) and cannot be deleted.")


def _one(kind: Kind, id_: str, found: Any | None) -> Any:
    if found is None:
        raise kind.not_found(id_)
    return found


def routes_of(table: Any) -> dict[str, Any]:
    """Return the routes of a route table, to read and to change."""
    return _kept(table, "routes")


def associations_of(resource: Any) -> dict[str, Any]:
    """Return the associations of a route table or a network ACL by id, without that of a main table."""
    return _kept(resource, "associations")


def _kept(resource: Any, name: str) -> dict[str, Any]:
    """Return a dictionary of moto's: from moto 5.2 on, that name is of a list made from it."""
    attributes = vars(resource)
    found: dict[str, Any] = attributes[f"_{name}"] if f"_{name}" in attributes else attributes[name]
    return found
