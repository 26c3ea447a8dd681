"""File systems and access points of EFS."""

from __future__ import annotations

from moto.efs.models import efs_backends

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a file system or an access point, which moto keeps by id."""
    if arn.account not in efs_backends:
        return ABSENT
    backend = efs_backends[arn.account][arn.region]
    return ResourceState(backend.tagging_service.get_tag_dict_for_resource(arn.resource.rpartition("/")[2]))
