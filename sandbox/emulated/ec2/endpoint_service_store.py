"""Endpoint services that accounts offer, in moto's store of EC2, and the endpoints that are connected to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import vpc_endpoint_store as endpoints
from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call

SERVICE = backend.Kind(
    "vpce-svc",
    "InvalidVpcEndpointServiceId.NotFound",
    "The VpcEndpointService Id '{}' does not exist",
    "InvalidVpcEndpointServiceId.Malformed",
)


@dataclass(kw_only=True)
class ServiceConfiguration:
    """A service that an account offers; kept in moto's `configurations`, whose own class differs between versions."""

    id: str
    service_name: str
    ec2_backend: Any
    acceptance_required: bool
    network_load_balancer_arns: list[str]
    gateway_load_balancer_arns: list[str]
    availability_zones: list[str]
    address_types: list[str]
    regions: list[str]
    """The Regions from which it may be used."""
    principals: list[str] = field(default_factory=list)
    private_dns_name: str = ""
    verification: str = "pendingVerification"
    verification_token: str = ""
    payer: str | None = None


def missing(id_: str) -> AwsError:
    """Make the error for a service that does not exist."""
    return SERVICE.not_found(id_)


def find(call: Call, id_: str) -> Any:
    """Return a service of the caller's."""
    found = backend.of(call).configurations.get(id_)
    if found is None:
        raise missing(id_)
    return found


def services(call: Call) -> list[Any]:
    """Return the caller's services of the Region."""
    return list(backend.of(call).configurations.values())


def connections(call: Call, service: Any) -> Iterator[Any]:
    """Yield the endpoints of all accounts that are for a service."""
    return (it for it in endpoints.all_endpoints(call) if it.service_name == service.service_name)
