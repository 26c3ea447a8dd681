"""Pulumi's own project file, `Pulumi.yaml`: the project's name, its program, and the folder of its stack settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sandbox.project.errors import NoProgram, ProjectInvalid
from sandbox.project.names import PROGRAMS

STACK_FOLDER = ("stackConfigDir", "config")
"""Keys that name the folder of stack settings files; `config` is one where it is a text.

Reference: pulumi sdk/go/common/workspace, Project.StackConfigDir and its older spelling.
"""
_STACK_SETTINGS = re.compile(r"Pulumi\..+\.ya?ml")


def program_file(folder: Path) -> Path | None:
    """Return the Pulumi project file of a folder."""
    return next((folder / name for name in PROGRAMS if (folder / name).is_file()), None)


def project_name(program: Path) -> str:
    """Return the Pulumi project's name; raises NoProgram, ProjectInvalid."""
    file, document = _read(program)
    name = document.get("name")
    if not isinstance(name, str) or not name:
        raise ProjectInvalid(file, "name", "the Pulumi project has no name.", "Add `name: ...` to it.")
    return name


def stack_settings_folder(program: Path) -> Path:
    """Return the folder of the stack settings files; raises NoProgram, ProjectInvalid."""
    _, document = _read(program)
    named = next((value for key in STACK_FOLDER if isinstance(value := document.get(key), str) and value), "")
    return program / named


def stack_settings(program: Path, stack: str) -> Path:
    """Return the settings file of a stack: its ending is that of Pulumi.yaml; raises NoProgram, ProjectInvalid."""
    file, _ = _read(program)
    return stack_settings_folder(program) / f"Pulumi.{stack}{file.suffix}"


def is_stack_settings(name: str) -> bool:
    """Return whether a file of this name is a stack settings file."""
    return _STACK_SETTINGS.fullmatch(name) is not None


def virtualenv(program: Path) -> Path | None:
    """Return the Python environment that the file names; None where the program runs in the sandbox's own.

    Raises NoProgram, ProjectInvalid.
    """
    _, document = _read(program)
    runtime = document.get("runtime")
    options = runtime.get("options") if isinstance(runtime, dict) else None
    named = options.get("virtualenv") if isinstance(options, dict) else None
    return program / str(named) if named else None


def entry(program: Path) -> Path:
    """Return the file or folder that Pulumi runs: the one that `main` names; raises NoProgram, ProjectInvalid."""
    _, document = _read(program)
    return program / str(document.get("main") or "")


def _read(program: Path) -> tuple[Path, dict[str, Any]]:
    """Return the file and its values; {} where it is no mapping."""
    file = program_file(program)
    if file is None:
        raise NoProgram(program)
    try:
        document = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError) as error:
        raise ProjectInvalid(file, "", f"not YAML: {error}.", "Correct the file.") from error
    return file, document if isinstance(document, dict) else {}
