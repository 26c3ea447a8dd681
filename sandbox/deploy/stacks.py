"""Run stacks through the Automation API: configure, update, plan."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pulumi.automation._stack import StackInitMode
from pulumi.automation.errors import CommandError

from sandbox.deploy.automation import UpdatedStack, Workspace
from sandbox.deploy.errors import DiskFull, NotServed, UpdateFailed, UpdateInterrupted
from sandbox.deploy.failure import disk_full, explain, not_served
from sandbox.deploy.progress import Progress, StepListener
from sandbox.deploy.pulumi_command import Command
from sandbox.deploy.stack_order import MAX_CONCURRENT_STACKS
from sandbox.project import pulumi_file
from sandbox.provider.functions_file import FUNCTIONS_FILE, recorded_functions
from sandbox.provider.unserved_file import UNSERVED_FILE, recorded_unserved

UNSAVED = "failed to save snapshot"
"""Part of Pulumi's message where an update ran and its state could not be written."""


@dataclass(frozen=True)
class Config:
    """Configuration of a stack: plain values, and secrets that Pulumi encrypts."""

    plain: Mapping[str, str]
    secret: Mapping[str, str]

    def fingerprint(self) -> str:
        """Return a digest that is equal for equal values."""
        return hashlib.sha256(json.dumps([dict(self.plain), dict(self.secret)], sort_keys=True).encode()).hexdigest()

    def arguments(self) -> list[str]:
        """Return the arguments of `pulumi config set-all`."""
        return [
            *(f"--plaintext={key}={value}" for key, value in self.plain.items()),
            *(f"--secret={key}={value}" for key, value in self.secret.items()),
        ]


@dataclass(frozen=True)
class Plan:
    """The plan of one stack."""

    document: dict[str, Any]
    """What `pulumi preview --json` prints, and the functions that the program invokes as `functions`."""
    outputs: dict[str, Any]
    """The planned outputs of the stack, which that document does not hold."""


@dataclass(frozen=True)
class Project:
    """The Pulumi project and how to run the CLI on it."""

    program: Path
    """The folder that holds Pulumi.yaml."""
    name: str
    state: Path
    backend: Path
    """Folder of the Pulumi backend: below `state`, or one of a plan's own."""
    command: Command
    variables: Mapping[str, str]
    notify: Callable[[str], None]
    listeners: Sequence[StepListener] = ()

    def _stack(self, name: str) -> UpdatedStack:
        """Return the stack of that name; make it where there is none."""
        workspace = Workspace(self.program, self.name, self.backend, self.variables, self.command)
        return UpdatedStack(name, workspace, StackInitMode.CREATE_OR_SELECT)

    def update(self, names: tuple[str, ...], config: Config | None) -> Counter[str]:
        """Update stacks that do not depend on one another; return the number of resources by operation.

        Raises UpdateFailed, UpdateInterrupted, DiskFull.
        """
        return self._change(names, lambda name: self._update_one(name, config))

    def destroy(self, names: tuple[str, ...]) -> Counter[str]:
        """Destroy the resources of stacks that do not depend on one another, without a run of the program.

        Return the number of resources by operation. Raises UpdateFailed, UpdateInterrupted, DiskFull.
        """
        return self._change(names, self._destroy_one)

    def _change(self, names: tuple[str, ...], change: Callable[[str], Counter[str]]) -> Counter[str]:
        with ThreadPoolExecutor(MAX_CONCURRENT_STACKS) as pool:
            tasks = [pool.submit(change, name) for name in names]
            try:
                return sum((task.result() for task in tasks), Counter())
            except KeyboardInterrupt:
                self._stop(pool)
                raise UpdateInterrupted from None

    def _stop(self, pool: ThreadPoolExecutor) -> None:
        """Let AWS calls in progress complete, so that the state holds their results."""
        try:
            self.notify("Stopping after the operations in progress; ctrl-C again stops at once.")
            self.command.interrupt()
            pool.shutdown(wait=True, cancel_futures=True)
        except KeyboardInterrupt:
            self.command.kill()
            raise UpdateInterrupted(state_written=False) from None

    def _update_one(self, name: str, config: Config | None) -> Counter[str]:
        progress = Progress(name, self.notify, self.listeners)
        with self._errors_of(name, progress):
            stack = self._stack(name)
            if config is not None:
                self._configure(name, config, None)
            stack.up(on_event=progress, suppress_outputs=True, suppress_progress=True, color="never")
        return progress.changes

    def _destroy_one(self, name: str) -> Counter[str]:
        progress = Progress(name, self.notify, self.listeners)
        with self._errors_of(name, progress):
            self._stack(name).destroy(on_event=progress, suppress_outputs=True, suppress_progress=True, color="never")
        return progress.changes

    def plan(self, names: tuple[str, ...], config: Config, scratch: Path) -> dict[str, Plan]:
        """Return plans of stacks that do not depend on one another; the project's stack settings stay as they are."""
        with ThreadPoolExecutor(MAX_CONCURRENT_STACKS) as pool:
            tasks = {name: pool.submit(self._plan_one, name, config, scratch) for name in names}
            try:
                return {name: task.result() for name, task in tasks.items()}
            except BaseException:  # also a failure: the other plans are of no use then
                self.command.kill()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _plan_one(self, name: str, config: Config, scratch: Path) -> Plan:
        progress = Progress(name, self.notify)
        config_file = scratch / f"{name}.yaml"
        functions, unserved = scratch / f"{name}.functions", scratch / f"{name}.unserved"
        files = {FUNCTIONS_FILE: str(functions), UNSERVED_FILE: str(unserved)}
        try:
            with self._errors_of(name, progress):
                recording = replace(self, variables={**self.variables, **files})
                stack = recording._stack(name)  # noqa: SLF001 - of this class
                own = pulumi_file.stack_settings(self.program, name)
                if own.is_file():
                    shutil.copy(own, config_file)  # the project's own settings count too, and its file stays as it is
                self._configure(name, config, config_file)
                result = stack.preview(on_event=progress, json=True, config_file=str(config_file), color="never")
        except UpdateFailed as failed:
            refused = tuple(not_served(*each) for each in recorded_unserved(unserved))
            raise (NotServed(name, (*failed.failures, *refused)) if refused else failed) from failed
        if refused := tuple(not_served(*each) for each in recorded_unserved(unserved)):
            raise NotServed(name, refused)
        found = {"functions": called} if (called := recorded_functions(functions)) else {}
        return Plan({**json.loads(result.stdout), **found}, progress.outputs)

    def plan_destruction(self, name: str) -> dict[str, Any]:
        """Return the plan of destroying a stack, as `pulumi destroy --preview-only --json` prints it."""
        with self._errors_of(name, Progress(name, self.notify)):
            arguments = ["destroy", "--preview-only", "--json", "--stack", name, "--color", "never"]
            result = self.command.run(arguments, str(self.program), self.variables)
        return dict(json.loads(result.stdout))

    def select(self, name: str) -> None:
        """Make the stack the one that plain `pulumi` takes in this project's folder."""
        self.command.run(["stack", "select", name], str(self.program), self.variables)

    def _configure(self, name: str, config: Config, file: Path | None) -> None:
        if not config.arguments():
            if file is not None:
                file.touch()  # the preview reads it
            return
        option = [] if file is None else ["--config-file", str(file)]
        arguments = ["config", "set-all", "--stack", name, *option, *config.arguments()]
        self.command.run(arguments, str(self.program), self.variables)

    @contextmanager
    def _errors_of(self, name: str, progress: Progress) -> Iterator[None]:
        try:
            yield
        except CommandError as error:
            text = str(error)
            if disk_full(text) or any(disk_full(failure.message) for failure in progress.failures):
                raise DiskFull.at(self.state) from error
            failures = tuple(progress.failures) or (explain(None, text),)
            raise UpdateFailed(name, failures, state_written=UNSAVED not in text) from error
