"""Pulumi's Automation API without the CLI runs whose output is not used here; each takes about half a second."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pulumi.automation import LocalWorkspace, OutputMap, PulumiCommand, Stack, UpdateSummary
from pulumi.automation._cmd import CommandResult
from pulumi.automation.errors import StackNotFoundError

from sandbox.deploy import checkpoint

NO_SUMMARY = UpdateSummary("update", datetime.min, "", {}, {}, "succeeded")  # noqa: DTZ901 - no moment is meant
"""For `Stack.up`, which requires one; what an update changed is taken from its events."""


class Workspace(LocalWorkspace):
    """A workspace in the program's own folder, without a copy or an inline program."""

    def __init__(
        self, program: Path, project: str, backend: Path, variables: Mapping[str, str], command: PulumiCommand
    ) -> None:
        super().__init__(work_dir=str(program), env_vars=dict(variables), pulumi_command=command)
        self._backend = backend
        self._project = project

    def create_stack(self, stack_name: str) -> None:
        """Make the stack and leave the selected one as it is."""
        self._run_pulumi_cmd_sync(["stack", "init", stack_name, "--no-select"])

    def select_stack(self, stack_name: str) -> None:
        """Raise StackNotFoundError where there is none; every command names its stack, so none is selected."""
        if not checkpoint.holds(self._backend, self._project, stack_name):
            raise StackNotFoundError(CommandResult(stdout="", stderr=f"no stack named '{stack_name}' found", code=1))


class UpdatedStack(Stack):
    """A stack whose outputs and history are not read after an update."""

    def outputs(self) -> OutputMap:
        """Return none: `Progress` takes them from the events."""
        return {}

    def info(self, show_secrets: bool = True) -> UpdateSummary:  # noqa: ARG002 - the Automation API's own
        """Return a fixed summary; a failed update has raised before."""
        return NO_SUMMARY
