"""Bring the estate up: engine, data centre, stacks, in that order."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import engine, toolchain
from sandbox.deploy import (
    account_adoption,
    checkpoint,
    datacentre,
    deployment,
    environment,
    lock,
    program_host,
    recovery,
    secrets,
)
from sandbox.deploy.account_clients import AccountClients
from sandbox.deploy.credentials import deployer
from sandbox.deploy.decision import Found, Rebuild, decide
from sandbox.deploy.deployment import Deployment, Form
from sandbox.deploy.errors import StateDamaged, UpdateFailed, UpdateInterrupted
from sandbox.deploy.inventory import Inventory, inventory
from sandbox.deploy.lines import LineState, cut_lines
from sandbox.deploy.progress import StepListener, StepLog
from sandbox.deploy.pulumi_command import Command
from sandbox.deploy.removed_stacks import removed_stacks
from sandbox.deploy.stack_configuration import kept_configuration
from sandbox.deploy.stack_order import stages
from sandbox.deploy.stacks import Config, Project
from sandbox.engine import Engine
from sandbox.estate.model import Estate
from sandbox.provider import install as provider
from sandbox.settings import Settings
from sandbox.toolchain import Tools

Notify = Callable[[str], None]
"""Takes a line of progress."""


@dataclass(frozen=True)
class Up:
    """The result of `up`."""

    endpoint: str
    changes: dict[str, int]
    """Pulumi's operation -> number of resources; `same` are those that did not change."""
    estate: Inventory
    cut_lines: tuple[LineState, ...] = ()
    """Lines that are down and were left so."""


def up(settings: Settings, estate: Estate, form: Form, notify: Notify, listeners: Sequence[StepListener] = ()) -> Up:
    """Deploy the estate: build what is missing, update what differs; raises DeployError."""
    try:
        with lock.held(settings.state, "up"):
            return _up(settings, estate, form, notify, listeners)
    except KeyboardInterrupt:
        raise UpdateInterrupted from None


def _up(settings: Settings, estate: Estate, form: Form, notify: Notify, listeners: Sequence[StepListener]) -> Up:
    shutil.rmtree(scratch(settings.state), ignore_errors=True)
    recovery.end_orphans(settings.state)
    engine.expect(settings)
    bgp = secrets.make_bgp_keys(settings.state, estate.datacentre.lines)
    tools = toolchain.ensure(settings, notify)
    _announce_size(settings, listeners)
    found = recovery.look(settings.state, settings.project, engine.inspect(settings))
    _prepare(settings, estate, form, found, notify)
    running = _start(settings, notify)
    keys = deployer(settings, estate, running)
    aws = environment.aws(running.endpoint, region(estate), keys)
    datacentre.put(running.endpoint, running.token, datacentre.description(estate.datacentre, bgp))
    backend = checkpoint.backend(settings.state)
    backend.mkdir(parents=True, exist_ok=True)
    pulumi = replace(
        project(settings, tools, backend, aws, notify),
        listeners=(StepLog(step_log(settings.state)), *listeners),
    )
    order = stages(estate, form, settings.project.stack)
    leaving = _leaving(settings, form, running, order)
    begun = replace(_begun(settings, estate, form, running), pulumi=tools.version)
    organizations = AccountClients(running, keys, region(estate)).client("organizations", None, region(estate))
    adoption = account_adoption.find(organizations, estate, settings.state, settings.project.name, begun.stacks)
    account_adoption.move_to_units(organizations, estate, adoption)
    changes = _deploy(pulumi, order, leaving, begun, kept_configuration(settings, bgp, form, adoption))
    deployed = inventory(settings.state, settings.project.name, begun.stacks, estate)
    return Up(running.endpoint, dict(changes), deployed, tuple(cut_lines(running)))


def _begun(settings: Settings, estate: Estate, form: Form, running: Engine) -> Deployment:
    """Return the record of an update that begins."""
    before = deployment.in_engine(settings.state, running)
    names = [name for stage in stages(estate, form, settings.project.stack) for name in stage]
    inside = settings.estate.is_relative_to(settings.root)
    return Deployment(
        instance=running.instance,
        endpoint=running.endpoint,
        form=form,
        management=estate.organization.management.email,
        root=str(settings.program),
        estate=str(settings.estate.relative_to(settings.root) if inside else settings.estate),
        estate_digest=deployment.save_estate(settings.state, settings.estate),
        stacks=tuple(dict.fromkeys([*(before.stacks if before is not None else ()), *names])),
        config="",
        complete=False,
    )


def _leaving(
    settings: Settings, form: Form, running: Engine, order: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    """Return the deployed stacks of accounts that left the estate file, by stage; raises RemovedStackInUse."""
    before = deployment.in_engine(settings.state, running)
    if before is None or form != "split":
        return ()
    wanted = [name for stage in order for name in stage]
    attached = running.form == "attach"
    return removed_stacks(settings.state, settings.project.name, before.stacks, wanted, attached=attached)


def _announce_size(settings: Settings, listeners: Sequence[StepListener]) -> None:
    """Pass on how many resources the last update had; a damaged state is handled later."""
    with contextlib.suppress(StateDamaged):
        total = sum(
            stack["resources"] for stack in checkpoint.summaries(settings.state, settings.project.name).values()
        )
        for listener in listeners:
            listener.expect(total)


def _start(settings: Settings, notify: Notify) -> Engine:
    """Start the engine and the program host that programs are forked from; if one fails, neither stays."""
    program_host.start(settings.program, settings.state)
    try:
        return engine.start(settings, notify)
    except BaseException:
        program_host.stop(settings.state)
        raise


def _prepare(settings: Settings, estate: Estate, form: Form, found: Found, notify: Notify) -> None:
    """Discard what cannot be updated, and remove the locks of a killed update."""
    decision = decide(found, form, estate.organization.management.email)
    if isinstance(decision, Rebuild):
        if decision.reason is not None:
            notify(decision.reason)
        if decision.restart:
            engine.stop(settings, notify)
        _discard(settings, estate, found, notify)
    recovery.clear_locks(settings.state)


def _discard(settings: Settings, estate: Estate, found: Found, notify: Notify) -> None:
    """Remove the estate's stacks; keep those that users made, also in the estate's own project."""
    forms: tuple[Form, ...] = ("all", "split")
    of_estate = {name for form in forms for stage in stages(estate, form, settings.project.stack) for name in stage}
    deployed = found.deployment.stacks if found.deployment is not None else ()
    stacks = {*deployed, *of_estate}
    checkpoint.discard(settings.state, settings.project.name, stacks)
    deployment.forget(settings.state)
    if kept := checkpoint.other_stacks(settings.state, settings.project.name, stacks):
        notify(
            f"kept the stacks that are not the estate's ({', '.join(kept)}); what they deployed is gone with the "
            "engine: `pulumi up --refresh` in their projects deploys it again"
        )


def project(settings: Settings, tools: Tools, backend: Path, aws: dict[str, str], notify: Notify) -> Project:
    """Return the Pulumi project with this backend and these AWS variables; install the provider in its PULUMI_HOME."""
    secrets.passphrase_file(settings.state)
    provider.install(environment.home(settings.state), Path(sys.executable))
    variables = {
        **environment.pulumi(settings.state, backend, tools.bin),
        **program_host.variables(settings.state),
        **aws,
    }
    command = Command(tools.pulumi, tools.version)
    return Project(settings.program, settings.project.name, settings.state, backend, command, variables, notify)


def region(estate: Estate) -> str:
    """Return the Region that plain `aws` and boto3 calls go to."""
    return estate.organization.home_region


def _deploy(
    pulumi: Project,
    order: tuple[tuple[str, ...], ...],
    leaving: tuple[tuple[str, ...], ...],
    begun: Deployment,
    config: Config,
) -> Counter[str]:
    """Destroy what leaves, then update stage after stage; the record states how far the state can be trusted.

    What leaves is destroyed first: it uses what the stages make, for instance the network account's transit gateway.
    """
    before = deployment.load(pulumi.state)
    begun = replace(begun, config=config.fingerprint())
    deployment.save(pulumi.state, replace(begun, closed=False))
    configured = before is not None and before.complete and before.config == begun.config
    changes: Counter[str] = Counter()
    try:
        for names in leaving:
            changes.update(pulumi.destroy(names))
            checkpoint.discard(pulumi.state, pulumi.name, names)
            begun = replace(begun, stacks=tuple(name for name in begun.stacks if name not in names))
            deployment.save(pulumi.state, replace(begun, closed=False))
        for names in order:
            changes.update(pulumi.update(names, None if configured else config))
    except (UpdateFailed, UpdateInterrupted) as error:
        if error.state_written:
            deployment.save(pulumi.state, begun)
        raise
    if begun.form == "all" and (before is None or before.root != begun.root):
        pulumi.select(
            order[0][0]
        )  # plain `pulumi` in this folder needs no PULUMI_STACK then, which other projects would see
    deployment.save(pulumi.state, replace(begun, complete=True))
    return changes


def scratch(state: Path) -> Path:
    """Return the folder of the backends that plans use."""
    return state / "plans"


def step_log(state: Path) -> Path:
    """Return the log file that lists every resource that the last `up` changed."""
    return state / "logs" / "up.log"
