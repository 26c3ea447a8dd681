"""Rules, aggregators and other resources of AWS Config."""

from __future__ import annotations

from moto.config.models import config_backends

from sandbox.emulated.policies.resource_state.moto_tags import tags_from
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn

_AT_MOST = 50
"""Tags of a resource."""


def state(arn: Arn) -> ResourceState:
    """Return the tags of a resource."""
    if arn.account not in config_backends:
        return ABSENT
    backend = config_backends[arn.account][arn.region]
    return ResourceState(tags_from(lambda text: backend.list_tags_for_resource(text, _AT_MOST), ":".join(arn)))
