"""The Pulumi CLI as the Automation API runs it, in a process group of its own so that it ends in order on ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from pulumi.automation import PulumiCommand
from pulumi.automation._cmd import CommandResult
from pulumi.automation.errors import create_command_error
from semver import VersionInfo

from sandbox.deploy import environment
from sandbox.processes import interruptible


class Command(PulumiCommand):
    """Run the CLI that the toolchain found; a terminal's ctrl-C reaches this process only, which forwards it once."""

    def __init__(self, executable: Path, version: str) -> None:
        self.command = str(executable)
        self.version = VersionInfo.parse(version.removeprefix("v"))
        self._running: set[subprocess.Popen[str]] = set()

    def run(
        self,
        args: list[str],
        cwd: str,
        additional_env: Mapping[str, str],
        on_output: Callable[[str], None] | None = None,
        on_error: Callable[[str], None] | None = None,
    ) -> CommandResult:
        """Run one command to its end; raises CommandError if it fails."""
        process = subprocess.Popen(
            interruptible([self.command, "--non-interactive", *args]),
            cwd=cwd,
            env={**environment.inherited(os.environ), **additional_env, "PULUMI_AUTOMATION_API": "true"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            process_group=0,
        )
        self._running.add(process)
        try:
            stderr: list[str] = []
            reader = threading.Thread(target=_drain, args=(process.stderr, on_error, stderr))
            reader.start()
            stdout: list[str] = []
            _drain(process.stdout, on_output, stdout)
            reader.join()
            code = process.wait()
        finally:
            self._running.discard(process)
        result = CommandResult(stdout="\n".join(stdout), stderr="\n".join(stderr), code=code)
        if code != 0:
            raise create_command_error(result)
        return result

    def interrupt(self) -> None:
        """Send SIGINT to every running command: Pulumi completes the operations in progress and stops."""
        for process in tuple(self._running):
            process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        """Kill every running command, its plugins and its program."""
        for process in tuple(self._running):
            os.killpg(process.pid, signal.SIGKILL)


def _drain(stream: IO[str] | None, on_line: Callable[[str], None] | None, lines: list[str]) -> None:
    if stream is None:
        return
    for line in stream:
        lines.append(line.rstrip())
        if on_line is not None:
            on_line(lines[-1])
    stream.close()
