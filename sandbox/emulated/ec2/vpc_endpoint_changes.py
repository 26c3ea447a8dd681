"""Change VPC endpoints.

Source: EC2 API Reference, ModifyVpcEndpoint.
"""

from __future__ import annotations

import json
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import vpc_endpoint_rules as rules
from sandbox.emulated.ec2 import vpc_endpoint_store as store
from sandbox.emulated.ec2.endpoint_services import GATEWAY, INTERFACE, EndpointService, find_service
from sandbox.emulated.ec2.vpc_endpoint_interfaces import (
    add_interfaces,
    chosen_addresses,
    remove_interfaces,
    set_groups,
)
from sandbox.emulated.ec2.vpc_endpoints import name_again, route_elsewhere, route_through
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation("ModifyVpcEndpoint")
@backend.changing
def modify_vpc_endpoint(call: Call) -> dict[str, Any]:
    """Change an endpoint; routes follow its tables, interfaces its subnets and groups."""
    request = call.request
    endpoint = store.find(call, request["VpcEndpointId"])
    kind = endpoint.vpc_endpoint_type or GATEWAY
    if endpoint.state in store.ENDED:
        raise AwsError("InvalidState", f"The Vpc Endpoint '{endpoint.id}' is in state {endpoint.state}")
    region = getattr(endpoint, "service_region", call.region)
    service = find_service(call, endpoint.service_name, kind, region)
    if service is None:
        raise AwsError("InvalidServiceName", f"The Vpc Endpoint Service '{endpoint.service_name}' does not exist")
    rules.check_settings(kind, request)
    if request.get("ResetPolicy") and request.get("PolicyDocument"):
        raise AwsError(
            "InvalidParameterCombination",
            "The parameter 'resetPolicy' may not be used in combination with 'policyDocument'",
        )
    rules.check_policy(service, request.get("PolicyDocument"))
    if kind == GATEWAY:
        _change_tables(call, endpoint)
    else:
        _change_interface(call, endpoint, service)
    if request.get("ResetPolicy") and service.policies:
        endpoint.policy_document = json.dumps(endpoint.DEFAULT_POLICY)
    elif request.get("PolicyDocument"):
        endpoint.policy_document = request["PolicyDocument"]
    return {"Return": True}


def _change_tables(call: Call, endpoint: Any) -> None:
    added, removed = _changes(call, "RouteTableIds", list(endpoint.route_table_ids))
    rules.check_route_tables(call, endpoint.vpc_id, endpoint.service_name, added, of=endpoint.id)
    route_through(call, endpoint, added)
    route_elsewhere(call, endpoint, removed)


def _change_interface(call: Call, endpoint: Any, service: EndpointService) -> None:
    request, kind = call.request, endpoint.vpc_endpoint_type
    vpc = backend.vpc(call, endpoint.vpc_id)
    added, removed = _changes(call, "SubnetIds", list(endpoint.subnet_ids))
    kept = [id_ for id_ in endpoint.subnet_ids if id_ not in removed]
    subnets = rules.check_subnets(call, vpc.id, service, kind, [*kept, *added])
    new = [subnet for subnet in subnets if subnet.id in added]
    addresses = chosen_addresses(call, new, request.get("SubnetConfigurations") or [])
    wanted_type = request.get("IpAddressType") or getattr(endpoint, "address_type", "ipv4")
    address_type = rules.check_address_type(service, wanted_type, subnets)
    more, fewer = _changes(call, "SecurityGroupIds", list(endpoint.security_group_ids))
    group_ids = [id_ for id_ in [*endpoint.security_group_ids, *more] if id_ not in fewer]
    if kind == INTERFACE and not group_ids:
        raise rules.invalid("An Interface VPC endpoint has at least one security group.")
    rules.check_groups(call, vpc.id, group_ids)
    options = {**getattr(endpoint, "dns_options", {}), **(request.get("DnsOptions") or {})}
    private = request.get("PrivateDnsEnabled")
    private = endpoint.private_dns_enabled if private is None else private
    if private and not (endpoint.private_dns_enabled and not request.get("DnsOptions")):
        rules.check_private_dns(call, vpc, service, of=endpoint.id)
        rules.check_inbound_resolver(call, vpc.id, service, options)
    endpoint.address_type, endpoint.dns_options, endpoint.private_dns_enabled = address_type, options, private
    set_groups(call, endpoint, group_ids)
    remove_interfaces(call, endpoint, removed)
    add_interfaces(call, endpoint, new, addresses)
    name_again(call, endpoint, service)


def _changes(call: Call, name: str, has: list[str]) -> tuple[list[str], list[str]]:
    """Return the ids that a request adds and those that it removes; one in both is refused, one not there too."""
    added = list(dict.fromkeys(call.request.get(f"Add{name}") or ()))
    removed = list(dict.fromkeys(call.request.get(f"Remove{name}") or ()))
    if both := set(added) & set(removed):
        raise rules.invalid(f"{min(both)} is in both Add{name} and Remove{name}.")
    if absent := [id_ for id_ in removed if id_ not in has]:
        raise rules.invalid(f"The VPC endpoint has no {absent[0]} to remove.")
    return [id_ for id_ in added if id_ not in has], removed
