"""NAT gateways: public with Elastic IP addresses, or private.

Source: CreateNatGateway, DeleteNatGateway and DescribeNatGateways in the EC2 API Reference.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.addresses import check_address
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.elastic_ip_store import associate, by_allocation, disassociate
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.interface_addresses import addresses_in, check_count, pick
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.nat_gateway_store import NatAddress, NatGateway, settled, shown_gateway
from sandbox.emulated.ec2.network_interfaces import forget_interface
from sandbox.emulated.ec2.tags import requested_tags, tag
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

ELASTIC_IPS_A_GATEWAY, ADDRESSES_A_GATEWAY = 2, 8
"""Elastic IP addresses of a public gateway, private addresses of a private one (Amazon VPC quotas)."""

LISTING = Listing(
    member="NatGateways",
    ids="NatGatewayIds",
    id="NatGatewayId",
    missing=backend.NAT_GATEWAY.not_found,
    filters="Filter",
    fields={
        "nat-gateway-id": member("NatGatewayId"),
        "state": member("State"),
        "subnet-id": member("SubnetId"),
        "vpc-id": member("VpcId"),
    },
)


@operation("CreateNatGateway")
@changing
def create_nat_gateway(call: Call) -> dict[str, Any]:
    """Create a gateway; what its subnet or address does not allow makes it fail, which its state shows."""
    request = call.request
    if request.get("AvailabilityMode") == "regional" or request.get("AvailabilityZoneAddresses"):
        raise NotEmulatedError("ec2", call.operation, "of a Region: only gateways of a zone are emulated")
    token = request.get("ClientToken")
    echo = {"ClientToken": token} if token else {}
    if earlier := repeated(call):
        return {"NatGateway": shown_gateway(call, backend.nat_gateway(call, earlier))} | echo
    tags = requested_tags(call, "natgateway")
    if not request.get("SubnetId"):
        raise AwsError("MissingParameter", "The request must contain the parameter subnetId")
    subnet = backend.subnet(call, request["SubnetId"])
    kind = request.get("ConnectivityType") or "public"
    allocations = _allocations(call, kind)
    elastics = [by_allocation(call, id_) for id_ in allocations]
    gateway = NatGateway(
        id=f"nat-{call.token(17)}",
        subnet_id=subnet.id,
        vpc_id=subnet.vpc_id,
        connectivity_type=kind,
        created=call.timestamp,
        state="pending",
        since=call.timestamp,
        allocations=allocations,
    )
    private = _private_addresses(call, subnet, max(1, len(elastics)))
    gateway.failure = _failure(call, subnet, elastics) if kind == "public" else None
    if gateway.failure is None:
        _connect(call, gateway, subnet, private, elastics)
    backend.of(call).nat_gateways[gateway.id] = gateway
    tag(call, gateway.id, tags)
    remember(call, gateway.id)
    return {"NatGateway": shown_gateway(call, gateway)} | echo


def _allocations(call: Call, kind: str) -> list[str]:
    """Return the ids of the Elastic IP addresses that a gateway is to have."""
    first, more = call.request.get("AllocationId"), call.request.get("SecondaryAllocationIds") or []
    if kind == "private":
        if first or more:
            raise AwsError("InvalidParameterCombination", "A private NAT gateway has no Elastic IP address.")
        return []
    if not first:
        raise AwsError("MissingParameter", "The request must include the AllocationId parameter.")
    if call.request.get("SecondaryPrivateIpAddressCount"):
        raise AwsError(
            "InvalidParameterCombination", "SecondaryPrivateIpAddressCount is for private NAT gateways alone."
        )
    allocations = [first, *more]
    if len(allocations) > ELASTIC_IPS_A_GATEWAY or len(set(allocations)) < len(allocations):
        raise AwsError(
            "InvalidParameterValue",
            f"A NAT gateway has {ELASTIC_IPS_A_GATEWAY} different Elastic IP addresses at most.",
        )
    return allocations


def _private_addresses(call: Call, subnet: Any, needed: int) -> list[str]:
    """Return the private addresses of a new gateway, the primary one first."""
    request = call.request
    if not subnet.cidr_block:
        raise AwsError("InvalidParameterValue", f"Subnet {subnet.id} is IPv6 native: it has no IPv4 addresses.")
    taken = addresses_in(call, subnet.id)
    listed = request.get("SecondaryPrivateIpAddresses") or []
    count = check_count(request.get("SecondaryPrivateIpAddressCount"), "secondaryPrivateIpAddressCount")
    if listed and count:
        raise AwsError(
            "InvalidParameterCombination",
            "The parameters secondaryPrivateIpAddresses and secondaryPrivateIpAddressCount cannot be used together.",
        )
    if needed > 1 and listed and len(listed) != needed - 1:
        raise AwsError(
            "InvalidParameterCombination", "Give as many secondary private addresses as secondary allocations."
        )
    primary = request.get("PrivateIpAddress")
    for address in [*([primary] if primary else []), *listed]:
        check_address(subnet.cidr_block, address, taken)
        taken.add(address)
    first = [primary] if primary else pick(subnet, taken, 1)
    more = listed or pick(subnet, taken, count or needed - 1)
    if len(first + more) > ADDRESSES_A_GATEWAY:
        raise AwsError("InvalidParameterValue", f"A NAT gateway has {ADDRESSES_A_GATEWAY} private addresses at most.")
    return [*first, *more]


def _failure(call: Call, subnet: Any, elastics: list[Any]) -> tuple[str, str] | None:
    gateways = list(backend.of(call).internet_gateways.values())
    if not any(each.vpc is not None and each.vpc.id == subnet.vpc_id for each in gateways):
        return "Gateway.NotAttached", f"Network {subnet.vpc_id} has no Internet gateway attached"
    for elastic in elastics:
        if elastic.association_id:
            return "Resource.AlreadyAssociated", f"Elastic IP address [{elastic.allocation_id}] is already associated"
    return None


def _connect(call: Call, gateway: NatGateway, subnet: Any, private: list[str], elastics: list[Any]) -> None:
    """Give a gateway its interface, which AWS manages, and its Elastic IP addresses."""
    interface = backend.of(call).create_network_interface(
        subnet,
        private[0],
        private_ip_addresses=[{"Primary": each == private[0], "PrivateIpAddress": each} for each in private],
        description=f"Interface for NAT Gateway {gateway.id}",
    )
    interface.interface_type, interface.status, interface.requester_managed = "nat_gateway", "in-use", True
    interface.source_dest_check = False
    interface._group_set = []  # noqa: SLF001 - a NAT gateway is in no security group
    gateway.interface = interface
    gateway.addresses = [NatAddress(each) for each in private]
    for address, elastic in zip(gateway.addresses, elastics, strict=False):
        associate(call, elastic, interface, address.private)
        address.elastic = elastic


@operation("DeleteNatGateway")
@changing
def delete_nat_gateway(call: Call) -> dict[str, Any]:
    """Delete a gateway: its addresses are free at once, and its routes become blackholes."""
    settled(call)
    gateway = backend.nat_gateway(call, call.request["NatGatewayId"])
    if gateway.state == "deleted":
        raise backend.NAT_GATEWAY.not_found(gateway.id)
    if gateway.state != "deleting":
        for address in gateway.addresses:
            if address.elastic is not None:
                disassociate(address.elastic)
        if gateway.interface is not None:
            forget_interface(call, gateway.interface)
        gateway.deleted = call.timestamp
        gateway.enter("deleting", call.timestamp)
    return {"NatGatewayId": gateway.id}


@operation("DescribeNatGateways")
def describe_nat_gateways(call: Call) -> dict[str, Any]:
    """Return the caller's gateways."""
    return describe(call, LISTING, [shown_gateway(call, each) for each in settled(call)])
