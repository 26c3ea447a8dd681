"""Installs the plugin into a PULUMI_HOME, and ends its host."""

import importlib.metadata
import os
import shlex
import shutil
import signal
from pathlib import Path
from typing import Final

import psutil

from sandbox.processes import belongs
from sandbox.provider import plugin

NAME: Final = "pulumi-resource-aws"


def install(home: Path, python: Path) -> Path:
    """Install the plugin in the version of the installed SDK and return its folder."""
    folder = home / "plugins" / f"resource-aws-v{importlib.metadata.version('pulumi-aws')}"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(plugin.__file__, folder / "plugin.py")
    command = shlex.join([str(python), "-IS", str(folder / "plugin.py"), str(python)])
    script = folder / NAME
    script.write_text(f"#!/bin/sh\nexec {command}\n")
    script.chmod(0o755)
    return folder


def stop(home: Path) -> list[int]:
    """End the hosts of this PULUMI_HOME and return their pids."""
    ended = []
    for pid_file in sorted((home / "plugins").glob("resource-aws-v*/host.pid")):
        pid = int(pid_file.read_text())
        if _is_host(pid, pid_file.parent):
            os.kill(pid, signal.SIGTERM)
            psutil.wait_procs([psutil.Process(pid)], timeout=5) if psutil.pid_exists(pid) else None
            ended.append(pid)
        pid_file.unlink(missing_ok=True)
        (pid_file.parent / plugin.SOCKET).unlink(missing_ok=True)
    return ended


def _is_host(pid: int, folder: Path) -> bool:
    """Return whether the pid is that of the folder's host, and not reused by another process."""
    try:
        command = psutil.Process(pid).cmdline()
    except psutil.NoSuchProcess:
        return False
    match command:
        case [_, "-m", "sandbox.provider.host", named, *_]:
            return belongs(named, folder)
    return False
