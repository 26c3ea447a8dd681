"""Further addresses of a NAT gateway: Elastic IP addresses of a public one, private addresses of a private one.

Source: AssociateNatGatewayAddress, DisassociateNatGatewayAddress, AssignPrivateNatGatewayAddress and
UnassignPrivateNatGatewayAddress in the EC2 API Reference.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.addresses import check_address
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.elastic_ip_store import associate, by_allocation, disassociate
from sandbox.emulated.ec2.interface_addresses import addresses_in, check_count, pick
from sandbox.emulated.ec2.nat_gateway_store import NatAddress, NatGateway, settled, shown_addresses
from sandbox.emulated.ec2.nat_gateways import ADDRESSES_A_GATEWAY, ELASTIC_IPS_A_GATEWAY
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("AssociateNatGatewayAddress")
@changing
def associate_nat_gateway_address(call: Call) -> dict[str, Any]:
    """Give a public gateway secondary Elastic IP addresses."""
    gateway = _available(call, "public")
    allocations, listed = call.request["AllocationIds"], call.request.get("PrivateIpAddresses") or []
    elastics = [by_allocation(call, id_) for id_ in dict.fromkeys(allocations)]
    for elastic in elastics:
        if elastic.association_id:
            raise AwsError(
                "Resource.AlreadyAssociated",
                f"resource {elastic.allocation_id} is already associated with associate-id {elastic.association_id}",
            )
    if listed and len(listed) != len(elastics):
        raise AwsError("InvalidParameterCombination", "Give as many private addresses as allocations.")
    if len(gateway.addresses) + len(elastics) > ELASTIC_IPS_A_GATEWAY:
        raise AwsError(
            "InvalidParameterValue", f"A NAT gateway has {ELASTIC_IPS_A_GATEWAY} Elastic IP addresses at most."
        )
    added = _assign(call, gateway, listed, len(elastics))
    for address, elastic in zip(added, elastics, strict=True):
        associate(call, elastic, gateway.interface, address.private)
        address.elastic = elastic
    return _shown(gateway, added, "associating")


@operation("DisassociateNatGatewayAddress")
@changing
def disassociate_nat_gateway_address(call: Call) -> dict[str, Any]:
    """Take secondary Elastic IP addresses from a public gateway."""
    gateway = _available(call, "public")
    by_association = {each.elastic.association_id: each for each in gateway.addresses if each.elastic is not None}
    for id_ in call.request["AssociationIds"]:
        if id_ not in by_association:
            raise AwsError("InvalidAssociationID.NotFound", f"The association ID '{id_}' does not exist")
    gone = [by_association[id_] for id_ in dict.fromkeys(call.request["AssociationIds"])]
    _check_secondary(gateway, gone)
    shown = _shown(gateway, gone, "disassociating")
    for address in gone:
        disassociate(address.elastic)
    _unassign(gateway, gone)
    return shown


@operation("AssignPrivateNatGatewayAddress")
@changing
def assign_private_nat_gateway_address(call: Call) -> dict[str, Any]:
    """Give a private gateway secondary addresses."""
    gateway = _available(call, "private")
    listed = call.request.get("PrivateIpAddresses") or []
    count = check_count(call.request.get("PrivateIpAddressCount"), "privateIpAddressCount")
    if not listed and not count:
        raise AwsError("MissingParameter", "The request must contain privateIpAddresses or privateIpAddressCount")
    if listed and count:
        raise AwsError(
            "InvalidParameterCombination",
            "The parameters privateIpAddresses and privateIpAddressCount cannot be used together.",
        )
    return _shown(gateway, _assign(call, gateway, listed, count), "assigning")


@operation("UnassignPrivateNatGatewayAddress")
@changing
def unassign_private_nat_gateway_address(call: Call) -> dict[str, Any]:
    """Take secondary addresses from a private gateway."""
    gateway = _available(call, "private")
    wanted = call.request["PrivateIpAddresses"]
    gone = [each for each in gateway.addresses if each.private in wanted]
    if len(gone) < len(set(wanted)) or not gone:
        raise AwsError("InvalidParameterValue", f"Some of the specified addresses are not assigned to {gateway.id}")
    _check_secondary(gateway, gone)
    shown = _shown(gateway, gone, "unassigning")
    _unassign(gateway, gone)
    return shown


def _available(call: Call, kind: str) -> NatGateway:
    settled(call)
    gateway: NatGateway = backend.nat_gateway(call, call.request["NatGatewayId"])
    if gateway.state in {"deleting", "deleted"}:
        raise backend.NAT_GATEWAY.not_found(gateway.id)
    if gateway.state != "available":
        raise AwsError("IncorrectState", f"NAT gateway {gateway.id} is {gateway.state}: it must be available.")
    if gateway.connectivity_type != kind:
        raise AwsError("InvalidParameterValue", f"NAT gateway {gateway.id} is not {kind}.")
    return gateway


def _assign(call: Call, gateway: NatGateway, listed: list[str], count: int) -> list[NatAddress]:
    subnet = gateway.interface.subnet
    if len(gateway.addresses) + (len(listed) or count) > ADDRESSES_A_GATEWAY:
        raise AwsError("InvalidParameterValue", f"A NAT gateway has {ADDRESSES_A_GATEWAY} private addresses at most.")
    taken = addresses_in(call, subnet.id)
    for address in listed:
        check_address(subnet.cidr_block, address, taken)
        taken.add(address)
    private = listed or pick(subnet, taken, count)
    gateway.interface.private_ip_addresses.extend({"Primary": False, "PrivateIpAddress": each} for each in private)
    added = [NatAddress(each) for each in private]
    gateway.addresses.extend(added)
    return added


def _check_secondary(gateway: NatGateway, gone: list[NatAddress]) -> None:
    if any(each is gateway.addresses[0] for each in gone):
        raise AwsError("InvalidParameterValue", f"The primary address of NAT gateway {gateway.id} stays with it.")


def _unassign(gateway: NatGateway, gone: list[NatAddress]) -> None:
    leaving = {each.private for each in gone}
    gateway.addresses = [each for each in gateway.addresses if each.private not in leaving]
    gateway.interface.private_ip_addresses = [
        each for each in gateway.interface.private_ip_addresses if each["PrivateIpAddress"] not in leaving
    ]


def _shown(gateway: NatGateway, changed: list[NatAddress], status: str) -> dict[str, Any]:
    private = {each.private for each in changed}
    shown = [each | {"Status": status} for each in shown_addresses(gateway) if each.get("PrivateIp") in private]
    return {"NatGatewayId": gateway.id, "NatGatewayAddresses": shown}
