"""The plan of a commit's program: made once for each tree of files, by Pulumi, with nothing running.

The commit's program runs with the packages of this environment, and under this sandbox's own provider.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filelock import FileLock

from sandbox import estate
from sandbox.deploy.errors import UpdateFailed
from sandbox.deploy.preview import preview
from sandbox.package_data import PACKAGE
from sandbox.settings import Settings
from sandbox.snapshot.errors import RevisionUnplannable
from sandbox.snapshot.revisions.repository import Commit, Repository

type Say = Callable[[str], None]

_NOT_THE_PROGRAM = ("sandbox/", "tests/", "docs/", ".sandbox/")
"""Folders that no program reads: the sandbox that plans is the one at hand, not the commit's."""
_STACK_SETTINGS = re.compile(r"Pulumi\.[^/]+\.yaml")
"""They hold the salt of somebody's passphrase; a plan gets settings of its own."""
_PROVIDER = "provider/**/*.py"
_LOCK = "locks/project.txt"
_KEPT = 12
"""Plans of commits; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, its plan (stack name -> plan), and the folder that holds its program."""

    commit: Commit
    plans: Mapping[str, Any]
    program: Path


def planned(name: str, settings: Settings, say: Say) -> Revision:
    """Plan the program of a revision; raises NoRepository, RevisionUnknown, RevisionUnplannable."""
    repository = Repository(settings.root)
    commit = repository.commit(name)
    files = repository.files(commit.tree)
    if files.get(_LOCK) != repository.id_of(settings.root / _LOCK):
        say(f"{commit} has another {_LOCK}: its program runs with the packages that are installed here")
    kept = settings.state / "revisions"
    kept.mkdir(parents=True, exist_ok=True)
    folder = kept / _key(commit, settings)
    with FileLock(kept / "lock"):
        plan = folder / "plan.json"
        if not plan.is_file():
            say(f"planning {commit}")
            program = _written(repository, commit, files, folder / "program")
            plans = _plan(commit, _settings(settings, program))
            written = plan.with_suffix(".new")
            written.write_text(json.dumps(plans), encoding="utf-8")
            written.replace(plan)
        os.utime(plan)
        _forget(kept)
        return Revision(commit, json.loads(plan.read_text(encoding="utf-8")), folder / "program")


def _key(commit: Commit, settings: Settings) -> str:
    """Of all that the plan is made from: the commit's files, our provider, an estate file that lies elsewhere."""
    read = hashlib.sha256(commit.tree.encode())
    inside = settings.estate.is_relative_to(settings.root)
    read.update(str(settings.estate.relative_to(settings.root) if inside else settings.estate).encode())
    for path in (*sorted(PACKAGE.glob(_PROVIDER)), *(() if inside else (settings.estate,))):
        read.update(path.read_bytes())
    return read.hexdigest()[:20]


def _written(repository: Repository, commit: Commit, files: Iterable[str], program: Path) -> Path:
    """The commit's program in a folder, without the parts that none reads."""
    shutil.rmtree(program, ignore_errors=True)
    wanted = [path for path in files if not path.startswith(_NOT_THE_PROGRAM) and not _STACK_SETTINGS.fullmatch(path)]
    if "Pulumi.yaml" not in wanted:
        raise RevisionUnplannable(str(commit), "it holds no Pulumi.yaml", "Name a commit that has the program.")
    program.mkdir(parents=True)
    repository.write(commit.tree, wanted, program)
    return program


def _settings(settings: Settings, program: Path) -> Settings:
    """Those of a clone that holds the commit and in which nothing runs."""
    moved = settings.project.moved_to(program)
    return replace(settings, project=moved, engine="host", endpoint=None, port=None)


def _plan(commit: Commit, settings: Settings) -> dict[str, dict[str, Any]]:
    mend = "Name another commit, or mend the program and commit it."
    try:
        return preview(settings, estate.load(settings.estate), _quiet, anew=True)
    except estate.EstateInvalid as error:
        raise RevisionUnplannable(str(commit), f"its estate cannot be read: {error}", mend) from error
    except UpdateFailed as error:
        raise RevisionUnplannable(str(commit), f"its program cannot be planned: {error.happened}", mend) from error
    finally:
        shutil.rmtree(settings.state, ignore_errors=True)


def _forget(kept: Path) -> None:
    """Keep the latest; and nothing of those that could not be planned."""
    made = sorted(kept.glob("*/plan.json"), key=lambda plan: plan.stat().st_mtime_ns, reverse=True)
    staying = {plan.parent for plan in made[:_KEPT]}
    for folder in kept.iterdir():
        if folder.is_dir() and folder not in staying:
            shutil.rmtree(folder, ignore_errors=True)


def _quiet(_: str) -> None:
    """Pulumi's progress is of no use to who compares."""
