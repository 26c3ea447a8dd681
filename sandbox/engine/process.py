"""The engine's processes: started so that they outlive the command, found again, ended and waited for."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import psutil

from sandbox.engine.errors import EngineDied, EngineWillNotStop
from sandbox.processes import belongs

INSTANCE = "SANDBOX_INSTANCE"
"""Environment variable of every process of an engine, by which those of a killed engine are found."""

VERSION = "SANDBOX_VERSION"
"""Environment variable that says which version of the sandbox started an engine."""

CLOCK_TOLERANCE = 1.0
"""Seconds by which two readings of a process's start time may differ."""

LAST_LINES = 15
"""Lines of the log that an error quotes."""

ROUNDS = 5
ROUND_SECONDS = 2

LAUNCH = """
log="$1"; shift
(
  "$@" >"$log" 2>&1 </dev/null &
  echo $!
  exec >/dev/null 2>&1
  wait $!
  echo "causeway: the engine ended with exit status $?" >>"$log"
) &
"""
"""Starts the engine below a shell that belongs to init, not to the command, and logs how the engine ends."""

ENDED = re.compile(r"^causeway: the engine ended with exit status (\d+)$", re.MULTILINE)
SIGNALLED = 128
"""A shell's exit status of a process that a signal ended, less the signal's number."""


def launch(command: list[str], environment: Mapping[str, str], where: Path, log: Path) -> psutil.Process:
    """Start a command in its own session, with its output in the log. Raises EngineDied."""
    started = subprocess.run(
        ["/bin/sh", "-c", LAUNCH, "sh", str(log), *command],
        cwd=where,
        env=environment,
        start_new_session=True,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return psutil.Process(int(started.stdout))
    except psutil.NoSuchProcess as error:
        raise EngineDied(log, last_lines(log) or f"{command[0]} exited immediately") from error
    except ValueError as error:
        raise EngineDied(log, started.stderr.strip() or f"{command[0]} was not started") from error


def last_lines(log: Path) -> str:
    """Return the last lines of the log."""
    if not log.is_file():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-LAST_LINES:])


def find(pid: int | None, created: float | None) -> psutil.Process | None:
    """Return the process with this pid and start time; None where it is gone or the pid is reused."""
    if pid is None or created is None:
        return None
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - created) < CLOCK_TOLERANCE
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except psutil.NoSuchProcess:
        return None


def alive(process: psutil.Process) -> bool:
    """Return whether a process runs; a zombie does not."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def of_instance(instance: str, home: Path) -> list[psutil.Process]:
    """Return the processes of an instance with this HOME, those of a killed engine included."""
    return [process for process in psutil.process_iter() if is_of(process, instance, home)]


def is_of(process: psutil.Process, instance: str, home: Path) -> bool:
    """Return whether a process runs, is of the instance and has this HOME."""
    try:
        given = process.environ()
        return given.get(INSTANCE) == instance and belongs(given.get("HOME", ""), home) and alive(process)
    except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
        return False


def end(instance: str, home: Path) -> None:
    """End every process of the instance and wait until they are gone. Raises EngineWillNotStop.

    By SIGKILL: LocalStack has nothing to save, and answers SIGTERM with three seconds of 503.
    """
    rest: list[psutil.Process] = []
    for _ in range(ROUNDS):  # one that was being ended may have started another meanwhile
        if not (rest := of_instance(instance, home)):
            return
        _kill(rest)
    raise EngineWillNotStop([process.pid for process in rest])


def cause_of_death(log: str) -> str:
    """Return how the engine ended, by the last line of its log."""
    found = ENDED.findall(log)
    if not found:
        return "its process is gone, as after a restart of the machine"
    status = int(found[-1])
    if status == SIGNALLED + signal.SIGKILL:
        return "it was killed (SIGKILL), manually or by the kernel's out-of-memory killer"
    if status > SIGNALLED:
        return f"it was ended by {signal.Signals(status - SIGNALLED).name}"
    return f"it ended with exit status {status}"


def rss_mb(process: psutil.Process) -> int:
    """Return the resident memory of the process and its children, in megabytes."""
    total = 0
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    for member in family:
        try:
            total += member.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total // (1024 * 1024)


def _kill(processes: list[psutil.Process]) -> None:
    """Kill the processes and wait for a time until they are gone; a zombie counts as gone."""
    for process in processes:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    deadline = time.monotonic() + ROUND_SECONDS
    while (rest := [process for process in processes if alive(process)]) and time.monotonic() < deadline:
        psutil.wait_procs(rest, timeout=0.02)
