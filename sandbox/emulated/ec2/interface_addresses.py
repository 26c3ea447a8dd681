"""The private addresses of network interfaces: which are taken, and which a request asks for."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.addresses import check_address, check_ipv6_address, first_free
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.service_call import Call

MOST_COUNT = 1000
"""More addresses than any interface takes, so that a count is refused before it is walked."""

NOT_EMULATED = (
    "Ipv4Prefixes",
    "Ipv4PrefixCount",
    "Ipv6Prefixes",
    "Ipv6PrefixCount",
    "EnablePrimaryIpv6",
    "ConnectionTrackingSpecification",
    "EnaSrdSpecification",
    "EnaQueueCount",
    "AssociatedSubnetIds",
    "Operator",
)
"""Parameters of interfaces that would be kept without an effect."""


def check_emulated(call: Call) -> None:
    """Raise for a parameter of interfaces that is not emulated."""
    for name in NOT_EMULATED:
        if call.request.get(name):
            raise NotEmulatedError("ec2", call.operation, f"with {name}")


def addresses_in(call: Call, subnet_id: str) -> set[str]:
    """Return the private addresses of the interfaces in a subnet, of both families."""
    found: set[str] = set()
    for interface in list(backend.of(call).enis.values()):
        if interface.subnet.id == subnet_id:
            found.update(each["PrivateIpAddress"] for each in interface.private_ip_addresses)
            found.update(str(each) for each in interface.ipv6_addresses)
    return found


def kept_back(subnet: Any) -> list[str]:
    """Return the ranges of a subnet from which AWS assigns no address by itself."""
    return [str(each.cidr) for each in subnet._cidr_reservations]  # noqa: SLF001 - moto has no other name


def check_count(count: int | None, parameter: str) -> int:
    """Return a number of addresses."""
    if count is None:
        return 0
    if not 1 <= count <= MOST_COUNT:
        raise AwsError("InvalidParameterValue", f"Value ({count}) for parameter {parameter} is invalid.")
    return count


def pick(subnet: Any, taken: set[str], count: int) -> list[str]:
    """Return so many free IPv4 addresses of a subnet, and add them to those that are taken."""
    found = []
    for _ in range(count):
        address = first_free(subnet.cidr_block, taken, kept_back(subnet))
        taken.add(address)
        found.append(address)
    return found


def requested_ipv4(call: Call, subnet: Any, taken: set[str]) -> list[dict[str, Any]]:
    """Return the IPv4 addresses of a new interface, the primary one first, as moto keeps them."""
    request = call.request
    if not subnet.cidr_block:
        if request.get("PrivateIpAddress") or request.get("PrivateIpAddresses"):
            raise AwsError("InvalidParameterValue", f"Subnet {subnet.id} is IPv6 native: it has no IPv4 addresses.")
        return []
    listed = list(request.get("PrivateIpAddresses") or ())
    count = check_count(request.get("SecondaryPrivateIpAddressCount"), "secondaryPrivateIpAddressCount")
    if listed and count:
        raise AwsError(
            "InvalidParameterCombination",
            "The parameters privateIpAddresses and secondaryPrivateIpAddressCount cannot be used together.",
        )
    if any(not each.get("PrivateIpAddress") for each in listed):
        raise AwsError("MissingParameter", "The request must contain the parameter privateIpAddress of each address")
    primary = [each["PrivateIpAddress"] for each in listed if each.get("Primary")]
    if single := request.get("PrivateIpAddress"):
        primary.append(single)
    if len(primary) > 1:
        raise AwsError("InvalidParameterCombination", "Only one primary private IP address can be specified.")
    others = [each["PrivateIpAddress"] for each in listed if not each.get("Primary")]
    if not primary and others:
        primary, others = others[:1], others[1:]
    for address in [*primary, *others]:
        check_address(subnet.cidr_block, address, taken)
        taken.add(address)
    first = primary or pick(subnet, taken, 1)
    addresses = [*first, *others, *pick(subnet, taken, count)]
    return [{"Primary": number == 0, "PrivateIpAddress": address} for number, address in enumerate(addresses)]


def requested_ipv6(call: Call, subnet: Any, taken: set[str], *, assign: bool) -> list[str]:
    """Return the IPv6 addresses that a request asks for; `assign` gives one where it names none."""
    named = call.request.get("Ipv6Addresses") or ()
    listed = [str((each.get("Ipv6Address") if isinstance(each, dict) else each) or "") for each in named]
    if not all(listed):
        raise AwsError("MissingParameter", "The request must contain the parameter ipv6Address of each address")
    count = check_count(call.request.get("Ipv6AddressCount"), "ipv6AddressCount")
    if listed and count:
        raise AwsError(
            "InvalidParameterCombination",
            "The parameters ipv6Addresses and ipv6AddressCount cannot be used together.",
        )
    if not listed and not count:
        count = 1 if assign else 0
    blocks = [each["ipv6CidrBlock"] for each in subnet.ipv6_cidr_block_associations.values()]
    if (listed or count) and not blocks:
        raise AwsError("InvalidParameterValue", f"The subnet {subnet.id} has no IPv6 CIDR block.")
    found = []
    for address in listed:
        canonical = check_ipv6_address(blocks[0], address, taken)
        taken.add(canonical)
        found.append(canonical)
    return [*found, *(_pick_ipv6(call, blocks[0], taken) for _ in range(count))]


def _pick_ipv6(call: Call, block: str, taken: set[str]) -> str:
    """Return a random free address of a /64 or larger block."""
    while True:
        head = block.partition("/")[0].rstrip(":")
        groups = [group for group in head.split(":") if group]
        digits = call.token(16)
        tail = [digits[start : start + 4] for start in range(0, 16, 4)]
        text = ":".join([*groups, *["0"] * (4 - len(groups)), *tail])
        try:
            address = check_ipv6_address(block, text, taken)
        except AwsError:
            continue
        taken.add(address)
        return address
