"""Secrets."""

from __future__ import annotations

from moto.secretsmanager.models import secretsmanager_backends

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Resource


def resource(arn: Arn) -> Resource | None:
    """Return the secret of an ARN."""
    if arn.account not in secretsmanager_backends:
        return None
    text = ":".join(arn)
    backend = secretsmanager_backends[arn.account][arn.region]
    found = next((secret for secret in list(backend.secrets.values()) if secret.arn == text), None)
    if found is None:
        return None
    return Resource(text, arn.account, policy("secret policy", found.policy) if found.policy else None)
