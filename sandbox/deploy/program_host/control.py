"""Start and stop the program host of a project."""

from __future__ import annotations

import json
import os
import shlex
import signal
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from sandbox.deploy import distributions
from sandbox.deploy.program_host import client, wire
from sandbox.processes import belongs, end

TERMINATION_SECONDS = 5

COMMAND_LINE_SECONDS = 2
"""How long a process that was just started may have no command line yet."""


def folder(state: Path) -> Path:
    """Return the folder of its socket, its record and the `python` script."""
    return state / "warm"


def start(root: Path, state: Path) -> None:
    """Start the host unless one runs with the same libraries; callers wait until it has imported them."""
    here = folder(state)
    here.mkdir(parents=True, exist_ok=True)
    libraries = distributions.libraries(root)
    if (host := _running(here)) is not None:
        if _record(here).get("libraries") == libraries:
            return
        _end(host)
    with (here / "log").open("w") as log, wire.listen(str(here)) as listener:
        os.set_inheritable(listener.fileno(), True)
        program = ["-m", "sandbox.deploy.program_host.host", str(here), str(root), str(listener.fileno())]
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, *program],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_DUP2, log.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, log.fileno(), 2),
            ],
            setsid=True,
            setsigdef=[signal.SIGINT],  # a shell starts background jobs with SIGINT ignored
        )
    (here / "host.json").write_text(json.dumps({"pid": pid, "libraries": libraries}))


def refresh(root: Path, state: Path) -> None:
    """Restart the host where one runs whose libraries have changed since it imported them."""
    if _running(folder(state)) is not None:
        start(root, state)


def stop(state: Path) -> None:
    """End the host and its programs, those of a host that was killed included."""
    here = folder(state)
    host = _running(here)
    if host is not None:
        _end(host)
    end([], _orphans(here), timeout_seconds=TERMINATION_SECONDS)
    (here / "host.json").unlink(missing_ok=True)
    (here / wire.SOCKET).unlink(missing_ok=True)


def variables(state: Path) -> dict[str, str]:
    """Return the variable that makes the language host use the program host; write the script that it names."""
    script = folder(state) / "python"
    command = [sys.executable, "-IS", str(client.__file__), str(folder(state)), sys.executable]
    text = f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n'
    if not script.exists() or script.read_text() != text:  # other after the project was moved
        script.parent.mkdir(parents=True, exist_ok=True)
        fresh = script.with_suffix(".new")
        fresh.write_text(text)
        fresh.chmod(0o755)
        fresh.replace(script)
    return {"PULUMI_PYTHON_CMD": str(script)}


def _running(here: Path) -> psutil.Process | None:
    """Return the running host of a folder, or None."""
    try:
        host = psutil.Process(_record(here)["pid"])
        return host if _is_host(host, here) else None
    except (KeyError, psutil.Error):
        return None


def _record(here: Path) -> dict[str, Any]:
    """Return process id and digest of the libraries of the host that was started last."""
    try:
        return dict(json.loads((here / "host.json").read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def _is_host(process: psutil.Process, here: Path) -> bool:
    """Return whether the process is a host of this folder, and not one that reused its process id."""
    named = _folder_of(_command_line(process))
    return named is not None and belongs(named, here)


def _orphans(here: Path) -> list[psutil.Process]:
    """Return programs that outlived their host: forks of it, with its command line.

    Those of a folder that no longer exists are left alone: it may have been another project's.
    """
    found = ((process, _folder_of(process.info["cmdline"] or [])) for process in psutil.process_iter(["cmdline"]))
    return [process for process, named in found if named and Path(named).exists() and belongs(named, here)]


def _folder_of(command_line: list[str]) -> str | None:
    """Return the folder that a host was started with; None for other processes."""
    match command_line:
        case [_, "-m", "sandbox.deploy.program_host.host", named, *_]:
            return named
    return None


def _command_line(process: psutil.Process) -> list[str]:
    """Return the command line; a process that was just started has none for a moment."""
    deadline = time.monotonic() + COMMAND_LINE_SECONDS
    while not (shown := process.cmdline()) and process.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            break
        time.sleep(0.01)
    return list(shown)


def _end(host: psutil.Process) -> None:
    end([host], host.children(recursive=True), timeout_seconds=TERMINATION_SECONDS)
