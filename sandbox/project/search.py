"""Find a project from a folder upwards, or in exactly one folder."""

from __future__ import annotations

from pathlib import Path

from sandbox.project.declaration import declaration
from sandbox.project.model import Project
from sandbox.project.names import ESTATE
from sandbox.project.pulumi_file import program_file
from sandbox.project.reading import described


def find(start: Path) -> Project:
    """Return the project of a folder or of the nearest folder above it; raises ProjectInvalid."""
    folders = (start.resolve(), *start.resolve().parents)
    for folder in folders:
        declared = declaration(folder)
        if declared is not None:
            return described(folder, *declared)
    for folder in folders:
        if program_file(folder) is not None or (folder / ESTATE).is_file():
            return described(folder, None, {})
    return described(folders[0], None, {})


def at(root: Path) -> Project:
    """Return the project of exactly this folder, whether it has a project file or not; raises ProjectInvalid."""
    file, values = declaration(root.resolve()) or (None, {})
    return described(root.resolve(), file, values)
