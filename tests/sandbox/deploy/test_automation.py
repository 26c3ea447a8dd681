"""The number of runs of the Pulumi CLI for a stack, counted with a program without resources."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pulumi.automation._cmd import CommandResult

from sandbox import toolchain
from sandbox.deploy import checkpoint, environment, secrets
from sandbox.deploy.errors import UpdateFailed
from sandbox.deploy.pulumi_command import Command
from sandbox.deploy.stacks import Config, Project
from sandbox.settings import Settings

pytestmark = pytest.mark.pulumi

CONFIG = Config(plain={"shop:name": "gilt"}, secret={"shop:key": "open-sesame"})
PROGRAM = """
import pulumi
pulumi.export("name", pulumi.Config().require("name"))
pulumi.export("key", pulumi.Config().require_secret("key").apply(len))
"""


class RecordingCommand(Command):
    """The Pulumi CLI with a record of its commands."""

    def __init__(self, tools: toolchain.Tools) -> None:
        super().__init__(tools.pulumi, tools.version)
        self.commands: list[tuple[str, ...]] = []

    def run(
        self,
        args: list[str],
        cwd: str,
        additional_env: Mapping[str, str],
        on_output: Callable[[str], None] | None = None,
        on_error: Callable[[str], None] | None = None,
    ) -> CommandResult:
        self.commands.append(tuple(args[:2] if args[0] in {"stack", "config"} else args[:1]))
        return super().run(args, cwd, additional_env, on_output, on_error)


@pytest.fixture
def command(settings: Settings) -> RecordingCommand:
    return RecordingCommand(toolchain.ensure(settings, print))


@pytest.fixture
def project(tmp_path: Path, command: RecordingCommand) -> Project:
    root, state = tmp_path / "shop", tmp_path / "state"
    root.mkdir()
    (root / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (root / "__main__.py").write_text(PROGRAM.replace("Config()", "Config('shop')"))
    backend = checkpoint.backend(state)
    backend.mkdir(parents=True)
    secrets.passphrase_file(state)
    variables = environment.pulumi(state, backend, Path(command.command).parent)
    return Project(root, "shop", state, backend, command, {**variables, "PULUMI_PYTHON_CMD": sys.executable}, print)


FIRST_UPDATE = [("stack", "init"), ("config", "set-all"), ("up",)]


def test_a_first_update_creates_configures_and_updates_each_stack(project: Project, command: RecordingCommand) -> None:
    assert project.update(("east", "west"), CONFIG) == {"create": 2}
    assert sorted(command.commands) == sorted(FIRST_UPDATE * 2)
    assert set(checkpoint.summaries(project.state, project.name)) == {"east", "west"}


def test_a_further_update_is_one_run_of_the_cli(project: Project, command: RecordingCommand) -> None:
    project.update(("east",), CONFIG)
    command.commands.clear()
    assert project.update(("east",), None) == {"same": 1}
    assert command.commands == [("up",)]


def test_an_update_that_fails_is_reported_although_nothing_is_read_back(project: Project) -> None:
    (project.program / "__main__.py").write_text("raise KeyError('mobile')")
    with pytest.raises(UpdateFailed, match="mobile"):
        project.update(("east",), CONFIG)


def test_a_plan_does_not_select_a_stack(project: Project, command: RecordingCommand, tmp_path: Path) -> None:
    planned = project.plan(("east",), CONFIG, tmp_path)
    assert planned["east"].outputs["name"] == "gilt"
    assert command.commands == [("stack", "init"), ("config", "set-all"), ("preview",)]


def test_a_stack_is_destroyed_without_a_run_of_its_program(project: Project, command: RecordingCommand) -> None:
    project.update(("east",), CONFIG)
    (project.program / "__main__.py").write_text("raise KeyError('east left the estate')")
    command.commands.clear()
    plan = project.plan_destruction("east")
    assert plan["changeSummary"] == {"delete": 1}
    assert [step["op"] for step in plan["steps"]] == ["delete"]
    assert checkpoint.summaries(project.state, project.name)["east"]["resources"] == 1
    assert project.destroy(("east",)) == {"delete": 1}
    assert checkpoint.summaries(project.state, project.name)["east"]["resources"] == 0
    assert command.commands == [("destroy",), ("destroy",)]
