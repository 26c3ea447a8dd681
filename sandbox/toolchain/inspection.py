"""The checks of `sandbox doctor` for the extra `sandbox`: they neither fetch nor build anything."""

from __future__ import annotations

import shutil

from sandbox.doctor.finding import Finding
from sandbox.settings import Settings
from sandbox.toolchain import aws_clients, build, installed
from sandbox.toolchain.environments import NEEDED_MB, engine_environment_is_current
from sandbox.toolchain.pulumi import made_folder, outside
from sandbox.toolchain.versions import OLDEST_PULUMI, PULUMI, written

MB = 1024 * 1024
SMALLEST_MB = 200
"""Free space that a running sandbox needs for state and logs."""


def inspect(settings: Settings, search: str | None = None) -> list[Finding]:
    """Return a finding for each tool that the sandbox needs and for disk space; `search` replaces PATH."""
    findings = [_localstack(settings), _pulumi(settings, search), _disk(settings, search)]
    findings += [found for found in (aws_clients.aws_cli(search), aws_clients.environment()) if found is not None]
    if settings.engine == "docker":
        findings.append(_docker(search))
    return findings


def _localstack(settings: Settings) -> Finding:
    current = engine_environment_is_current(settings)
    return Finding("LocalStack", True, "installed from the lock" if current else "not installed yet: `up` installs it")


def _pulumi(settings: Settings, search: str | None) -> Finding:
    found = installed.find(outside(settings, search))
    if found is not None and not found.unfit:
        return Finding("Pulumi", True, f"{written(found.version or OLDEST_PULUMI)} at {found.pulumi}")
    unfit = f" ({found.unfit})" if found else ""
    if made_folder(settings).is_dir():
        return Finding("Pulumi", True, f"{PULUMI} at {made_folder(settings)}{unfit}")
    try:
        go = build.go(search)
    except build.NotBuilt as reason:
        return Finding(
            "Pulumi",
            False,
            f"not there yet{unfit}; it can only be downloaded: {reason}",
            f"With a network `up` fetches it; without one, install Pulumi {written(OLDEST_PULUMI)} or newer, or Go.",
        )
    return Finding("Pulumi", True, f"not there yet{unfit}; `up` fetches it, or builds it with {go}")


def _disk(settings: Settings, search: str | None) -> Finding:
    pulumi_is_there = made_folder(settings).is_dir() or installed.find(outside(settings, search)) is not None
    needed = (0 if engine_environment_is_current(settings) else NEEDED_MB) + (0 if pulumi_is_there else build.NEEDED_MB)
    folders = [
        next(path for path in (folder, *folder.parents) if path.exists()) for folder in (settings.state, settings.cache)
    ]
    free = min(shutil.disk_usage(folder).free for folder in folders) // MB
    good = free >= max(needed, SMALLEST_MB)
    return Finding(
        "Disk",
        good,
        f"{free} MB free, the next `up` needs at most {needed} MB",
        "" if good else f"Free some space under {folders[0]} or {folders[1]}, or set CAUSEWAY_CACHE to another disk.",
    )


def _docker(search: str | None) -> Finding:
    found = shutil.which("docker", path=search)
    return Finding(
        "Docker",
        found is not None,
        found or "not on PATH",
        "" if found else "Install docker, or leave out --engine docker: the host form does not need it.",
    )
