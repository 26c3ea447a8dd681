"""The plan of a commit's program: made once for each tree of files, by Pulumi, with nothing running.

The commit's program runs with the packages of this environment, and under this sandbox's own provider.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from filelock import FileLock

from sandbox import estate
from sandbox.deploy import secrets
from sandbox.deploy.errors import UpdateFailed
from sandbox.deploy.preview import preview
from sandbox.package_data import PACKAGE
from sandbox.project import PROGRAMS, pulumi_file
from sandbox.project.pulumi_file import is_stack_settings
from sandbox.settings import Settings
from sandbox.snapshot import plan_inputs
from sandbox.snapshot.errors import RevisionUnplannable
from sandbox.snapshot.repository import Commit, Repository
from sandbox.snapshot.revisions.stack_settings import plain_values

type Notify = Callable[[str], None]

_LOCK = "locks/project.txt"
_KEPT = 12
"""Plans of commits that are kept: of a branch under review and of what it is compared with. The oldest go first."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, its plan (stack name -> plan), and where its files are."""

    commit: Commit
    plans: Mapping[str, Any]
    program: Path
    """Folder of the project's files as of the commit."""
    folder: Path
    """Folder in it that holds `Pulumi.yaml`."""


def plan_revision(name: str, settings: Settings, notify: Notify, *, fresh: bool = False) -> Revision:
    """Return the plan of a commit's program.

    Args:
        name: Whatever git takes for a commit: an id, a branch, a tag, `HEAD~2`.
        settings: Settings of the project; its folder lies in the repository.
        notify: Gets a line before each step that takes its time.
        fresh: Run a new preview instead of using the cached plan.

    Raises:
        NoRepository: The project lies in no git repository.
        RevisionUnknown: There is no such commit.
        RevisionUnplannable: The commit has no program, or it ends in an error.

    """
    repository = Repository(settings.root)
    commit = repository.commit(name)
    files = repository.files(commit.tree)
    if files.get(_LOCK) != repository.id_of(settings.root / _LOCK):
        notify(f"{commit} has another {_LOCK}: its program runs with the packages that are installed here")
    kept = settings.state / "revisions"
    kept.mkdir(parents=True, exist_ok=True)
    folder = kept / _key(commit, files, settings)
    with FileLock(kept / "lock"):
        plan = folder / "plan.json"
        if fresh or not plan.is_file():
            notify(f"planning {commit}")
            program = _written(
                repository, commit, _program_files(files, settings), folder / "program", _folder(settings)
            )
            _write_stack_settings(settings, files, program, notify)
            plans = _plan(commit, _settings(settings, program))
            written = plan.with_suffix(".new")
            written.write_text(json.dumps(plans), encoding="utf-8")
            written.replace(plan)
        os.utime(plan)
        _forget(kept)
        root = folder / "program"
        plans = json.loads(plan.read_text(encoding="utf-8"))
        return Revision(commit, plans, root, _settings(settings, root).program)


def _key(commit: Commit, files: Mapping[str, str], settings: Settings) -> str:
    """Return the digest of everything that the plan is made from: the commit's files, and this machine beside them."""
    read = hashlib.sha256(f"{commit.tree} {plan_inputs.of_machine(settings)}".encode())
    inside = settings.estate.is_relative_to(settings.root)
    read.update(str(settings.estate.relative_to(settings.root) if inside else settings.estate).encode())
    for path in (*_own_stack_settings(settings, files), *(() if inside else (settings.estate,))):
        read.update(path.name.encode() + path.read_bytes())
    return read.hexdigest()[:20]


def _program_files(files: Iterable[str], settings: Settings) -> list[str]:
    """Return the commit's files without the sandbox's own package, for the one at hand plans, and without its state."""
    apart = [f"{path.relative_to(settings.root)}/" for path in (PACKAGE, settings.state) if _inside(path, settings)]
    return [path for path in files if not path.startswith(tuple(apart))]


def _inside(path: Path, settings: Settings) -> bool:
    return path.is_relative_to(settings.root)


def _own_stack_settings(settings: Settings, files: Mapping[str, str]) -> list[Path]:
    """Return the stack settings of the working tree that the commit has none of: git ignores them in many projects."""
    folder = pulumi_file.stack_settings_folder(settings.program).resolve()
    found = sorted(path for path in folder.iterdir() if is_stack_settings(path.name)) if folder.is_dir() else []
    return [path for path in found if _inside(path, settings) and str(path.relative_to(settings.root)) not in files]


def _write_stack_settings(settings: Settings, files: Mapping[str, str], root: Path, notify: Notify) -> None:
    """Leave the commit's stack settings their plain values; where it has none, copy the working tree's.

    Secrets of the commit are encrypted with a passphrase that is not known here.
    """
    for path in (root / name for name in files if is_stack_settings(Path(name).name) and (root / name).is_file()):
        text, secret = plain_values(path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        for key in secret:
            notify(f"{path.relative_to(root)} of the commit: {key} is a secret, and the plan is made without it")
    own = _own_stack_settings(settings, files)
    for path in own:
        copy = root / path.relative_to(settings.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    passphrase = settings.state / "passphrase"
    if own and passphrase.is_file():
        secrets.write_private(root / settings.state.name / passphrase.name, passphrase.read_text(encoding="utf-8"))


def _written(repository: Repository, commit: Commit, files: list[str], program: Path, folder: PurePath) -> Path:
    """Write the commit's files into a folder; `folder` in it holds the program."""
    shutil.rmtree(program, ignore_errors=True)
    if not {str(folder / name) for name in PROGRAMS} & set(files):
        raise RevisionUnplannable(str(commit), "it holds no Pulumi.yaml", "Name a commit that has the program.")
    program.mkdir(parents=True)
    repository.write(commit.tree, files, program)
    return program


def _folder(settings: Settings) -> PurePath:
    """Return the program's folder in the project."""
    return settings.program.relative_to(settings.root) if _inside(settings.program, settings) else settings.program


def _settings(settings: Settings, program: Path) -> Settings:
    """Return the settings of a project that holds the commit and in which nothing runs."""
    moved = settings.project.moved_to(program)
    return replace(settings, project=moved, engine="host", endpoint=None, port=None)


def _plan(commit: Commit, settings: Settings) -> dict[str, dict[str, Any]]:
    fix = "Name another commit, or fix the program and commit it."
    try:
        return preview(settings, estate.load(settings.estate), _quiet, ignore_deployed=True)
    except estate.EstateInvalid as error:
        raise RevisionUnplannable(str(commit), f"its estate cannot be read: {error}", fix) from error
    except UpdateFailed as error:
        raise RevisionUnplannable(str(commit), f"its program cannot be planned: {error.happened}", fix) from error
    finally:
        shutil.rmtree(settings.state, ignore_errors=True)


def _forget(kept: Path) -> None:
    """Remove all but the latest plans, and whatever could not be planned."""
    made = sorted(kept.glob("*/plan.json"), key=lambda plan: plan.stat().st_mtime_ns, reverse=True)
    staying = {plan.parent for plan in made[:_KEPT]}
    for folder in kept.iterdir():
        if folder.is_dir() and folder not in staying:
            shutil.rmtree(folder, ignore_errors=True)


def _quiet(_: str) -> None:
    """Discard Pulumi's own progress: the line before the plan tells of it."""
