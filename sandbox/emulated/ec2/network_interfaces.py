"""Network interfaces, each with a free address of its subnet."""

from __future__ import annotations

from threading import RLock
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.addresses import check_address, first_free
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

ASSIGNING = RLock()
"""Held from the search for a free address until it is assigned: two concurrent requests must not get the same one."""


def addresses_in(call: Call, subnet_id: str) -> set[str]:
    """Return the private addresses of the interfaces in a subnet."""
    return {
        each["PrivateIpAddress"]
        for interface in list(backend.of(call).enis.values())
        if interface.subnet.id == subnet_id
        for each in interface.private_ip_addresses
    }


@operation("CreateNetworkInterface")
def create_network_interface(call: Call) -> dict[str, Any]:
    """Create an interface; moto accepts any address, one in use too, and groups that do not exist."""
    request = call.request
    subnet = backend.subnet(call, request["SubnetId"])
    for group in request.get("Groups", []):
        if backend.security_group(call, group).vpc_id != subnet.vpc_id:
            raise AwsError("InvalidGroup.NotFound", f"The security group '{group}' is not in VPC {subnet.vpc_id}")
    wanted = [each["PrivateIpAddress"] for each in request.get("PrivateIpAddresses", [])]
    if single := request.get("PrivateIpAddress"):
        wanted.append(single)
    with ASSIGNING:
        taken = addresses_in(call, subnet.id)
        for address in dict.fromkeys(wanted):
            check_address(subnet.cidr_block, address, taken)
        if not wanted:
            request = {**request, "PrivateIpAddress": first_free(subnet.cidr_block, taken)}
        shown = call.inner(request)
    made = shown["NetworkInterface"]
    made["MacAddress"] = backend.of(call).enis[made["NetworkInterfaceId"]].mac_address = _mac(call.token(10))
    return shown


@operation("AssignPrivateIpAddresses")
def assign_private_ip_addresses(call: Call) -> dict[str, Any]:
    """Assign further addresses, under the same rules."""
    interface = backend.of(call).get_network_interface(call.request["NetworkInterfaceId"])
    with ASSIGNING:
        taken = addresses_in(call, interface.subnet.id)
        for address in call.request.get("PrivateIpAddresses", []):
            check_address(interface.subnet.cidr_block, address, taken)
        return call.inner()


def _mac(digits: str) -> str:
    return "02:" + ":".join(digits[start : start + 2] for start in range(0, 10, 2))
