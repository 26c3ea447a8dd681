"""Find a Pulumi CLI on this machine that is new enough and complete."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from sandbox.toolchain.versions import OLDEST_PULUMI, Version, parse, written

BESIDE = ("pulumi-language-python", "pulumi-language-python-exec", "pulumi-analyzer-policy-python")
"""The files that a Python program needs beside the CLI."""

SECONDS = 30


@dataclass(frozen=True)
class Installed:
    """A Pulumi CLI on PATH; `unfit` is the reason why it cannot be used, empty where it can."""

    pulumi: Path
    version: Version | None
    beside: dict[str, Path]
    unfit: str = ""

    @property
    def too_old(self) -> bool:
        """Return whether it is older than the SDK needs."""
        return self.version is not None and self.version < OLDEST_PULUMI


def find(search: str) -> Installed | None:
    """Return the first `pulumi` on the given PATH."""
    found = shutil.which("pulumi", path=search)
    if found is None:
        return None
    pulumi = Path(found)
    version = _version(pulumi, search)
    near = f"{pulumi.resolve().parent}{os.pathsep}{search}"
    beside = {name: Path(path) for name in BESIDE if (path := shutil.which(name, path=near))}
    return Installed(pulumi, version, beside, _unfit(pulumi, version, set(BESIDE) - set(beside)))


def _unfit(pulumi: Path, version: Version | None, missing: set[str]) -> str:
    if version is None:
        return f"{pulumi} prints no version"
    if version < OLDEST_PULUMI:
        return f"{pulumi} is {written(version)}, older than {written(OLDEST_PULUMI)}"
    if missing:
        return f"{pulumi} lacks {', '.join(sorted(missing))}"
    return ""


def _version(pulumi: Path, search: str) -> Version | None:
    quiet = {"PATH": search, "HOME": os.environ.get("HOME", "/"), "PULUMI_SKIP_UPDATE_CHECK": "true"}
    try:
        done = subprocess.run(
            [str(pulumi), "version"], env=quiet, capture_output=True, text=True, check=False, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return parse(done.stdout) if done.returncode == 0 else None
