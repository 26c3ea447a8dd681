"""The project that the values of a project file describe."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sandbox.project.errors import ProjectInvalid
from sandbox.project.model import Project
from sandbox.project.names import ENGINE_KEYS, ESTATE, FILE, POLICY_TESTS, PROGRAMS, PROJECT_KEYS, STACK
from sandbox.project.pulumi_file import program_file


def described(root: Path, file: Path | None, values: Mapping[str, Any]) -> Project:
    """Return the project of a folder; raises ProjectInvalid."""
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
