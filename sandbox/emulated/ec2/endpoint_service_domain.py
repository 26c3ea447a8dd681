"""The private DNS name of an endpoint service, and the verification of who owns its domain.

Source: AWS PrivateLink guide, "Manage DNS names for VPC endpoint services"; EC2 API Reference,
StartVpcEndpointServicePrivateDnsVerification.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from moto.route53.models import route53_backends

from sandbox.emulated.ec2 import endpoint_service_store as store
from sandbox.emulated.ec2.vpc_endpoint_rules import invalid
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_NAME = re.compile(r"(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
LONGEST_NAME = 255


def set_domain(call: Call, service: Any, name: str | None) -> None:
    """Give a service a private DNS name, whose owner is not verified yet, or none."""
    if name and (len(name) > LONGEST_NAME or not _NAME.fullmatch(name)):
        raise invalid(f"The private DNS name '{name}' is not a domain name.")
    service.private_dns_name = name or ""
    service.verification, service.verification_token = "pendingVerification", call.token(20)


@operation("StartVpcEndpointServicePrivateDnsVerification")
def start_vpc_endpoint_service_private_dns_verification(call: Call) -> dict[str, Any]:
    """Look for the TXT record that proves who owns the domain, in the public hosted zones of all accounts."""
    service = store.find(call, call.request["ServiceId"])
    if not service.private_dns_name:
        raise invalid(f"The service {service.id} has no private DNS name.")
    token = service.verification_token
    domain = service.private_dns_name.removeprefix("*.")
    found = f"vpce:{token}" in _texts(f"_{token[:10]}.{domain}.")
    service.verification = "verified" if found else "failed"
    return {"ReturnValue": True}


def _type(record: Any) -> str:
    return str(record.type_ if hasattr(record, "type_") else record.type)


def _value(record: Any) -> str:
    return str(record["Value"] if isinstance(record, dict) else record).strip('"')


def _texts(name: str) -> Iterator[str]:
    """Yield the values of the TXT records of a name."""
    for account in list(route53_backends):
        for own in list(route53_backends[account].values()):
            for zone in list(own.zones.values()):
                for record in [] if zone.private_zone else list(zone.rrsets):
                    if (record.name.rstrip("."), _type(record)) == (name.rstrip("."), "TXT"):
                        yield from (_value(it) for it in record.records)
