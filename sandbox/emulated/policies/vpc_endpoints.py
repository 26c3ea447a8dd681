"""VPC endpoints of all accounts, with their policies, from moto's store of EC2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam import Policy

_ENDED = frozenset({"deleted", "deleting", "rejected"})


@dataclass(frozen=True)
class VpcEndpoint:
    """A VPC endpoint by which a request came."""

    id: str
    account: str
    region: str
    vpc: str
    service: str
    """The last labels of its service's name: `s3` of com.amazonaws.us-east-1.s3."""


def find_endpoint(endpoint_id: str) -> VpcEndpoint | None:
    """Return an endpoint by its id; None for one that does not exist or is deleted."""
    for account, region, found in _named(endpoint_id):
        service = str(found.service_name).partition(f".{region}.")[2]
        return VpcEndpoint(endpoint_id, account, region, found.vpc_id, service)
    return None


def policy_of(endpoint_id: str) -> Policy | None:
    """Return the policy of an endpoint; None for one that does not exist."""
    for _, _, found in _named(endpoint_id):
        return policy(f"policy of {endpoint_id}", found.policy_document) if found.policy_document else None
    return None


def _named(endpoint_id: str) -> Iterator[tuple[str, str, Any]]:
    for account in list(ec2_backends):
        for region, own in list(ec2_backends[account].items()):
            found = own.vpc_end_points.get(endpoint_id)
            if found is not None and found.state not in _ENDED:
                yield account, region, found
