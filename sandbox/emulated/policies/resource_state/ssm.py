"""Parameters, documents, maintenance windows and patch baselines.

Reference: Systems Manager user guide, auth-and-access-control-iam-identity-based-access-control (ssm:resourceTag).
"""

from __future__ import annotations

from moto.ssm.models import ssm_backends

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn

_TYPES = {
    "document": "Document",
    "maintenancewindow": "MaintenanceWindow",
    "opsitem": "OpsItem",
    "parameter": "Parameter",
    "patchbaseline": "PatchBaseline",
}


def state(arn: Arn) -> ResourceState:
    """Return the tags of a resource; a parameter's name begins with the slash that its ARN has, or has none."""
    kind, _, name = arn.resource.partition("/")
    if kind not in _TYPES or arn.account not in ssm_backends:
        return ABSENT
    kept = ssm_backends[arn.account][arn.region]._resource_tags.get(_TYPES[kind], {})  # noqa: SLF001 - no public reader
    return ResourceState(dict(kept.get(name) or kept.get(f"/{name}") or {}))
