"""Running and killed updates: processes that are stopped, refused or ignored, and interrupted state."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from sandbox.deploy import checkpoint, deployment, environment, recovery
from sandbox.deploy.decision import Found
from sandbox.deploy.errors import UpdateRunning
from sandbox.project import Project
from tests.repository import CLONE
from tests.sandbox.deploy.records import RECORD

type Pulumi = Callable[..., subprocess.Popen[bytes]]

SLEEP = "import time; print(flush=True); time.sleep(60)"


@pytest.fixture
def pulumi(tmp_path: Path) -> Iterator[Pulumi]:
    """Return a function that starts a process with a name and variables."""
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str = "pulumi", **variables: str) -> subprocess.Popen[bytes]:
        executable, home = tmp_path / name, {"PYTHONHOME": sys.base_prefix}
        if not executable.exists():
            shutil.copy(Path(sys.executable).resolve(), executable)
        process = subprocess.Popen([executable, "-c", SLEEP], env=home | variables, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


PROJECT = Project(Path("/nowhere"), program=CLONE)


def lock(state: Path, pid: int, stack: str = "causeway/all") -> None:
    path = checkpoint.backend(state) / ".pulumi" / "locks" / "organization" / stack / "1.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"pid": pid}))


def look(state: Path) -> Found:
    return recovery.look(state, PROJECT, None)


def test_our_update_is_stopped_when_its_command_exited(tmp_path: Path, pulumi: Pulumi) -> None:
    home = environment.home(tmp_path / "clone")
    home.mkdir(parents=True)
    orphan = pulumi(PULUMI_HOME=str(home), PULUMI_AUTOMATION_API="true")
    lock(tmp_path / "clone", orphan.pid)

    recovery.end_orphans(tmp_path / "clone")

    assert orphan.poll() is not None


def test_a_plugin_is_stopped_when_its_pulumi_was_killed(tmp_path: Path, pulumi: Pulumi) -> None:
    home = environment.home(tmp_path / "clone")
    home.mkdir(parents=True)
    left = pulumi("pulumi-language-python", PULUMI_HOME=str(home), PULUMI_AUTOMATION_API="true")

    recovery.end_orphans(tmp_path / "clone")

    assert left.poll() is not None


def test_a_plugin_of_another_project_or_of_plain_pulumi_is_ignored(tmp_path: Path, pulumi: Pulumi) -> None:
    here, there = environment.home(tmp_path / "clone"), environment.home(tmp_path / "other")
    here.mkdir(parents=True)
    there.mkdir(parents=True)
    theirs = pulumi("pulumi-language-python", PULUMI_HOME=str(there), PULUMI_AUTOMATION_API="true")
    plain = pulumi("pulumi-language-nodejs", PULUMI_HOME=str(here))

    recovery.end_orphans(tmp_path / "clone")

    assert theirs.poll() is None
    assert plain.poll() is None


def test_a_moved_project_stops_its_update(tmp_path: Path, pulumi: Pulumi) -> None:
    home = environment.home(tmp_path / "clone")
    home.mkdir(parents=True)
    orphan = pulumi(PULUMI_HOME=str(home), PULUMI_AUTOMATION_API="true")
    (tmp_path / "clone").rename(tmp_path / "moved")
    lock(tmp_path / "moved", orphan.pid)

    recovery.end_orphans(tmp_path / "moved")

    assert orphan.poll() is not None


def test_an_update_by_plain_pulumi_is_refused(tmp_path: Path, pulumi: Pulumi) -> None:
    home = environment.home(tmp_path / "clone")
    home.mkdir(parents=True)
    theirs = pulumi(PULUMI_HOME=str(home))
    lock(tmp_path / "clone", theirs.pid)

    with pytest.raises(UpdateRunning, match=f"`pulumi`, process {theirs.pid}"):
        recovery.end_orphans(tmp_path / "clone")

    assert theirs.poll() is None


def test_the_pulumi_of_another_project_or_of_none_is_ignored(tmp_path: Path, pulumi: Pulumi) -> None:
    other = environment.home(tmp_path / "other")
    other.mkdir(parents=True)
    environment.home(tmp_path / "clone").mkdir(parents=True)
    started = [pulumi(PULUMI_HOME=str(other), PULUMI_AUTOMATION_API="true"), pulumi()]
    for number, process in enumerate(started):
        state = tmp_path / "clone"
        shutil.rmtree(checkpoint.backend(state), ignore_errors=True)
        lock(state, process.pid)

        recovery.end_orphans(state)

        assert process.poll() is None, number
        deployment.save(state, RECORD)
        assert look(state).interrupted == ("stack all",)


def test_a_lock_of_a_process_that_is_not_pulumi_means_a_killed_update(tmp_path: Path) -> None:
    lock(tmp_path, psutil.Process().pid)
    deployment.save(tmp_path, RECORD)
    assert look(tmp_path).interrupted == ("stack all",)
    recovery.end_orphans(tmp_path)


def test_an_update_that_did_not_record_its_end_was_interrupted(tmp_path: Path) -> None:
    deployment.save(tmp_path, replace(RECORD, closed=False))
    assert look(tmp_path).interrupted == ("the stacks of form all",)
    deployment.save(tmp_path, RECORD)
    assert look(tmp_path).interrupted == ()


def test_a_killed_update_of_a_users_own_stack_does_not_interrupt_the_estate(tmp_path: Path) -> None:
    deployment.save(tmp_path, RECORD)
    lock(tmp_path, psutil.Process().pid, "causeway/scratch")
    lock(tmp_path, psutil.Process().pid, "team/all")
    assert look(tmp_path).interrupted == ()


def test_a_record_of_another_version_is_named_with_its_schema(tmp_path: Path) -> None:
    deployment.path(tmp_path).write_text('{"schema": 99}')
    assert look(tmp_path).damaged == f"{deployment.path(tmp_path)} was written by another version (schema 99)"


@pytest.mark.parametrize(("stack", "damaged"), [("all", True), ("organization", True), ("scratch", False)])
def test_stacks_without_a_record_are_damaged_state(tmp_path: Path, stack: str, damaged: bool) -> None:
    folder = checkpoint.backend(tmp_path) / ".pulumi" / "stacks" / "causeway"
    folder.mkdir(parents=True)
    (folder / f"{stack}.json").write_text("{}")
    assert ("deployment.json is missing" in str(look(tmp_path).damaged)) == damaged
