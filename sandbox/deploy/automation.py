"""Pulumi's Automation API without the runs of the CLI whose answers nobody here reads: each costs time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pulumi.automation import LocalWorkspace, OutputMap, PulumiCommand, Stack, UpdateSummary
from pulumi.automation._cmd import CommandResult
from pulumi.automation.errors import StackNotFoundError

from sandbox.deploy import checkpoint

UNREAD = UpdateSummary("update", datetime.min, "", {}, {}, "succeeded")  # noqa: DTZ901 - no moment is meant
"""For `Stack.up`, which insists on one; what an update changed is told by its events."""


class Workspace(LocalWorkspace):
    """A workspace over the program's own folder: no copy, no inline program."""

    def __init__(
        self, program: Path, project: str, backend: Path, variables: Mapping[str, str], command: PulumiCommand
    ) -> None:
        super().__init__(work_dir=str(program), env_vars=dict(variables), pulumi_command=command)
        self._backend = backend
        self._project = project

    def select_stack(self, stack_name: str) -> None:
        """See whether it is there; every command names its stack, so none need be the selected one."""
        if not checkpoint.holds(self._backend, self._project, stack_name):
            raise StackNotFoundError(CommandResult(stdout="", stderr=f"no stack named '{stack_name}' found", code=1))


class UpdatedStack(Stack):
    """A stack that is updated or planned; `up` reads back neither its outputs (twice) nor its history."""

    def outputs(self) -> OutputMap:
        """None: `Progress` hears them."""
        return {}

    def info(self, show_secrets: bool = True) -> UpdateSummary:  # noqa: ARG002 - the Automation API's own
        """No word of its history; a failed update has ended in an error before."""
        return UNREAD
