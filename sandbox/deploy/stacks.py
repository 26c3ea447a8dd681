"""Run stacks through the Automation API: configure, update, preview, list."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pulumi.automation._stack import StackInitMode
from pulumi.automation.errors import CommandError

from sandbox.deploy.automation import UpdatedStack, Workspace
from sandbox.deploy.command import Command
from sandbox.deploy.errors import DiskFull, UpdateFailed, UpdateInterrupted
from sandbox.deploy.failure import explain, full
from sandbox.deploy.progress import Progress
from sandbox.deploy.stack_order import AT_ONCE

UNSAVED = "failed to save snapshot"
"""Pulumi's words where an update ran and its state could not be written."""


@dataclass(frozen=True)
class Config:
    """What a stack is told: plain values, and secrets that Pulumi encrypts."""

    plain: Mapping[str, str]
    secret: Mapping[str, str]

    def fingerprint(self) -> str:
        """The same for the same values, and says nothing of them."""
        return hashlib.sha256(json.dumps([dict(self.plain), dict(self.secret)], sort_keys=True).encode()).hexdigest()

    def arguments(self) -> list[str]:
        """As `pulumi config set-all` takes them."""
        return [
            *(f"--plaintext={key}={value}" for key, value in self.plain.items()),
            *(f"--secret={key}={value}" for key, value in self.secret.items()),
        ]


@dataclass(frozen=True)
class Plan:
    """What `up` would do to one stack."""

    document: dict[str, Any]
    """Pulumi's own, as `pulumi preview --json` prints it."""
    outputs: dict[str, Any]
    """What the stack would hand to others, which that document does not hold."""


@dataclass(frozen=True)
class Project:
    """The Pulumi project and how to run the CLI on it."""

    program: Path
    """The folder that holds Pulumi.yaml."""
    name: str
    state: Path
    backend: Path
    """Where Pulumi keeps the stacks: below `state`, or a folder of a preview's own."""
    command: Command
    variables: Mapping[str, str]
    say: Callable[[str], None]

    def _stack(self, name: str) -> UpdatedStack:
        """The stack of that name, made where there is none."""
        workspace = Workspace(self.program, self.name, self.backend, self.variables, self.command)
        return UpdatedStack(name, workspace, StackInitMode.CREATE_OR_SELECT)

    def update(self, names: tuple[str, ...], config: Config | None) -> Counter[str]:
        """Bring stacks up that need nothing of one another: operation -> resources; raises `UpdateFailed`."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            tasks = [pool.submit(self._update_one, name, config) for name in names]
            try:
                return sum((task.result() for task in tasks), Counter())
            except KeyboardInterrupt:
                self._stop(pool)
                raise UpdateInterrupted from None

    def _stop(self, pool: ThreadPoolExecutor) -> None:
        """Let AWS calls that are under way come to their end, so that the state knows of all of them."""
        try:
            self.say("Stopping: what is under way comes to its end first; ctrl-C again stops at once.")
            self.command.interrupt()
            pool.shutdown(wait=True, cancel_futures=True)
        except KeyboardInterrupt:
            self.command.kill()
            raise UpdateInterrupted(state_written=False) from None

    def _update_one(self, name: str, config: Config | None) -> Counter[str]:
        progress = Progress(name, self.say)
        with self._explained(name, progress):
            stack = self._stack(name)
            if config is not None:
                self._configure(name, config, None)
            stack.up(on_event=progress, suppress_outputs=True, suppress_progress=True, color="never")
        return progress.changes

    def plan(self, names: tuple[str, ...], config: Config, scratch: Path) -> dict[str, Plan]:
        """Plans of stacks that need nothing of one another; touches no stack settings."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            tasks = {name: pool.submit(self._plan_one, name, config, scratch) for name in names}
            try:
                return {name: task.result() for name, task in tasks.items()}
            except BaseException:  # a failure too: what else is planned is of no use any more
                self.command.kill()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _plan_one(self, name: str, config: Config, scratch: Path) -> Plan:
        progress = Progress(name, self.say, steps=False)
        config_file = scratch / f"{name}.yaml"
        with self._explained(name, progress):
            stack = self._stack(name)
            self._configure(name, config, config_file)
            result = stack.preview(on_event=progress, json=True, config_file=str(config_file), color="never")
        return Plan(dict(json.loads(result.stdout)), progress.outputs)

    def _configure(self, name: str, config: Config, file: Path | None) -> None:
        elsewhere = [] if file is None else ["--config-file", str(file)]
        arguments = ["config", "set-all", "--stack", name, *elsewhere, *config.arguments()]
        self.command.run(arguments, str(self.program), self.variables)

    @contextmanager
    def _explained(self, name: str, progress: Progress) -> Iterator[None]:
        try:
            yield
        except CommandError as error:
            text = str(error)
            if full(text) or any(full(failure.message) for failure in progress.failures):
                raise DiskFull.at(self.state) from error
            failures = tuple(progress.failures) or (explain(None, text),)
            raise UpdateFailed(name, failures, state_written=UNSAVED not in text) from error
