"""The plan of the project as its files are now, made by Pulumi and kept until something that it is made from changes.

A plan is kept only where its inputs were the same before and after it was made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock

from sandbox.deploy.preview import preview
from sandbox.estate.model import Estate
from sandbox.settings import Settings
from sandbox.snapshot import plan_inputs

FOLDER = "plan-cache"
"""Where plans are kept, below the state folder; removing it is always safe."""
KEPT = 4
"""Plans that are kept, the latest ones: of one branch and another, of a terminal and a test run in each."""


def project_plans(settings: Settings, estate: Estate, *, fresh: bool = False) -> Mapping[str, Any]:
    """Return the plan of each stack of the project by the stack's name.

    Args:
        settings: Settings of the project.
        estate: The estate that its estate file describes.
        fresh: Run a new preview instead of using the cached plan: for inputs that `plan_inputs` cannot see.

    """
    before = plan_inputs.of_project(settings, estate)
    kept = settings.state / FOLDER / f"{before}.json"
    if not fresh and (plans := _read(kept)) is not None:
        return plans
    kept.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(kept.parent / "lock"):  # processes of one test run need the same plan: the first makes it
        if not fresh and (plans := _read(kept)) is not None:
            return plans
        made = preview(settings, estate, _quiet, ignore_deployed=True)
        if plan_inputs.of_project(settings, estate) == before:
            _keep(made, kept)
    return made


def _read(kept: Path) -> dict[str, Any] | None:
    """Return the plans of a file; None where it is not there, or another process has just removed it."""
    try:
        os.utime(kept)
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def _keep(plans: Mapping[str, Any], kept: Path) -> None:
    written = kept.with_suffix(f".{os.getpid()}")
    written.write_text(json.dumps(plans), encoding="utf-8")
    written.replace(kept)  # at once, since another process may read it
    latest = sorted(kept.parent.glob("*.json"), key=lambda plan: plan.stat().st_mtime_ns, reverse=True)
    for old in latest[KEPT:]:
        old.unlink(missing_ok=True)


def _quiet(_: str) -> None:
    """Discard progress: a test run has no place for it."""
