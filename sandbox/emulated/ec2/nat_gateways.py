"""NAT gateways: public unless asked otherwise, with an address of their own subnet."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.addresses import check_address, first_free
from sandbox.emulated.ec2.network_interfaces import addresses_in
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import inner, operation


@operation("CreateNatGateway")
def create_nat_gateway(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Moto takes an address from anywhere, and no type for the usual one."""
    kind = request.get("ConnectivityType", "public")
    if kind == "public" and not request.get("AllocationId"):
        raise AwsError("MissingParameter", "The request must include the AllocationId parameter.")
    subnet = backend.subnet(context, request["SubnetId"])
    taken = addresses_in(context, subnet.id)
    if wanted := request.get("PrivateIpAddress"):
        check_address(subnet.cidr_block, wanted, taken)
    address = wanted or first_free(subnet.cidr_block, taken)
    plain = {name: value for name, value in request.items() if name != "PrivateIpAddress"}
    shown = inner(context, {**plain, "ConnectivityType": kind})
    for each in shown["NatGateway"]["NatGatewayAddresses"]:
        interface = backend.of(context).enis.get(each.get("NetworkInterfaceId"))
        if interface is not None:
            interface.private_ip_address = address
            interface.private_ip_addresses = [{"Primary": True, "PrivateIpAddress": address}]
        each["PrivateIp"] = address
    return shown
