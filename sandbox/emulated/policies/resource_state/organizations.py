"""Accounts, units, roots and policies of an organization; its ARNs are of the management account."""

from __future__ import annotations

from sandbox.emulated.organizations import store
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a resource of an organization."""
    with store.locked_state() as kept:
        found = kept.organizations.get(arn.account)
        return ResourceState(dict(found.tags.get(arn.resource.rpartition("/")[2], {}))) if found is not None else ABSENT
