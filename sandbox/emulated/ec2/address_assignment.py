"""Further private addresses of a network interface, IPv4 and IPv6.

Source: AssignPrivateIpAddresses, UnassignPrivateIpAddresses, AssignIpv6Addresses and UnassignIpv6Addresses in the EC2
API Reference.
"""

from __future__ import annotations

from ipaddress import IPv6Address
from typing import Any

from moto.ec2.models.instance_types import INSTANCE_TYPES

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.addresses import check_address
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.elastic_ip_store import disassociate, private_address
from sandbox.emulated.ec2.interface_addresses import addresses_in, check_count, check_emulated, pick, requested_ipv6
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("AssignPrivateIpAddresses")
@changing
def assign_private_ip_addresses(call: Call) -> dict[str, Any]:
    """Assign secondary addresses; with AllowReassignment also those that are secondary elsewhere in the subnet."""
    check_emulated(call)
    interface = backend.interface(call, call.request["NetworkInterfaceId"])
    listed = list(dict.fromkeys(call.request.get("PrivateIpAddresses") or ()))
    count = check_count(call.request.get("SecondaryPrivateIpAddressCount"), "secondaryPrivateIpAddressCount")
    _check_either(listed, count, "privateIpAddresses", "secondaryPrivateIpAddressCount")
    subnet = interface.subnet
    if not subnet.cidr_block:
        raise AwsError("InvalidParameterValue", f"Subnet {subnet.id} is IPv6 native: it has no IPv4 addresses.")
    has = {each["PrivateIpAddress"] for each in interface.private_ip_addresses}
    new = [address for address in listed if address not in has]
    _check_limit(interface, len(has) + len(new) + count)
    taken = addresses_in(call, subnet.id)
    movable = _secondary_elsewhere(call, interface) if call.request.get("AllowReassignment") else {}
    for address in new:
        check_address(subnet.cidr_block, address, taken - set(movable), "Resource.AlreadyAssigned")
    for address in new:
        if address in movable:
            other = movable[address]
            other.private_ip_addresses = [
                each for each in other.private_ip_addresses if each["PrivateIpAddress"] != address
            ]
    assigned = [*new, *pick(subnet, taken, count)]
    interface.private_ip_addresses.extend({"Primary": False, "PrivateIpAddress": address} for address in assigned)
    return {
        "NetworkInterfaceId": interface.id,
        "AssignedPrivateIpAddresses": [{"PrivateIpAddress": address} for address in assigned],
    }


def _secondary_elsewhere(call: Call, interface: Any) -> dict[str, Any]:
    return {
        each["PrivateIpAddress"]: other
        for other in list(backend.of(call).enis.values())
        if other is not interface and other.subnet.id == interface.subnet.id
        for each in other.private_ip_addresses
        if each["PrivateIpAddress"] != other.private_ip_address
    }


def _check_limit(interface: Any, number: int) -> None:
    """Raise where the type of the interface's instance allows fewer addresses."""
    if interface.instance is None:
        return
    kind = interface.instance.instance_type
    most = INSTANCE_TYPES.get(kind, {}).get("NetworkInfo", {}).get("Ipv4AddressesPerInterface")
    if most is not None and number > most:
        raise AwsError("PrivateIpAddressLimitExceeded", f"Number of private addresses will exceed limit of {most}.")


@operation("UnassignPrivateIpAddresses")
@changing
def unassign_private_ip_addresses(call: Call) -> dict[str, Any]:
    """Take secondary addresses, with their associations to Elastic IP addresses."""
    check_emulated(call)
    interface = backend.interface(call, call.request["NetworkInterfaceId"])
    gone = call.request.get("PrivateIpAddresses") or []
    if not gone:
        raise AwsError("MissingParameter", "The request must contain the parameter privateIpAddresses")
    has = {each["PrivateIpAddress"] for each in interface.private_ip_addresses}
    if interface.private_ip_address in gone:
        raise AwsError(
            "InvalidParameterValue",
            f"{interface.private_ip_address} is the primary private address of {interface.id} and cannot be unassigned",
        )
    if set(gone) - has:
        raise AwsError(
            "InvalidParameterValue", f"Some of the specified addresses are not assigned to interface {interface.id}"
        )
    interface.private_ip_addresses = [
        each for each in interface.private_ip_addresses if each["PrivateIpAddress"] not in gone
    ]
    for elastic in list(backend.of(call).addresses):
        if elastic.eni is interface and private_address(elastic) in gone:
            disassociate(elastic)
    return {}


@operation("AssignIpv6Addresses")
@changing
def assign_ipv6_addresses(call: Call) -> dict[str, Any]:
    """Assign IPv6 addresses of the subnet's block."""
    check_emulated(call)
    interface = backend.interface(call, call.request["NetworkInterfaceId"])
    listed, count = call.request.get("Ipv6Addresses") or [], call.request.get("Ipv6AddressCount") or 0
    _check_either(listed, count, "ipv6Addresses", "ipv6AddressCount")
    taken = addresses_in(call, interface.subnet.id)
    assigned = requested_ipv6(call, interface.subnet, taken, assign=False)
    interface.ipv6_addresses = [*interface.ipv6_addresses, *assigned]
    return {"NetworkInterfaceId": interface.id, "AssignedIpv6Addresses": assigned}


@operation("UnassignIpv6Addresses")
@changing
def unassign_ipv6_addresses(call: Call) -> dict[str, Any]:
    """Take IPv6 addresses."""
    check_emulated(call)
    interface = backend.interface(call, call.request["NetworkInterfaceId"])
    listed = call.request.get("Ipv6Addresses") or []
    if not listed:
        raise AwsError("MissingParameter", "The request must contain the parameter ipv6Addresses")
    gone = [_canonical(address) for address in listed]
    if set(gone) - {str(each) for each in interface.ipv6_addresses}:
        raise AwsError(
            "InvalidParameterValue", f"Some of the specified addresses are not assigned to interface {interface.id}"
        )
    interface.ipv6_addresses = [each for each in interface.ipv6_addresses if str(each) not in gone]
    return {"NetworkInterfaceId": interface.id, "UnassignedIpv6Addresses": gone}


def _canonical(address: str) -> str:
    try:
        return str(IPv6Address(address))
    except ValueError as bad:
        raise AwsError("InvalidParameterValue", f"Value ({address}) for parameter ipv6Addresses is invalid.") from bad


def _check_either(listed: list[Any], count: int, one: str, other: str) -> None:
    if not listed and not count:
        raise AwsError("MissingParameter", f"The request must contain the parameter {one} or {other}")
    if listed and count:
        raise AwsError("InvalidParameterCombination", f"The parameters {one} and {other} cannot be used together.")
