"""Finds this project's engine by its processes or container, where `engine.json` is lost, damaged or out of date."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil

from sandbox.engine import docker, record
from sandbox.engine.errors import EngineOfAnotherVersion, NoDocker
from sandbox.engine.model import Record
from sandbox.engine.process import INSTANCE, LAUNCH, VERSION, alive
from sandbox.settings import Settings

MAIN = "localstack.runtime.main"
"""Part of the command line of an engine's own process; its children have the same environment."""


def folder(settings: Settings) -> Path:
    """Return the working directory of this project's engines, by which their processes are known.

    The kernel follows it when the project is moved, and a copy of the project has another.
    """
    return settings.state / "engine"


def find(settings: Settings) -> Record | None:
    """Return the record of the engine that runs; None where none does.

    Raises EngineOfAnotherVersion for one that another version of the sandbox started.
    """
    for process, given in _marked(folder(settings)):
        line = _command_line(process)
        if MAIN in " ".join(line) and LAUNCH not in line:  # not the shell that watches it
            made_by = given.get(VERSION, "unknown")
            if made_by != record.MADE_BY:
                raise EngineOfAnotherVersion(folder(settings), made_by, record.MADE_BY)
            return _record(process, given)
    return None


def find_container(settings: Settings) -> Record | None:
    """Return the record of this project's container; None where docker is missing or has none."""
    if shutil.which("docker") is None:
        return None
    try:
        return docker.find(settings)
    except NoDocker:
        return None


def instances(settings: Settings) -> set[str]:
    """Return the instances of all processes of this project's engines, those of killed engines included."""
    return {given[INSTANCE] for _, given in _marked(folder(settings))}


def _marked(where: Path) -> list[tuple[psutil.Process, Mapping[str, str]]]:
    found = []
    for process in psutil.process_iter():
        try:
            given = process.environ()
            if INSTANCE in given and alive(process) and Path(process.cwd()).samefile(where):
                found.append((process, given))
        except (psutil.Error, OSError):  # gone meanwhile, of another user, or its folder is deleted
            continue
    return found


def _command_line(process: psutil.Process) -> list[str]:
    try:
        line: list[str] = process.cmdline()
    except psutil.Error:
        return []
    return line


def _record(process: psutil.Process, given: Mapping[str, Any]) -> Record:
    address = given["GATEWAY_LISTEN"]
    return Record(
        made_by=record.MADE_BY,
        form="host",
        endpoint=f"http://{address}",
        port=int(address.rpartition(":")[2]),
        instance=given[INSTANCE],
        pid=process.pid,
        created=process.create_time(),
    )
