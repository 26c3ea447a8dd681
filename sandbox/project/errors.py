"""What can be wrong with a project.

ProjectError
├── ProjectInvalid    a project file with an unknown key or a wrong value, or two project files in one folder
├── NoEstateFile      a command needs an estate file and the project has none
└── NoProgram         a command needs a Pulumi program and the project has none
"""

from __future__ import annotations

from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.project.names import PROGRAMS, PYPROJECT, TABLE


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
            f"`sandbox init` writes one; or name yours on the command line or by `estate` in [{TABLE}] of {PYPROJECT}.",
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
