"""A project, and where its parts are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sandbox.project import pulumi_file
from sandbox.project.errors import NoProgram
from sandbox.project.names import STACK


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
        return pulumi_file.project_name(self.program)

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
