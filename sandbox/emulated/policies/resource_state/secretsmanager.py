"""Secrets."""

from __future__ import annotations

from moto.secretsmanager.models import secretsmanager_backends

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.emulated.policies.resource_state.tags import tags_of
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a secret."""
    if arn.account not in secretsmanager_backends:
        return ABSENT
    text = ":".join(arn)
    backend = secretsmanager_backends[arn.account][arn.region]
    found = next((secret for secret in list(backend.secrets.values()) if secret.arn == text), None)
    return ResourceState(tags_of(found.tags)) if found is not None else ABSENT
