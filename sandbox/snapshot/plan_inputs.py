"""Digests of everything that a plan is made from; a plan that is kept holds for one digest alone.

Not covered, because it cannot be seen from here: files outside of the project that no installed distribution holds,
responses of the network, the clock and the output of other programs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

from sandbox.deploy import distributions, environment, secrets
from sandbox.deploy.stack_configuration import configuration
from sandbox.estate.model import Estate
from sandbox.package_data import PACKAGE
from sandbox.project import pulumi_file
from sandbox.settings import Settings
from sandbox.snapshot import project_files
from sandbox.snapshot.repository import Repository
from sandbox.toolchain import pulumi
from sandbox.toolchain.installed import BESIDE

_LENGTH = 32
"""Hexadecimal digits of a key: 128 bits, as a file's name."""


def of_project(settings: Settings, estate: Estate) -> str:
    """Return the digest of everything that the plan of the project, as its files are now, is made from."""
    bgp = secrets.planned_bgp_keys(settings.state, estate.datacentre.lines)
    apart = () if settings.program.is_relative_to(settings.root) else (settings.program,)
    contents: dict[str, bytes] = {}
    return _key(
        *(
            project_files.digest(folder, settings.state, settings.project.policy_tests, contents)
            for folder in (settings.root, *apart)
        ),
        settings.program,
        settings.project.stack,
        _stack_settings(settings),
        Repository(settings.root).head(),
        settings.estate,
        settings.estate.read_bytes(),
        configuration(settings, bgp, "all").fingerprint(),
        of_machine(settings, contents),
    )


def _stack_settings(settings: Settings) -> bytes:
    """Return the content of the stack's settings file, which may be outside of the project: b"" where there is none."""
    file = pulumi_file.stack_settings(settings.program, settings.project.stack)
    outside = not any(file.resolve().is_relative_to(folder) for folder in (settings.root, settings.program))
    return file.read_bytes() if outside and file.is_file() else b""


def of_machine(settings: Settings, contents: dict[str, bytes] | None = None) -> str:
    """Return the digest of what a plan is made from beside the project's files: tools, distributions, environment.

    `contents` holds digests of files that were read already, by path.
    """
    return _key(
        json.dumps(environment.inherited(os.environ), sort_keys=True),
        distributions.digest(project=settings.root, virtualenv=pulumi_file.virtualenv(settings.program)),
        project_files.digest(PACKAGE, settings.state, contents=contents),
        *_tools(settings),
    )


def _tools(settings: Settings) -> list[str]:
    """Return the executables that plan, and the names of the plugins that are installed beside our provider."""
    search = pulumi.outside(settings)
    built = pulumi.made_folder(settings)
    found = [Path(path) for name in ("pulumi", *BESIDE) if (path := shutil.which(name, path=search))]
    found += sorted(built.iterdir()) if built.is_dir() else []
    plugins = environment.home(settings.state) / "plugins"
    names = sorted(path.name for path in plugins.iterdir()) if plugins.is_dir() else []
    ours = "resource-aws"  # installed by each run from the sources of this package, which count by themselves
    return [*map(_status, found), *(name for name in names if not name.startswith(ours))]


def _status(path: Path) -> str:
    status = path.stat()
    return f"{path} {path.resolve()} {status.st_size} {status.st_mtime_ns} {status.st_ino}"


def _key(*parts: object) -> str:
    read = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        read.update(len(data).to_bytes(8) + data)
    return read.hexdigest()[:_LENGTH]
