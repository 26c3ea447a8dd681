"""Fake tools as scripts on a separate PATH, for tools that not every machine has."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sandbox.project import Project
from sandbox.settings import Settings
from sandbox.toolchain.installed import BESIDE
from tests.repository import CLONE


@dataclass
class Machine:
    """A PATH that has only the tools that a test adds."""

    folder: Path
    messages: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        return str(self.folder)

    def has(self, name: str, script: str) -> Path:
        tool = self.folder / name
        tool.write_text(f"#!/bin/sh\n{script}\n")
        tool.chmod(0o755)
        return tool

    def has_pulumi(self, version: str, *, whole: bool = True) -> Path:
        for name in BESIDE if whole else ():
            self.has(name, "exit 0")
        return self.has("pulumi", f"echo {version}")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    folder = tmp_path / "path"
    folder.mkdir()
    return Machine(folder)


@pytest.fixture
def bare_settings(tmp_path: Path) -> Settings:
    """Settings of a sandbox in which nothing has been downloaded, built or installed."""
    return Settings(
        project=Project(tmp_path / "clone", CLONE / "estate.yaml"),
        engine="host",
        endpoint=None,
        port=None,
        cache=tmp_path / "cache",
    )
