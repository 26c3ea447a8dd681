"""Engine processes found without `engine.json`."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from sandbox.engine import discovery, process, record
from sandbox.engine.errors import EngineOfAnotherVersion
from sandbox.project import Project
from sandbox.settings import Settings


def sandbox(root: Path) -> Settings:
    settings = Settings(Project(root), "host", None, None, root / "cache")
    discovery.folder(settings).mkdir(parents=True)
    return settings


def launch(settings: Settings, version: str = record.MADE_BY) -> tuple[psutil.Process, str]:
    """A process with the environment and command line of an engine."""
    instance, where = secrets.token_hex(8), discovery.folder(settings)
    given = {"PATH": os.environ["PATH"], "HOME": str(where / "home"), process.INSTANCE: instance}
    given |= {process.VERSION: version, "GATEWAY_LISTEN": "127.0.0.1:4599"}
    line = ["/bin/sh", "-c", "sleep 60; : localstack.runtime.main"]
    started = process.launch(line, given, where, where / "log")
    time.sleep(0.2)
    return started, instance


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    made = sandbox(tmp_path / "project")
    yield made
    for root in (made.root, tmp_path / "moved"):
        for instance in discovery.instances(sandbox_of(root)):
            process.end(instance, Path("/not/there"))


def sandbox_of(root: Path) -> Settings:
    return Settings(Project(root), "host", None, None, root / "cache")


def test_without_an_engine_nothing_is_found(settings: Settings) -> None:
    assert discovery.find(settings) is None
    assert discovery.instances(settings) == set()


def test_an_engines_process_is_found_with_its_address(settings: Settings) -> None:
    started, instance = launch(settings)

    found = discovery.find(settings)

    assert found is not None
    assert (found.pid, found.instance, found.form) == (started.pid, instance, "host")
    assert (found.endpoint, found.port) == ("http://127.0.0.1:4599", 4599)
    assert process.find(found.pid, found.created) == started


def test_an_engine_is_found_from_a_moved_project_and_not_from_a_copy(settings: Settings, tmp_path: Path) -> None:
    _, instance = launch(settings)
    shutil.copytree(settings.root, tmp_path / "copy")

    moved = sandbox_of(settings.root.rename(tmp_path / "moved"))

    assert discovery.instances(moved) == {instance}
    assert discovery.instances(sandbox_of(tmp_path / "copy")) == set()


def test_an_engine_of_another_version_is_refused(settings: Settings) -> None:
    launch(settings, version="causeway 0.0.9")

    with pytest.raises(EngineOfAnotherVersion, match=r"causeway 0\.0\.9.*`sandbox down`"):
        discovery.find(settings)
