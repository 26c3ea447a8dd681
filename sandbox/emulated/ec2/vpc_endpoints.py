"""Create, describe and delete VPC endpoints.

Sources: EC2 API Reference, CreateVpcEndpoint, DescribeVpcEndpoints, DeleteVpcEndpoints.
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.vpcs import VPCEndPoint

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import security_group_store as groups
from sandbox.emulated.ec2 import vpc_endpoint_rules as rules
from sandbox.emulated.ec2 import vpc_endpoint_store as store
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.endpoint_notifications import notify
from sandbox.emulated.ec2.endpoint_services import GATEWAY, INTERFACE, EndpointService, find_service
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.prefix_list_store import lists
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.vpc_endpoint_interfaces import add_interfaces, chosen_addresses, remove_interfaces
from sandbox.emulated.ec2.vpc_endpoint_names import dns_entries
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_LATTICE = frozenset({"Resource", "ServiceNetwork"})
_LISTING = Listing(
    member="VpcEndpoints",
    fields={
        "ip-address-type": member("IpAddressType"),
        "service-name": member("ServiceName"),
        "service-region": member("ServiceRegion"),
        "vpc-endpoint-id": member("VpcEndpointId"),
        "vpc-endpoint-state": member("State"),
        "vpc-endpoint-type": member("VpcEndpointType"),
        "vpc-id": member("VpcId"),
    },
    ids="VpcEndpointIds",
    id="VpcEndpointId",
    missing=store.missing,
    least=1,
)


@operation("CreateVpcEndpoint")
@backend.changing
def create_vpc_endpoint(call: Call) -> dict[str, Any]:
    """Create an endpoint: a gateway by default, which only S3 and DynamoDB have."""
    if earlier := repeated(call):
        return {"VpcEndpoint": store.shown(call, store.find(call, earlier)), "ClientToken": call.request["ClientToken"]}
    request = call.request
    kind = request.get("VpcEndpointType") or GATEWAY
    if kind in _LATTICE:
        raise NotEmulatedError("ec2", call.operation, f"with VpcEndpointType {kind}, of Amazon VPC Lattice")
    vpc = backend.vpc(call, request["VpcId"])
    service = _service(call, kind)
    rules.check_settings(kind, request)
    rules.check_policy(service, request.get("PolicyDocument"))
    rules.check_quota(call, kind, vpc.id)
    tags = requested_tags(call, "vpc-endpoint")
    made = _gateway(call, vpc, service) if kind == GATEWAY else _interface(call, vpc, service, kind)
    made.service_region = service.region
    made.creation_timestamp = call.now
    if tags:
        backend.of(call).create_tags([made.id], tags)
    if service.configuration is not None:
        notify(call, service.configuration, made, "Connect")
    remember(call, made.id)
    token = {"ClientToken": request["ClientToken"]} if request.get("ClientToken") else {}
    return {"VpcEndpoint": store.shown(call, made), **token}


def _service(call: Call, kind: str) -> EndpointService:
    name = call.request.get("ServiceName")
    if not name:
        raise AwsError("MissingParameter", "The request must contain the parameter ServiceName")
    found = find_service(call, name, kind, call.request.get("ServiceRegion") or call.region)
    if found is None:
        raise AwsError("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist")
    return found


def _new(call: Call, vpc: Any, service: EndpointService, kind: str, **about: Any) -> Any:
    return VPCEndPoint(
        backend.of(call),
        f"vpce-{call.token(17)}",
        vpc.id,
        service.name,
        kind,
        call.request.get("PolicyDocument"),
        **about,
    )


def _gateway(call: Call, vpc: Any, service: EndpointService) -> Any:
    tables = list(dict.fromkeys(call.request.get("RouteTableIds") or ()))
    rules.check_route_tables(call, vpc.id, service.name, tables)
    known = (it for it in lists(call).values() if it.prefix_list_name == service.name)
    made = _new(
        call,
        vpc,
        service,
        GATEWAY,
        route_table_ids=[],
        subnet_ids=[],
        private_dns_enabled=False,
        destination_prefix_list_id=next((it.id for it in known), None),
    )
    store.enter(call, made, store.AVAILABLE)
    backend.of(call).vpc_end_points[made.id] = made
    route_through(call, made, tables)
    return made


def route_through(call: Call, endpoint: Any, tables: list[str]) -> None:
    """Add the route to a gateway endpoint to each of the tables."""
    for id_ in tables:
        if endpoint.destination_prefix_list_id:
            backend.of(call).create_route(
                id_, None, gateway_id=endpoint.id, destination_prefix_list_id=endpoint.destination_prefix_list_id
            )
        endpoint.route_table_ids.append(id_)


def route_elsewhere(call: Call, endpoint: Any, tables: list[str]) -> None:
    """Remove the route to a gateway endpoint from each of the tables that still exist."""
    own = backend.of(call)
    for id_ in tables:
        if id_ in own.route_tables and endpoint.destination_prefix_list_id:
            own.delete_route(id_, endpoint.destination_prefix_list_id)
        endpoint.route_table_ids.remove(id_)


def _interface(call: Call, vpc: Any, service: EndpointService, kind: str) -> Any:
    request = call.request
    configurations = request.get("SubnetConfigurations") or []
    named = [each["SubnetId"] for each in configurations if each.get("SubnetId")]
    subnets = rules.check_subnets(
        call, vpc.id, service, kind, list(dict.fromkeys([*(request.get("SubnetIds") or named)]))
    )
    addresses = chosen_addresses(call, subnets, configurations)
    address_type = rules.check_address_type(service, request.get("IpAddressType"), subnets)
    group_ids = list(dict.fromkeys(request.get("SecurityGroupIds") or ()))
    if kind == INTERFACE and not group_ids:
        group_ids = [next(it.id for it in groups.groups(call) if (it.vpc_id, it.name) == (vpc.id, groups.DEFAULT))]
    rules.check_groups(call, vpc.id, group_ids)
    private = request.get("PrivateDnsEnabled")
    if private is None:
        private = kind == INTERFACE and service.configuration is None and bool(service.private_names)
    options = {"DnsRecordIpType": address_type, **(request.get("DnsOptions") or {})}
    if private:
        rules.check_private_dns(call, vpc, service)
        rules.check_inbound_resolver(call, vpc.id, service, options)
    made = _new(
        call,
        vpc,
        service,
        kind,
        route_table_ids=[],
        subnet_ids=[],
        security_group_ids=group_ids,
        private_dns_enabled=private,
    )
    if not service.policies:
        made.policy_document = None
    made.address_type, made.dns_options = address_type, options
    made.dns_label = f"{made.id}-{call.token(8)}"
    add_interfaces(call, made, subnets, addresses)
    name_again(call, made, service)
    store.enter(call, made, store.ACCEPTANCE if service.acceptance else store.PENDING)
    backend.of(call).vpc_end_points[made.id] = made
    return made


def name_again(call: Call, endpoint: Any, service: EndpointService) -> None:
    """Set the DNS names of an interface endpoint, by its zones and private DNS; other types have none."""
    if endpoint.vpc_endpoint_type != INTERFACE:
        endpoint.dns_entries = []
        return
    zones = [backend.subnet(call, id_).availability_zone for id_ in endpoint.subnet_ids]
    private = service.private_names if endpoint.private_dns_enabled else ()
    endpoint.dns_entries = dns_entries(endpoint.dns_label, service.dns_suffix, service.region, zones, private)


@operation("DescribeVpcEndpoints")
def describe_vpc_endpoints(call: Call) -> dict[str, Any]:
    """Return the caller's endpoints."""
    return describe(call, _LISTING, [store.shown(call, it) for it in store.endpoints(call)])


@operation("DeleteVpcEndpoints")
@backend.changing
def delete_vpc_endpoints(call: Call) -> dict[str, Any]:
    """Delete endpoints with their routes and interfaces; those that do not exist are returned."""
    failed = []
    for id_ in dict.fromkeys(call.request["VpcEndpointIds"]):
        try:
            endpoint = store.find(call, id_)
        except AwsError as error:
            failed.append(store.unsuccessful(id_, error))
            continue
        if endpoint.state == store.DELETING:
            continue
        route_elsewhere(call, endpoint, list(endpoint.route_table_ids or ()))
        remove_interfaces(call, endpoint, list(endpoint.subnet_ids or ()))
        store.enter(call, endpoint, store.DELETING)
        service = find_service(call, endpoint.service_name, endpoint.vpc_endpoint_type, endpoint.service_region)
        if service is not None and service.configuration is not None:
            notify(call, service.configuration, endpoint, "Delete")
    return {"Unsuccessful": failed}
