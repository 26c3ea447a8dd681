"""The project: the adopter's repository, found from the working directory, and where its parts are.

A project file is `[tool.causeway]` in pyproject.toml, or a `sandbox.toml`; the nearest one upwards counts. Without one,
the nearest folder that holds a `Pulumi.yaml` or an `estate.yaml` is the project, with default names.

ProjectError
├── ProjectInvalid    a project file with an unknown key or a wrong value, or two project files in one folder
├── NoEstateFile      a command needs an estate file and the project has none
└── NoProgram         a command needs a Pulumi program and the project has none
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sandbox.errors import SandboxError

FILE = "sandbox.toml"
PYPROJECT = "pyproject.toml"
TABLE = "tool.causeway"
ESTATE = "estate.yaml"
PROGRAMS = ("Pulumi.yaml", "Pulumi.yml")
"""The file names by which Pulumi knows a program's folder."""

STACK = "all"
POLICY_TESTS = "tests/intents"

PROJECT_KEYS = ("estate", "program", "stack", "policy_tests")
ENGINE_KEYS = ("engine", "endpoint", "port", "cache")
"""Keys of a project file that `sandbox.settings` reads; flags and the environment come before them."""


class ProjectError(SandboxError):
    """Base of the errors of finding the project and its parts."""


class ProjectInvalid(ProjectError):
    """A project file that cannot be used; `key` is the one at fault, empty where it is the file."""

    def __init__(self, file: Path, key: str, happened: str, next_step: str) -> None:
        super().__init__(f"{file}: {happened}", next_step)
        self.file = file
        self.key = key


class NoEstateFile(ProjectError):
    """The project has no estate file."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"{root} has no estate file.",
            f"`sandbox init` writes one; or name yours by `estate` in [{TABLE}] of {PYPROJECT}, or by --estate FILE.",
        )
        self.root = root


class NoProgram(ProjectError):
    """The project has no Pulumi program."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"{root} has no Pulumi program (no {PROGRAMS[0]}).",
            f"`sandbox init` writes one; or name its folder by `program` in [{TABLE}] of {PYPROJECT}.",
        )
        self.root = root


@dataclass(frozen=True)
class Project:
    """A repository that uses the sandbox, and where its parts are."""

    root: Path
    estate: Path | None = None
    """The estate file; None where the project has none."""
    program: Path | None = None
    """The folder that holds Pulumi.yaml; None where the project has none."""
    stack: str = STACK
    """The Pulumi stack that holds the whole program."""
    policy_tests: tuple[Path, ...] = ()
    """Folders whose tests are policy tests."""
    engine_settings: Mapping[str, Any] = field(default_factory=dict)
    """The project file's own values of `ENGINE_KEYS`."""
    file: Path | None = None
    """The project file; None where there is none."""

    @cached_property
    def name(self) -> str:
        """The Pulumi project's name, from Pulumi.yaml; raises NoProgram, ProjectInvalid."""
        if self.program is None:
            raise NoProgram(self.root)
        file = program_file(self.program)
        if file is None:
            raise NoProgram(self.program)
        try:
            document = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        except (YAMLError, UnicodeDecodeError) as error:
            raise ProjectInvalid(file, "", f"not YAML: {error}.", "Correct the file.") from error
        name = document.get("name") if isinstance(document, dict) else None
        if not isinstance(name, str) or not name:
            raise ProjectInvalid(file, "name", "the Pulumi project has no name.", "Add `name: ...` to it.")
        return name

    def moved_to(self, root: Path) -> Project:
        """Return the same project in another folder, for instance a copy of one of its commits."""

        def moved(path: Path) -> Path:
            return root / path.relative_to(self.root) if path.is_relative_to(self.root) else path

        return replace(
            self,
            root=root,
            estate=None if self.estate is None else moved(self.estate),
            program=None if self.program is None else moved(self.program),
            policy_tests=tuple(map(moved, self.policy_tests)),
            file=None if self.file is None else moved(self.file),
        )


def find(start: Path) -> Project:
    """Return the project of a folder or of the nearest folder above it; raises ProjectInvalid."""
    folders = (start.resolve(), *start.resolve().parents)
    for folder in folders:
        declared = _declaration(folder)
        if declared is not None:
            return _project(folder, *declared)
    for folder in folders:
        if program_file(folder) is not None or (folder / ESTATE).is_file():
            return _project(folder, None, {})
    return _project(folders[0], None, {})


def at(root: Path) -> Project:
    """Return the project of exactly this folder, whether it has a project file or not; raises ProjectInvalid."""
    file, values = _declaration(root.resolve()) or (None, {})
    return _project(root.resolve(), file, values)


def program_file(folder: Path) -> Path | None:
    """Return the Pulumi project file of a folder."""
    return next((folder / name for name in PROGRAMS if (folder / name).is_file()), None)


def _declaration(folder: Path) -> tuple[Path, Mapping[str, Any]] | None:
    """Return the folder's project file and its values, None where it has none."""
    own, shared = folder / FILE, folder / PYPROJECT
    table = _table(shared)
    if not own.is_file():
        return None if table is None else (shared, table)
    if table is not None:
        raise ProjectInvalid(
            own,
            "",
            f"{PYPROJECT} beside it has [{TABLE}] too.",
            "Keep the settings in one of them and remove the other.",
        )
    try:
        return own, tomllib.loads(own.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectInvalid(own, "", f"not TOML: {error}.", "Correct or remove the file.") from error


def _table(file: Path) -> Mapping[str, Any] | None:
    """Return [tool.causeway] of a pyproject.toml; one that is not TOML counts if it names the table."""
    try:
        text = file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError, PermissionError, UnicodeDecodeError):
        return None
    if "causeway" not in text:
        return None
    try:
        table = tomllib.loads(text).get("tool", {}).get("causeway")
    except tomllib.TOMLDecodeError as error:
        if f"[{TABLE}" not in text:
            return None
        raise ProjectInvalid(file, "", f"not TOML: {error}.", "Correct the file.") from error
    if table is None or isinstance(table, dict):
        return table
    raise ProjectInvalid(file, "causeway", f"[{TABLE}] is not a table.", f"Write [{TABLE}] and its keys below it.")


def _project(root: Path, file: Path | None, values: Mapping[str, Any]) -> Project:
    if file is not None:
        _refuse_unknown(file, values)
    estate = _path(root, file, values, "estate")
    program = _path(root, file, values, "program")
    if estate is None and (root / ESTATE).is_file():
        estate = root / ESTATE
    if program is not None and program_file(program) is None:
        raise ProjectInvalid(
            file or root, "program", f"{program} holds no {PROGRAMS[0]}.", "Name the folder that holds it."
        )
    if program is None and program_file(root) is not None:
        program = root
    return Project(
        root=root,
        estate=estate,
        program=program,
        stack=_text(file, values, "stack") or STACK,
        policy_tests=_folders(root, file, values),
        engine_settings={key: values[key] for key in ENGINE_KEYS if key in values},
        file=file,
    )


def _refuse_unknown(file: Path, values: Mapping[str, Any]) -> None:
    known = (*PROJECT_KEYS, *ENGINE_KEYS)
    for key in values:
        if key in known:
            continue
        if key == "root":
            raise ProjectInvalid(file, key, "the file is in the project's root and cannot move it.", "Remove `root`.")
        similar = get_close_matches(key, known, 3)
        hint = f"Similar: {', '.join(similar)}." if similar else f"Keys are {', '.join(known)}."
        raise ProjectInvalid(file, key, f"no setting {key!r}.", hint)


def _text(file: Path | None, values: Mapping[str, Any], key: str) -> str | None:
    value = values.get(key)
    if value is None or (isinstance(value, str) and value):
        return value
    raise ProjectInvalid(file or Path(FILE), key, f"`{key}` is {value!r}.", f'Write a text: {key} = "...".')


def _path(root: Path, file: Path | None, values: Mapping[str, Any], key: str) -> Path | None:
    text = _text(file, values, key)
    return None if text is None else (root / Path(text).expanduser()).resolve()


def _folders(root: Path, file: Path | None, values: Mapping[str, Any]) -> tuple[Path, ...]:
    listed = values.get("policy_tests", [POLICY_TESTS])
    folders = [listed] if isinstance(listed, str) else listed
    if not isinstance(folders, list) or not all(isinstance(folder, str) and folder for folder in folders):
        raise ProjectInvalid(
            file or Path(FILE), "policy_tests", f"`policy_tests` is {listed!r}.", f'Write a list: ["{POLICY_TESTS}"].'
        )
    return tuple((root / folder).resolve() for folder in folders)
