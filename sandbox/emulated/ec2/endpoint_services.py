"""The services that a VPC endpoint may be for: AWS's own, and those that accounts offer by PrivateLink.

Sources: AWS PrivateLink guide, "AWS services that integrate with AWS PrivateLink" and "Gateway endpoints"; EC2 API
Reference, ServiceDetail.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moto.ec2.models import ec2_backends
from moto.ec2.models.vpcs import AWS_ENDPOINT_SERVICES

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.service_principals import allows
from sandbox.emulated.service_call import Call

AMAZON = "amazon"
GATEWAY, INTERFACE, LOAD_BALANCER = "Gateway", "Interface", "GatewayLoadBalancer"

_GATEWAY_SERVICES = frozenset({"s3", "dynamodb", "s3express"})
_GATEWAY_ALONE = frozenset({"s3express"})
_FURTHER = ("route53resolver",)
"""Names that moto's list lacks."""
_NAMES = tuple(sorted({*AWS_ENDPOINT_SERVICES, *_FURTHER}))

_DNS_HEADS = {
    "ecr.dkr": ("*.dkr.ecr",),
    "execute-api": ("*.execute-api",),
    "kinesis-firehose": ("firehose",),
    "kinesis-streams": ("kinesis",),
    "s3": ("s3", "*.s3"),
}
"""Service -> what its private DNS names begin with, where it is not the service's labels in reverse."""


@dataclass(frozen=True, kw_only=True)
class EndpointService:
    """A service, as its consumers see it."""

    name: str
    id: str
    owner: str
    type: str
    region: str
    zones: tuple[str, ...]
    dns_head: str
    """What the regional DNS names of its endpoints have between the endpoint's label and the Region."""
    private_names: tuple[str, ...] = ()
    verification: str = "verified"
    """State of the ownership of the private DNS names."""
    policies: bool = False
    """Whether its endpoints have policies."""
    acceptance: bool = False
    address_types: tuple[str, ...] = ("ipv4",)
    configuration: Any = None
    """moto's configuration of a service that an account offers."""

    @property
    def dns_suffix(self) -> str:
        """Return the end of its endpoints' DNS names."""
        return f"{self.dns_head}.{self.region}.vpce.amazonaws.com"


def zones_of(call: Call, region: str) -> tuple[str, ...]:
    """Return the names of a Region's zones."""
    return tuple(zone.name for zone in ec2_backends[call.account][region].describe_availability_zones())


def services_of_aws(call: Call) -> Iterator[EndpointService]:
    """Yield AWS's services of the Region; S3 and DynamoDB have one of each type."""
    zones = zones_of(call, call.region)
    for name in _NAMES:
        if name in _GATEWAY_SERVICES:
            yield _of_aws(call.region, name, GATEWAY, zones)
        if name not in _GATEWAY_ALONE:
            yield _of_aws(call.region, name, INTERFACE, zones)


def _of_aws(region: str, name: str, kind: str, zones: tuple[str, ...]) -> EndpointService:
    head = ".".join(reversed(name.split(".")))
    known = _DNS_HEADS.get(name, (head,))
    return EndpointService(
        name=f"com.amazonaws.{region}.{name}",
        id=f"vpce-svc-{hashlib.sha256(f'{region}/{name}/{kind}'.encode()).hexdigest()[:17]}",
        owner=AMAZON,
        type=kind,
        region=region,
        zones=zones,
        dns_head=known[0].removeprefix("*."),
        private_names=tuple(f"{each}.{region}.amazonaws.com" for each in known) if kind == INTERFACE else (),
        policies=True,
    )


def services_of_accounts(call: Call) -> Iterator[EndpointService]:
    """Yield the services of all accounts that allow the caller, of this Region or offered in it."""
    for account in list(ec2_backends):
        for region, own in list(ec2_backends[account].items()):
            for it in list(own.configurations.values()):
                near = region == call.region or call.region in it.regions
                if near and (account == call.account or allows(it.principals, call)):
                    yield of_account(it)


def of_account(it: Any) -> EndpointService:
    """Return the service of moto's configuration."""
    own = it.ec2_backend
    kind = LOAD_BALANCER if it.gateway_load_balancer_arns else INTERFACE
    return EndpointService(
        name=it.service_name,
        id=it.id,
        owner=own.account_id,
        type=kind,
        region=own.region_name,
        zones=tuple(it.availability_zones),
        dns_head=it.id,
        private_names=(it.private_dns_name,) if it.private_dns_name else (),
        verification=it.verification,
        acceptance=it.acceptance_required,
        address_types=tuple(it.address_types),
        configuration=it,
    )


def visible_services(call: Call) -> list[EndpointService]:
    """Return the services that the caller may have endpoints for, by name."""
    return sorted([*services_of_aws(call), *services_of_accounts(call)], key=lambda it: (it.name, it.type))


def find_service(call: Call, name: str, kind: str, region: str) -> EndpointService | None:
    """Return the service of a name, type and Region; None where the caller can have no endpoint for it."""
    found = (it for it in visible_services(call) if (it.name, it.type, it.region) == (name, kind, region))
    return next(found, None)


def configuration(call: Call, id_: str) -> Any | None:
    """Return moto's configuration of a service of the caller's."""
    return backend.of(call).configurations.get(id_)
