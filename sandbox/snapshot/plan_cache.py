"""The plan of the program as it stands: made by Pulumi when a file of it has changed, kept until the next change."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.deploy.preview import preview
from sandbox.estate.model import Estate
from sandbox.settings import Settings

_PROGRAM = ("accounts/**/*.py", "network/**/*.py", "estate/**/*.py", "sandbox/provider/**/*.py", "*.py", "Pulumi*.yaml")


def planned(settings: Settings, estate: Estate) -> Mapping[str, Any]:
    """Stack name -> plan."""
    kept = settings.state / "plans" / f"{_digest(settings)}.json"
    if kept.is_file():
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    plans = preview(settings, estate, _quiet, anew=True)
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob("*.json"):
        old.unlink(missing_ok=True)
    written = kept.with_suffix(f".{os.getpid()}")
    written.write_text(json.dumps(plans), encoding="utf-8")
    written.replace(kept)  # at once, for two test runs may plan at the same time
    return plans


def _quiet(_: str) -> None:
    """A test run has no place for progress."""


def _digest(settings: Settings) -> str:
    """Of every file that the plan is made from."""
    read = hashlib.sha256()
    for path in (*_files(settings.root), settings.estate):
        read.update(f"{path}\0".encode())
        read.update(path.read_bytes())
    return read.hexdigest()[:32]


def _files(root: Path) -> Iterator[Path]:
    for pattern in _PROGRAM:
        yield from sorted(root.glob(pattern))
