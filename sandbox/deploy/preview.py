"""What would `up` do? Pulumi's own plan, against what stands or, with nothing running, against nothing."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sandbox import engine, provider, toolchain
from sandbox.deploy import checkpoint, environment, record, secrets, warm
from sandbox.deploy.credentials import deployer
from sandbox.deploy.errors import OtherForm
from sandbox.deploy.record import Form, Record, Unreadable
from sandbox.deploy.stack_order import stages
from sandbox.deploy.stacks import Config, Plan, Project
from sandbox.deploy.up import Say, configuration, project, region, scratch
from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.engine import Engine
from sandbox.estate.model import Estate
from sandbox.settings import Settings

NOWHERE = "http://127.0.0.1:9"
"""The discard port: a plan that dials AWS with nothing running fails at once, instead of finding someone else's."""


def preview(
    settings: Settings, estate: Estate, say: Say, *, form: Form | None = None, anew: bool = False
) -> dict[str, dict[str, Any]]:
    """Stack name -> its plan; needs no engine, starts none and changes nothing.

    Without a `form` it is that of what stands, or `all`; raises OtherForm for another than stands.
    `anew` plans the whole estate as though nothing stood, whatever runs.
    """
    tools = toolchain.ensure(settings, say)
    running = engine.inspect(settings)
    before = None if anew else stands(settings, running)
    if before is not None and form not in {None, before.form}:
        raise OtherForm(before.form, form or "all", attached=running is not None and running.form == "attach")
    with ExitStack() as cleanup:
        if running is None:
            warm.start(settings.program, settings.state)
            cleanup.callback(warm.stop, settings.state)
            cleanup.callback(provider.stop, environment.home(settings.state))
        plans = scratch(settings.state)
        plans.mkdir(parents=True, exist_ok=True)
        folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(dir=plans)))
        aws = _planned(estate)
        if running is not None and before is not None:
            checkpoint.copy(settings.state, settings.project.name, folder)
            aws = environment.aws(running.endpoint, region(estate), deployer(settings, estate, running))
        bgp = secrets.bgp_keys(settings.state, estate.datacentre.lines)
        pulumi = project(settings, tools, folder, aws, say)
        form = form or (before.form if before is not None else "all")
        order = stages(estate, form, settings.project.stack)
        return _plans(pulumi, order, configuration(settings, bgp, form), folder)


def _plans(pulumi: Project, order: tuple[tuple[str, ...], ...], config: Config, folder: Path) -> dict[str, Any]:
    """Plan stage after stage, each on what the plans before it promise."""
    plans: dict[str, Plan] = {}
    for stage in order:
        made = pulumi.plan(stage, config, folder)
        plans.update(made)
        if stage != order[-1]:
            for name, plan in made.items():
                checkpoint.foresee(folder, pulumi.name, name, plan.outputs)
    return {name: plan.document for name, plan in plans.items()}


def stands(settings: Settings, running: Engine | None) -> Record | None:
    """The record of what the running engine holds, where it is this engine's."""
    try:
        found = record.load(settings.state)
    except Unreadable:
        return None
    return found if found is not None and running is not None and found.instance == running.instance else None


def _planned(estate: Estate) -> dict[str, str]:
    account = planned_account_id(estate.organization.management.email)
    return environment.aws(NOWHERE, region(estate), environment.Keys(account, "nothing-runs"))
