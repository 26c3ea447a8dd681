"""The network interfaces of VPC endpoints: one in each subnet, managed by AWS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.addresses import check_address, first_free
from sandbox.emulated.ec2.endpoint_services import LOAD_BALANCER
from sandbox.emulated.ec2.interface_addresses import addresses_in
from sandbox.emulated.ec2.vpc_endpoint_rules import invalid
from sandbox.emulated.service_call import Call

_TYPES = {LOAD_BALANCER: "gateway_load_balancer_endpoint"}


def chosen_addresses(call: Call, subnets: Sequence[Any], configurations: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the IPv4 address for each subnet that a request chooses one for."""
    known = {subnet.id: subnet for subnet in subnets}
    found: dict[str, str] = {}
    for each in configurations:
        subnet = known.get(each.get("SubnetId") or "")
        if subnet is None:
            raise invalid(f"SubnetConfigurations names {each.get('SubnetId')}, which is not a subnet of the endpoint.")
        if each.get("Ipv6"):
            raise invalid("The IPv6 address of an endpoint's interface cannot be chosen here.")
        if address := each.get("Ipv4"):
            check_address(subnet.cidr_block, address, addresses_in(call, subnet.id))
            found[subnet.id] = address
    return found


def add_interfaces(call: Call, endpoint: Any, subnets: Sequence[Any], addresses: Mapping[str, str]) -> None:
    """Create the interface of an endpoint in each of the subnets."""
    own = backend.of(call)
    dual = getattr(endpoint, "address_type", "ipv4") != "ipv4"
    for subnet in subnets:
        address = addresses.get(subnet.id) or first_free(subnet.cidr_block, addresses_in(call, subnet.id))
        made = own.create_network_interface(
            subnet,
            address,
            group_ids=list(endpoint.security_group_ids),
            description=f"VPC Endpoint Interface {endpoint.id}",
            **({"ipv6_address_count": 1} if dual else {}),
        )
        made.requester_managed, made.status = True, "in-use"
        made.interface_type = _TYPES.get(endpoint.vpc_endpoint_type, "vpc_endpoint")
        endpoint.network_interface_ids.append(made.id)
        endpoint.subnet_ids.append(subnet.id)


def remove_interfaces(call: Call, endpoint: Any, subnets: Sequence[str]) -> None:
    """Delete the interfaces of an endpoint in the given subnets."""
    enis = backend.of(call).enis
    for id_ in list(endpoint.network_interface_ids):
        if id_ in enis and enis[id_].subnet.id in subnets:
            enis.pop(id_, None)
            endpoint.network_interface_ids.remove(id_)
    endpoint.subnet_ids = [id_ for id_ in endpoint.subnet_ids if id_ not in subnets]


def set_groups(call: Call, endpoint: Any, ids: Sequence[str]) -> None:
    """Change the groups of an endpoint and of its interfaces."""
    own = backend.of(call)
    endpoint.security_group_ids = list(ids)
    for id_ in endpoint.network_interface_ids:
        own.enis[id_]._group_set = [own.get_security_group_from_id(each) for each in ids]  # noqa: SLF001
