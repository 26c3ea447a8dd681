"""The load balancers behind an endpoint service, in moto's store of Elastic Load Balancing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from moto.elbv2.models import elbv2_backends

from sandbox.emulated.ec2.vpc_endpoint_rules import invalid
from sandbox.emulated.service_call import Call


def check_load_balancers(call: Call, arns: Sequence[str], kind: str) -> None:
    """Raise unless each is a load balancer of the caller's in this Region, of the given type."""
    for arn in arns:
        found = _known(call).get(arn)
        if found is None:
            raise invalid(f"The load balancer '{arn}' does not exist")
        if found.type != kind:
            raise invalid(f"The load balancer '{arn}' is of type {found.type}, not {kind}.")


def zones_of(call: Call, arns: Sequence[str]) -> list[str]:
    """Return the zones in which load balancers have a subnet."""
    known = _known(call)
    return sorted({subnet.availability_zone for arn in arns if arn in known for subnet in known[arn].subnets})


def _known(call: Call) -> dict[str, Any]:
    found: dict[str, Any] = elbv2_backends[call.account][call.region].load_balancers
    return found
