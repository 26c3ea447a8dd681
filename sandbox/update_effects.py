"""What the coming update of a project changes: who may do what, and what can reach what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox import engine
from sandbox.access import differences
from sandbox.deploy import checkpoint, deployment
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam import Snapshot
from sandbox.needs.planned_update import state_after
from sandbox.reach.diff import FlowChange, flow_changes
from sandbox.report.access_diff import Change, group_changes
from sandbox.settings import Settings
from sandbox.snapshot import plan
from sandbox.snapshot.network import plan as network_plan
from sandbox.update_needs import deployment_before

__all__ = ["UpdateEffects", "update_effects"]

type Order = Callable[[str | None], tuple[int, str]]


@dataclass(frozen=True)
class UpdateEffects:
    """The changes of access and of flows that an update makes to what is deployed."""

    before: Snapshot
    after: Snapshot
    access: tuple[Change, ...]
    flows: tuple[FlowChange, ...]


def update_effects(
    settings: Settings, plans: Mapping[str, Any], order: Callable[[Snapshot], Order]
) -> UpdateEffects | None:
    """Return what the update of a plan changes; None where nothing is deployed that it could change.

    Args:
        settings: Settings of the project.
        plans: The plan of each stack.
        order: Returns the sort key of the principals of a change.

    """
    if deployment_before(settings, engine.inspect(settings)) is None:
        return None
    states = checkpoint.files(settings.state, settings.project.name)
    deployed = plan.merged(states, deployment.estate_copy(settings.state))
    place = (settings.root, settings.project.program)
    planned = state_after(plans, states)
    before, after = plan.read(deployed, *place), plan.read(planned, *place)
    access = group_changes(differences(before, after, catalogue().names), order=order(after))
    flows = flow_changes(network_plan.read(deployed, *place), network_plan.read(planned, *place))
    return UpdateEffects(before, after, access, flows)
