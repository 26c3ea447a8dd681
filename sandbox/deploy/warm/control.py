"""Start and stop the warm host of a clone."""

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
from sandbox.deploy.warm import client, wire
from sandbox.processes import belongs, end

PATIENCE = 5
"""Seconds that it gets to end."""

SHOWN = 2
"""Seconds in which a process that was just started shows its command line."""


def folder(state: Path) -> Path:
    """Where its socket, its mark and the stand-in for `python` lie."""
    return state / "warm"


def start(root: Path, state: Path) -> None:
    """Start it unless it runs; it warms up by itself, and whoever calls it meanwhile waits."""
    here = folder(state)
    here.mkdir(parents=True, exist_ok=True)
    libraries = distributions.libraries(root)
    if (host := _running(here)) is not None:
        if _mark(here).get("libraries") == libraries:
            return
        _end(host)
    with (here / "log").open("w") as log, wire.listen(str(here)) as listener:
        os.set_inheritable(listener.fileno(), True)
        program = ["-m", "sandbox.deploy.warm.host", str(here), str(root), str(listener.fileno())]
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
    """Start the host anew where one runs that imported its libraries before they changed."""
    if _running(folder(state)) is not None:
        start(root, state)


def stop(state: Path) -> None:
    """End it and every program that it runs, or ran when it was killed."""
    here = folder(state)
    host = _running(here)
    if host is not None:
        _end(host)
    end([], _forked(here), timeout_seconds=PATIENCE)
    (here / "host.json").unlink(missing_ok=True)
    (here / wire.SOCKET).unlink(missing_ok=True)


def variables(state: Path) -> dict[str, str]:
    """What makes the language host ask for it: its own variable for the interpreter."""
    script = folder(state) / "python"
    command = [sys.executable, "-IS", str(client.__file__), str(folder(state)), sys.executable]
    text = f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n'
    if not script.exists() or script.read_text() != text:  # a clone that was moved has another
        script.parent.mkdir(parents=True, exist_ok=True)
        fresh = script.with_suffix(".new")
        fresh.write_text(text)
        fresh.chmod(0o755)
        fresh.replace(script)
    return {"PULUMI_PYTHON_CMD": str(script)}


def _running(here: Path) -> psutil.Process | None:
    """Return the host that runs for a folder."""
    try:
        host = psutil.Process(_mark(here)["pid"])
        return host if _is_host(host, here) else None
    except (KeyError, psutil.Error):
        return None


def _mark(here: Path) -> dict[str, Any]:
    """Return what is kept of the host that was started last: its process id and the digest of its libraries."""
    try:
        return dict(json.loads((here / "host.json").read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def _is_host(process: psutil.Process, here: Path) -> bool:
    """Whether the pid is still that host's, and not somebody's who came later."""
    named = _served(_command_line(process))
    return named is not None and belongs(named, here)


def _forked(here: Path) -> list[psutil.Process]:
    """Programs that outlived their host: each is a fork of it, and shows its command line.

    A folder that is no more might have been any clone's: what was started from there is left alone.
    """
    found = ((process, _served(process.info["cmdline"] or [])) for process in psutil.process_iter(["cmdline"]))
    return [process for process, named in found if named and Path(named).exists() and belongs(named, here)]


def _served(command_line: list[str]) -> str | None:
    """The folder that a host was started with; None for what is no host."""
    match command_line:
        case [_, "-m", "sandbox.deploy.warm.host", named, *_]:
            return named
    return None


def _command_line(process: psutil.Process) -> list[str]:
    """What it was started with; a process that has only just become a program shows nothing for a moment."""
    deadline = time.monotonic() + SHOWN
    while not (shown := process.cmdline()) and process.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            break
        time.sleep(0.01)
    return list(shown)


def _end(host: psutil.Process) -> None:
    end([host], host.children(recursive=True), timeout_seconds=PATIENCE)
