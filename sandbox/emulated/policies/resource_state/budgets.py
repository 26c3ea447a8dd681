"""Budgets."""

from __future__ import annotations

from sandbox.emulated.budgets.declaration import budgets_of
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a budget."""
    found = budgets_of(arn.account).budgets.get(arn.resource.partition("/")[2])
    return ResourceState(dict(found.tags)) if found is not None else ABSENT
