"""What `up` would do: Pulumi's plan against what is deployed, or against nothing where nothing runs."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sandbox import engine, toolchain
from sandbox.deploy import account_adoption, checkpoint, deployment, environment, program_host, secrets
from sandbox.deploy.account_adoption import NOTHING_ADOPTED
from sandbox.deploy.account_clients import AccountClients
from sandbox.deploy.credentials import existing_deployer
from sandbox.deploy.deployment import Deployment, Form
from sandbox.deploy.errors import OtherForm
from sandbox.deploy.lines import cut_lines, note
from sandbox.deploy.progress import kept
from sandbox.deploy.removed_stacks import removed_stacks
from sandbox.deploy.stack_configuration import configuration
from sandbox.deploy.stack_order import stages
from sandbox.deploy.stacks import Config, Plan, Project
from sandbox.deploy.up import Notify, project, region, scratch
from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate.model import Estate
from sandbox.provider import install as provider
from sandbox.settings import Settings

UNREACHABLE = "http://127.0.0.1:9"
"""The discard port: a call during a plan with nothing running fails at once instead of reaching another engine."""

DESTRUCTIVE = ("delete", "delete-replaced", "replace")


def preview(
    settings: Settings, estate: Estate, notify: Notify, *, form: Form | None = None, ignore_deployed: bool = False
) -> dict[str, dict[str, Any]]:
    """Return the plan of each stack; needs no running engine, starts none and changes nothing that is deployed.

    Without a `form` it is the deployed one, or `all`. `ignore_deployed` plans as with nothing deployed.
    Raises OtherForm, RemovedStackInUse, StateDamaged.
    """
    tools = toolchain.ensure(settings, notify)
    running = engine.inspect(settings)
    deployed = None if ignore_deployed else deployment.in_engine(settings.state, running)
    if deployed is not None and deployed.management != estate.organization.management.email:
        notify(replaces_organization(deployed, estate))
        deployed = None
    if deployed is not None and form not in {None, deployed.form}:
        raise OtherForm(deployed.form, form or "all", attached=running is not None and running.form == "attach")
    with ExitStack() as cleanup:
        if running is None:
            program_host.start(settings.program, settings.state)
            cleanup.callback(program_host.stop, settings.state)
            cleanup.callback(provider.stop, environment.home(settings.state))
        else:
            program_host.refresh(settings.root, settings.state)
        plans = scratch(settings.state)
        plans.mkdir(parents=True, exist_ok=True)
        folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(dir=plans)))
        aws, adoption = _planned(estate), NOTHING_ADOPTED
        if running is not None and deployed is not None:
            checkpoint.copy(settings.state, settings.project.name, folder)
            keys = existing_deployer(settings, estate, running)
            aws = environment.aws(running.endpoint, region(estate), keys)
            organizations = AccountClients(running, keys, region(estate)).client("organizations", None, region(estate))
            adoption = account_adoption.find(
                organizations, estate, settings.state, settings.project.name, deployed.stacks
            )
        bgp = secrets.planned_bgp_keys(settings.state, estate.datacentre.lines)
        pulumi = project(settings, tools, folder, aws, notify)
        form = form or (deployed.form if deployed is not None else "all")
        order = stages(estate, form, settings.project.stack)
        documents = _destructions(settings, deployed, order, pulumi) if form == "split" else {}
        documents.update(_plans(pulumi, order, configuration(settings, bgp, form, adoption), folder))
    for text in note(cut_lines(running)):
        notify(text)
    if deployed is not None and (warning := destruction(settings, deployed, documents)):
        notify(warning)
    return documents


def _plans(pulumi: Project, order: tuple[tuple[str, ...], ...], config: Config, folder: Path) -> dict[str, Any]:
    """Plan each stage on the planned outputs of the stages before it."""
    plans: dict[str, Plan] = {}
    for stage in order:
        planned = pulumi.plan(stage, config, folder)
        plans.update(planned)
        if stage != order[-1]:
            for name, plan in planned.items():
                checkpoint.set_outputs(folder, pulumi.name, name, plan.outputs)
    return {name: plan.document for name, plan in plans.items()}


def _destructions(
    settings: Settings, deployed: Deployment | None, order: tuple[tuple[str, ...], ...], pulumi: Project
) -> dict[str, Any]:
    """Return the plans of destroying the stacks of accounts that left the estate file; raises RemovedStackInUse."""
    if deployed is None:
        return {}
    wanted = [name for stage in order for name in stage]
    leaving = removed_stacks(settings.state, settings.project.name, deployed.stacks, wanted)
    return {name: pulumi.plan_destruction(name) for stage in leaving for name in stage}


def replaces_organization(deployed: Deployment, estate: Estate) -> str:
    """Return the warning that an estate can only be deployed after another one was destroyed."""
    return (
        f"warning: {deployed.estate} is deployed, whose organization is that of {deployed.management}; "
        f"this one is that of {estate.organization.management.email}. `sandbox up` deploys it only after "
        "`sandbox down`, which destroys everything that is deployed. This plan begins with nothing deployed."
    )


def destruction(settings: Settings, deployed: Deployment, plans: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Return the warning that a plan destroys deployed resources; None where it destroys none."""
    counts = [plan.get("changeSummary") or {} for plan in plans.values()]
    destroyed = sum(count for summary in counts for op, count in summary.items() if op in DESTRUCTIVE)
    destroyed -= sum(kept(step) for plan in plans.values() for step in plan.get("steps", []))
    if not destroyed:
        return None
    stacks = checkpoint.summaries(settings.state, settings.project.name)
    total = sum(stack["resources"] for name, stack in stacks.items() if name in plans)
    file = settings.estate
    other = "" if same_file(settings, deployed) else f": {deployed.estate} is deployed, and this is the plan of {file}"
    return f"warning: this plan destroys {destroyed} of {total} deployed resources{other}."


def same_file(settings: Settings, deployed: Deployment) -> bool:
    """Return whether the settings name the file of the deployed estate."""
    return (settings.root / deployed.estate).resolve() == settings.estate.resolve()


def _planned(estate: Estate) -> dict[str, str]:
    account = planned_account_id(estate.organization.management.email)
    return environment.aws(UNREACHABLE, region(estate), environment.Keys(account, "nothing-runs"))
