"""NAT gateways: public by default, with an address of their own subnet."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.addresses import check_address, first_free
from sandbox.emulated.ec2.backend import LOCK as ASSIGNING
from sandbox.emulated.ec2.interface_addresses import addresses_in
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("CreateNatGateway")
def create_nat_gateway(call: Call) -> dict[str, Any]:
    """Create a gateway; moto accepts an address of any subnet and sets no default type."""
    kind = call.request.get("ConnectivityType", "public")
    if kind == "public" and not call.request.get("AllocationId"):
        raise AwsError("MissingParameter", "The request must include the AllocationId parameter.")
    if not call.request.get("SubnetId"):
        raise AwsError("MissingParameter", "The request must contain the parameter SubnetId")
    subnet = backend.subnet(call, call.request["SubnetId"])
    with ASSIGNING:
        taken = addresses_in(call, subnet.id)
        if wanted := call.request.get("PrivateIpAddress"):
            check_address(subnet.cidr_block, wanted, taken)
        address = wanted or first_free(subnet.cidr_block, taken)
        plain = {name: value for name, value in call.request.items() if name != "PrivateIpAddress"}
        shown = call.inner({**plain, "ConnectivityType": kind})
        _move(call, shown["NatGateway"], address)
    return shown


def _move(call: Call, gateway: dict[str, Any], address: str) -> None:
    """Set the address of gateway and interface, where moto chose another."""
    own = backend.of(call)
    for each in gateway["NatGatewayAddresses"]:
        interface = own.enis.get(each.get("NetworkInterfaceId"))
        if interface is not None:
            interface.private_ip_address = address
            interface.private_ip_addresses = [{"Primary": True, "PrivateIpAddress": address}]
        each["PrivateIp"] = address
    for kept in own.nat_gateways[gateway["NatGatewayId"]].address_set:
        kept["privateIp"] = address


@operation("DeleteNatGateway")
def delete_nat_gateway(call: Call) -> dict[str, Any]:
    """Delete a gateway; its elastic address and its interface, which moto leaves in use, are released."""
    own = backend.of(call)
    gateway = own.nat_gateways.get(call.request["NatGatewayId"])
    if gateway is None:
        raise AwsError("NatGatewayNotFound", f"The Nat Gateway {call.request['NatGatewayId']} was not found")
    addresses = [dict(each) for each in gateway.address_set]
    shown = call.inner()
    for each in addresses:
        for elastic in own.addresses:
            if elastic.allocation_id == each.get("allocationId"):
                elastic.eni = elastic.association_id = elastic.instance = None
        own.enis.pop(each.get("networkInterfaceId"), None)
    return shown
