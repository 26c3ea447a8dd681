"""The attributes of a subnet, changed one at a time.

Source: ModifySubnetAttribute in the EC2 API Reference.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.vpc_attributes import one_attribute
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

ATTRIBUTES = {
    "AssignIpv6AddressOnCreation": "assign_ipv6_address_on_creation",
    "MapPublicIpOnLaunch": "map_public_ip_on_launch",
    "EnableDns64": "enable_dns64",
}
"""Member of the API -> attribute of moto's subnet."""

NAMES_ON_LAUNCH = {
    "PrivateDnsHostnameTypeOnLaunch": "HostnameType",
    "EnableResourceNameDnsARecordOnLaunch": "EnableResourceNameDnsARecord",
    "EnableResourceNameDnsAAAARecordOnLaunch": "EnableResourceNameDnsAAAARecord",
}
"""Member of the request -> member of `PrivateDnsNameOptionsOnLaunch`."""

OF_OUTPOSTS = (
    "MapCustomerOwnedIpOnLaunch",
    "CustomerOwnedIpv4Pool",
    "EnableLniAtDeviceIndex",
    "DisableLniAtDeviceIndex",
)


@operation("ModifySubnetAttribute")
@changing
def modify_subnet_attribute(call: Call) -> dict[str, Any]:
    """Change one attribute."""
    subnet = backend.subnet(call, call.request["SubnetId"])
    for name in OF_OUTPOSTS:
        if call.request.get(name) is not None:
            raise NotEmulatedError("ec2", call.operation, f"{name}, of subnets on Outposts")
    name, value = one_attribute(call, (*ATTRIBUTES, *NAMES_ON_LAUNCH))
    if name == "AssignIpv6AddressOnCreation" and value and not subnet.ipv6_cidr_block_associations:
        raise AwsError(
            "InvalidParameterValue",
            f"Invalid value 'true' for assignIpv6AddressOnCreation. Subnet {subnet.id} has no IPv6 CIDR block.",
        )
    if name == "MapPublicIpOnLaunch" and value and subnet.ipv6_native:
        raise AwsError("InvalidParameterValue", f"Subnet {subnet.id} is IPv6 native: it has no public IPv4 addresses.")
    if name in ATTRIBUTES:
        setattr(subnet, ATTRIBUTES[name], value)
    else:
        kept = getattr(subnet, "private_dns_name_options_on_launch", {})
        subnet.private_dns_name_options_on_launch = kept | {NAMES_ON_LAUNCH[name]: value}
    return {}
