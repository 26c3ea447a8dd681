"""Repositories of container images."""

from __future__ import annotations

from moto.ecr.models import ecr_backends

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Resource


def resource(arn: Arn) -> Resource | None:
    """Return the repository of an ARN."""
    kind, _, name = arn.resource.partition("/")
    if kind != "repository" or arn.account not in ecr_backends:
        return None
    found = ecr_backends[arn.account][arn.region].repositories.get(name)
    if found is None:
        return None
    text = ":".join(arn)
    return Resource(text, arn.account, policy("repository policy", found.policy) if found.policy else None)
