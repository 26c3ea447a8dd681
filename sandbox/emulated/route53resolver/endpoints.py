"""Inbound and outbound resolver endpoints: addresses of a VPC that receive or send DNS queries."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

PROTOCOLS = ["Do53"]
TYPE = "IPV4"


@operation("CreateResolverEndpoint")
def create_resolver_endpoint(call: Call) -> dict[str, Any]:
    """Create an endpoint for plain DNS over IPv4; other protocols and address types are refused by name."""
    if call.request.get("ResolverEndpointType", TYPE) != TYPE:
        raise AwsError("InvalidParameterException", f"Only resolver endpoints of type {TYPE} are emulated.")
    if call.request.get("Protocols", PROTOCOLS) != PROTOCOLS:
        raise AwsError("InvalidParameterException", f"Only protocol {PROTOCOLS[0]} is emulated.")
    known = ec2_backends[call.account][call.region].subnets.values()
    for address in call.request["IpAddresses"]:
        if not any(address["SubnetId"] in zone for zone in list(known)):
            raise AwsError("InvalidParameterException", f"The subnet ID '{address['SubnetId']}' does not exist")
    return {"ResolverEndpoint": _whole(call.inner(call.request)["ResolverEndpoint"])}


@operation("GetResolverEndpoint")
def get_resolver_endpoint(call: Call) -> dict[str, Any]:
    """Return moto's endpoint with type and protocols."""
    return {"ResolverEndpoint": _whole(call.inner(call.request)["ResolverEndpoint"])}


@operation("UpdateResolverEndpoint")
def update_resolver_endpoint(call: Call) -> dict[str, Any]:
    """Rename an endpoint; its type and protocols stay."""
    if unknown := sorted(set(call.request) - {"ResolverEndpointId", "Name"}):
        raise AwsError("InvalidParameterException", f"Changing {', '.join(unknown)} of an endpoint is not emulated.")
    return {"ResolverEndpoint": _whole(call.inner(call.request)["ResolverEndpoint"])}


@operation("ListResolverEndpoints")
def list_resolver_endpoints(call: Call) -> dict[str, Any]:
    """Return moto's endpoints with type and protocols."""
    shown = call.inner(call.request)
    return {**shown, "ResolverEndpoints": [_whole(each) for each in shown["ResolverEndpoints"]]}


def _whole(endpoint: dict[str, Any]) -> dict[str, Any]:
    return {**endpoint, "ResolverEndpointType": TYPE, "Protocols": list(PROTOCOLS)}
