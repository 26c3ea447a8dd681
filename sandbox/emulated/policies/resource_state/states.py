"""State machines of Step Functions; an execution has none of its own here."""

from __future__ import annotations

from localstack.services.stepfunctions.backend.store import sfn_stores

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.emulated.policies.resource_state.tags import tags_of
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a state machine."""
    if arn.account not in sfn_stores:
        return ABSENT
    found = sfn_stores[arn.account][arn.region].state_machines.get(":".join(arn))
    manager = getattr(found, "tag_manager", None)
    return ResourceState(tags_of(manager.to_tag_list())) if manager is not None else ABSENT
