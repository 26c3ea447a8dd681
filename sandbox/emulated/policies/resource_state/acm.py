"""Certificates."""

from __future__ import annotations

from moto.acm.models import acm_backends

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.emulated.policies.resource_state.tags import tags_of
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a certificate; a tag without a value is empty."""
    if arn.account not in acm_backends:
        return ABSENT
    found = acm_backends[arn.account][arn.region]._certificates.get(":".join(arn))  # noqa: SLF001 - no public reader
    return ResourceState(tags_of({key: value or "" for key, value in found.tags.items()})) if found else ABSENT
