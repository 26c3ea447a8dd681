"""Bring the estate up: engine, far end, stacks, in that order."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import engine, provider, toolchain
from sandbox.deploy import checkpoint, datacentre, environment, lock, record, recovery, secrets, warm
from sandbox.deploy.command import Command
from sandbox.deploy.credentials import deployer
from sandbox.deploy.decision import Anew, decide
from sandbox.deploy.errors import UpdateFailed, UpdateInterrupted
from sandbox.deploy.inventory import Standing, standing
from sandbox.deploy.record import Form, Record
from sandbox.deploy.stack_order import stages
from sandbox.deploy.stacks import Config, Project
from sandbox.engine import Engine
from sandbox.estate.model import Estate
from sandbox.settings import Settings
from sandbox.toolchain import Tools

Say = Callable[[str], None]


@dataclass(frozen=True)
class Up:
    """An estate that stands."""

    endpoint: str
    changes: dict[str, int]
    """Pulumi's operation -> number of resources; `same` are those that stayed as they were."""
    estate: Standing


def up(settings: Settings, estate: Estate, form: Form, say: Say) -> Up:
    """Build what is missing, update what differs; raises `DeployError` with the next step otherwise."""
    try:
        with lock.held(settings.state, "up"):
            return _up(settings, estate, form, say)
    except KeyboardInterrupt:
        raise UpdateInterrupted from None


def _up(settings: Settings, estate: Estate, form: Form, say: Say) -> Up:
    shutil.rmtree(scratch(settings.state), ignore_errors=True)
    recovery.end_orphans(settings.state)
    engine.expect(settings)
    tools = toolchain.ensure(settings, say)
    _judge(settings, estate, form, engine.inspect(settings), say)
    running = _start(settings, say)
    aws = environment.aws(running.endpoint, region(estate), deployer(settings, estate, running))
    bgp = secrets.bgp_keys(settings.state, estate.datacentre.lines)
    datacentre.put(running.endpoint, datacentre.description(estate.datacentre, bgp))
    backend = checkpoint.backend(settings.state)
    backend.mkdir(parents=True, exist_ok=True)
    pulumi = project(settings, tools, backend, aws, say)
    begun = Record(
        instance=running.instance,
        endpoint=running.endpoint,
        form=form,
        management=estate.organization.management.email,
        estate=str(settings.estate),
        config="",
        complete=False,
        pulumi=tools.version,
    )
    changes = _deploy(pulumi, stages(estate, form, settings.project.stack), begun, configuration(settings, bgp, form))
    return Up(running.endpoint, dict(changes), standing(settings.state, settings.project.name, estate))


def _start(settings: Settings, say: Say) -> Engine:
    """Start the engine, and beside it the host that programs are forked from; neither stays without the other."""
    warm.start(settings.program, settings.state)
    try:
        return engine.start(settings, say)
    except BaseException:
        warm.stop(settings.state)
        raise


def _judge(settings: Settings, estate: Estate, form: Form, running: Engine | None, say: Say) -> None:
    """Carry on, or clear the ground for building anew."""
    decision = decide(
        recovery.look(settings.state, settings.project.name, running), form, estate.organization.management.email
    )
    if isinstance(decision, Anew):
        if decision.why is not None:
            say(decision.why)
        if decision.restart:
            engine.stop(settings, say)
        checkpoint.drop(settings.state)
    recovery.clear_locks(settings.state)


def project(settings: Settings, tools: Tools, backend: Path, aws: dict[str, str], say: Say) -> Project:
    """The Pulumi project over a backend and an AWS; installs our provider where that Pulumi looks for it."""
    secrets.passphrase_file(settings.state)
    provider.install(environment.home(settings.state), Path(sys.executable))
    variables = {**environment.pulumi(settings.state, backend, tools.bin), **warm.variables(settings.state), **aws}
    command = Command(tools.pulumi, tools.version)
    return Project(settings.program, settings.project.name, settings.state, backend, command, variables, say)


def region(estate: Estate) -> str:
    """Where plain `aws` and boto3 calls go."""
    return estate.organization.home_region


def configuration(settings: Settings, bgp: secrets.BgpKeys, form: Form) -> Config:
    """Return the program's configuration: the estate file, BGP keys, and the layer of a single stack."""
    layer = {"causeway:layer": "all"} if form == "all" else {}
    return Config(
        plain={"causeway:estate": str(settings.estate), **layer},
        secret={"causeway:bgpKeys": json.dumps(bgp, sort_keys=True)},
    )


def _deploy(pulumi: Project, stages: tuple[tuple[str, ...], ...], begun: Record, config: Config) -> Counter[str]:
    """Update stage after stage; the record says at any moment how far the state can be trusted."""
    before = record.load(pulumi.state)
    begun = replace(begun, config=config.fingerprint())
    record.save(pulumi.state, replace(begun, closed=False))
    known = before is not None and before.complete and before.config == begun.config
    changes: Counter[str] = Counter()
    try:
        for names in stages:
            changes.update(pulumi.update(names, None if known else config))
    except (UpdateFailed, UpdateInterrupted) as error:
        if error.state_written:
            record.save(pulumi.state, begun)
        raise
    record.save(pulumi.state, replace(begun, complete=True))
    return changes


def scratch(state: Path) -> Path:
    """Where previews of an estate that does not stand keep their short-lived state."""
    return state / "plans"
