"""What does `doctor` find on this machine? Looks only; fetches and builds nothing."""

from __future__ import annotations

import platform
import shutil
import sys

from sandbox.settings import Settings
from sandbox.toolchain import build, installed
from sandbox.toolchain.environments import NEEDED_MB, engine_environment_is_current
from sandbox.toolchain.model import Finding
from sandbox.toolchain.pulumi import made_folder, outside
from sandbox.toolchain.versions import OLDEST_PULUMI, PULUMI, written

MB = 1024 * 1024


def inspect(settings: Settings, search: str | None = None) -> list[Finding]:
    """Every tool and room that the sandbox needs, good or not; `search` stands in for PATH."""
    findings = [_python(), _localstack(settings), _pulumi(settings, search), _room(settings, search)]
    if settings.engine == "docker":
        findings.append(_docker(search))
    return findings


def _python() -> Finding:
    good = sys.version_info[:2] == (3, 13) and sys.implementation.name == "cpython"
    return Finding(
        "Python",
        good,
        f"{sys.implementation.name} {platform.python_version()} at {sys.executable}",
        "" if good else "Run the sandbox from the environment that `make sandbox-up` makes.",
    )


def _localstack(settings: Settings) -> Finding:
    current = engine_environment_is_current(settings)
    return Finding("LocalStack", True, "installed from the lock" if current else "not installed yet: `up` does it")


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
            f"not there yet{unfit}; it can only be downloaded, for {reason}",
            f"With a network `up` fetches it; without one, install Pulumi {written(OLDEST_PULUMI)} or newer, or Go.",
        )
    return Finding("Pulumi", True, f"not there yet{unfit}; `up` fetches it, or builds it with {go}")


def _room(settings: Settings, search: str | None) -> Finding:
    pulumi_is_there = made_folder(settings).is_dir() or installed.find(outside(settings, search)) is not None
    needed = (0 if engine_environment_is_current(settings) else NEEDED_MB) + (0 if pulumi_is_there else build.NEEDED_MB)
    folders = [
        next(path for path in (folder, *folder.parents) if path.exists()) for folder in (settings.state, settings.cache)
    ]
    free = min(shutil.disk_usage(folder).free for folder in folders) // MB
    good = free >= max(needed, 200)
    return Finding(
        "Disk",
        good,
        f"{free} MB free, at most {needed} MB to be used by the next `up`",
        "" if good else f"Free some room under {folders[0]} or {folders[1]}, or set CAUSEWAY_CACHE to another disk.",
    )


def _docker(search: str | None) -> Finding:
    found = shutil.which("docker", path=search)
    return Finding(
        "Docker",
        found is not None,
        found or "not on PATH",
        "" if found else "Install docker, or leave --engine docker away: the host form needs none.",
    )
