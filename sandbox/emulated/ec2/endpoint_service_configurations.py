"""Create, describe, change and delete endpoint services, and list those that the caller may connect to.

Sources: EC2 API Reference, CreateVpcEndpointServiceConfiguration, ModifyVpcEndpointServiceConfiguration,
DeleteVpcEndpointServiceConfigurations, DescribeVpcEndpointServices; AWS PrivateLink guide, "Create a service powered by
AWS PrivateLink".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import endpoint_service_shapes as shapes
from sandbox.emulated.ec2 import endpoint_service_store as store
from sandbox.emulated.ec2 import vpc_endpoint_store as endpoints
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.endpoint_load_balancers import check_load_balancers, zones_of
from sandbox.emulated.ec2.endpoint_service_domain import set_domain
from sandbox.emulated.ec2.endpoint_services import visible_services
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import forget_tags, requested_tags
from sandbox.emulated.ec2.vpc_endpoint_rules import invalid
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_OWN = Listing(
    member="ServiceConfigurations",
    fields={
        "service-id": member("ServiceId"),
        "service-name": member("ServiceName"),
        "service-state": member("ServiceState"),
        "supported-ip-address-types": member("SupportedIpAddressTypes"),
    },
    ids="ServiceIds",
    id="ServiceId",
    missing=store.missing,
    least=1,
)
_OFFERED = Listing(
    member="ServiceDetails",
    fields={
        "owner": member("Owner"),
        "service-name": member("ServiceName"),
        "service-region": member("ServiceRegion"),
        "service-type": member("ServiceType.ServiceType"),
        "supported-ip-address-types": member("SupportedIpAddressTypes"),
    },
    least=1,
)
_ADDRESS_TYPES = ("ipv4", "ipv6")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")


@operation("CreateVpcEndpointServiceConfiguration")
@backend.changing
def create_vpc_endpoint_service_configuration(call: Call) -> dict[str, Any]:
    """Create a service behind Network Load Balancers, or behind Gateway Load Balancers."""
    request = call.request
    if earlier := repeated(call):
        return {
            "ServiceConfiguration": shapes.configuration(store.find(call, earlier)),
            "ClientToken": request["ClientToken"],
        }
    network, gateway = request.get("NetworkLoadBalancerArns") or [], request.get("GatewayLoadBalancerArns") or []
    _check_balancers(call, network, gateway)
    if gateway and request.get("PrivateDnsName"):
        raise invalid("A private DNS name is not supported for services behind Gateway Load Balancers.")
    types = _address_types(request.get("SupportedIpAddressTypes") or ["ipv4"])
    regions = _regions(request.get("SupportedRegions") or [call.region])
    tags = requested_tags(call, "vpc-endpoint-service")
    acceptance = request.get("AcceptanceRequired")
    id_ = f"vpce-svc-{call.token(17)}"
    made = store.ServiceConfiguration(
        id=id_,
        service_name=f"com.amazonaws.vpce.{call.region}.{id_}",
        ec2_backend=backend.of(call),
        acceptance_required=acceptance is not False,
        network_load_balancer_arns=list(network),
        gateway_load_balancer_arns=list(gateway),
        availability_zones=zones_of(call, [*network, *gateway]),
        address_types=types,
        regions=regions,
    )
    set_domain(call, made, request.get("PrivateDnsName"))
    backend.of(call).configurations[made.id] = made
    if tags:
        backend.of(call).create_tags([made.id], tags)
    remember(call, made.id)
    token = {"ClientToken": request["ClientToken"]} if request.get("ClientToken") else {}
    return {"ServiceConfiguration": shapes.configuration(made), **token}


def _check_balancers(call: Call, network: Sequence[str], gateway: Sequence[str]) -> None:
    if bool(network) == bool(gateway):
        raise invalid("exactly one of network_load_balancer_arns or gateway_load_balancer_arns is a required member")
    check_load_balancers(call, network, "network")
    check_load_balancers(call, gateway, "gateway")


def _address_types(wanted: Sequence[str]) -> list[str]:
    if unknown := [each for each in wanted if each not in _ADDRESS_TYPES]:
        raise invalid(f"The IP address type {unknown[0]} is neither ipv4 nor ipv6.")
    return list(dict.fromkeys(wanted))


def _regions(wanted: Sequence[str]) -> list[str]:
    for each in wanted:
        if not _REGION.fullmatch(each):
            raise invalid(f"{each} is not a Region.")
    return list(dict.fromkeys(wanted))


@operation("DescribeVpcEndpointServiceConfigurations")
def describe_vpc_endpoint_service_configurations(call: Call) -> dict[str, Any]:
    """Return the caller's services."""
    return describe(call, _OWN, [shapes.configuration(it) for it in store.services(call)])


@operation("ModifyVpcEndpointServiceConfiguration")
@backend.changing
def modify_vpc_endpoint_service_configuration(call: Call) -> dict[str, Any]:
    """Change the load balancers, acceptance, domain, address types and Regions of a service."""
    request = call.request
    it = store.find(call, request["ServiceId"])
    if request.get("PrivateDnsName") and request.get("RemovePrivateDnsName"):
        raise AwsError(
            "InvalidParameterCombination", "PrivateDnsName may not be used in combination with RemovePrivateDnsName"
        )
    network = _changed(it.network_load_balancer_arns, request, "NetworkLoadBalancerArns")
    gateway = _changed(it.gateway_load_balancer_arns, request, "GatewayLoadBalancerArns")
    _check_balancers(call, network, gateway)
    types = _address_types(_changed(it.address_types, request, "SupportedIpAddressTypes"))
    regions = _regions(_changed(it.regions, request, "SupportedRegions"))
    if not types or not regions:
        raise invalid("A service has at least one IP address type and one Region.")
    if gateway and request.get("PrivateDnsName"):
        raise invalid("A private DNS name is not supported for services behind Gateway Load Balancers.")
    if request.get("PrivateDnsName") or request.get("RemovePrivateDnsName"):
        set_domain(call, it, request.get("PrivateDnsName"))
    it.network_load_balancer_arns, it.gateway_load_balancer_arns = network, gateway
    it.availability_zones = zones_of(call, [*network, *gateway])
    it.address_types, it.regions = types, regions
    if request.get("AcceptanceRequired") is not None:
        it.acceptance_required = request["AcceptanceRequired"]
    return {"Return": True}


def _changed(has: Sequence[str], request: dict[str, Any], name: str) -> list[str]:
    removed = request.get(f"Remove{name}") or []
    if absent := [each for each in removed if each not in has]:
        raise invalid(f"The service has no {absent[0]} to remove.")
    return list(dict.fromkeys([*(each for each in has if each not in removed), *(request.get(f"Add{name}") or [])]))


@operation("ModifyVpcEndpointServicePayerResponsibility")
def modify_vpc_endpoint_service_payer_responsibility(call: Call) -> dict[str, Any]:
    """Make the owner of a service the payer of its endpoints."""
    store.find(call, call.request["ServiceId"]).payer = call.request["PayerResponsibility"]
    return {"ReturnValue": True}


@operation("DeleteVpcEndpointServiceConfigurations")
@backend.changing
def delete_vpc_endpoint_service_configurations(call: Call) -> dict[str, Any]:
    """Delete services without connections; those that cannot be deleted are returned."""
    failed = []
    for id_ in dict.fromkeys(call.request["ServiceIds"]):
        try:
            _check_unconnected(call, store.find(call, id_))
        except AwsError as error:
            failed.append(endpoints.unsuccessful(id_, error))
            continue
        backend.of(call).configurations.pop(id_, None)
        forget_tags(call, id_)
    return {"Unsuccessful": failed}


def _check_unconnected(call: Call, it: Any) -> None:
    if any(each.state not in endpoints.ENDED for each in store.connections(call, it)):
        raise AwsError(
            "ExistingVpcEndpointConnections",
            f"Service configuration {it.id} has existing active VPC Endpoint connections",
        )


@operation("DescribeVpcEndpointServices")
def describe_vpc_endpoint_services(call: Call) -> dict[str, Any]:
    """Return the services that the caller may have endpoints for: AWS's, its own, and those that allow it."""
    found = visible_services(call)
    if names := call.request.get("ServiceNames"):
        known = {service.name for service in found}
        if absent := [name for name in names if name not in known]:
            raise AwsError("InvalidServiceName", f"The Vpc Endpoint Service '{absent[0]}' does not exist")
        found = [service for service in found if service.name in names]
    regions = call.request.get("ServiceRegions") or [call.region]
    response = describe(
        call, _OFFERED, [shapes.detail(call, service) for service in found if service.region in regions]
    )
    names = [each["ServiceName"] for each in response["ServiceDetails"]]
    return {"ServiceNames": list(dict.fromkeys(names)), **response}
