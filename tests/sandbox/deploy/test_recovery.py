"""Whose is an update that still runs? Ended, waited for, or left alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from sandbox.deploy import checkpoint, environment, recovery
from sandbox.deploy.errors import UpdateRunning

type Pulumi = Callable[..., subprocess.Popen[bytes]]

SLEEP = "import time; print(flush=True); time.sleep(60)"


@pytest.fixture
def pulumi(tmp_path: Path) -> Iterator[Pulumi]:
    """Starts a process that is called `pulumi`, or otherwise, with these variables."""
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


def mark(state: Path, pid: int) -> None:
    path = checkpoint.backend(state) / ".pulumi" / "locks" / "organization" / "causeway" / "all" / "1.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"pid": pid}))


def test_our_update_that_outlived_its_command_is_ended(tmp_path: Path, pulumi: Pulumi) -> None:
    home = environment.home(tmp_path / "clone")
    home.mkdir(parents=True)
    orphan = pulumi(PULUMI_HOME=str(home), PULUMI_AUTOMATION_API="true")
    mark(tmp_path / "clone", orphan.pid)

    recovery.end_orphans(tmp_path / "clone")

    assert orphan.poll() is not None


def test_a_plugin_whose_pulumi_was_killed_is_ended(tmp_path: Path, pulumi: Pulumi) -> None:
    home = environment.home(tmp_path / "clone")
    home.mkdir(parents=True)
    left = pulumi("pulumi-language-python", PULUMI_HOME=str(home), PULUMI_AUTOMATION_API="true")

    recovery.end_orphans(tmp_path / "clone")

    assert left.poll() is not None


def test_a_plugin_of_another_clone_or_of_a_persons_own_pulumi_is_left_alone(tmp_path: Path, pulumi: Pulumi) -> None:
    here, there = environment.home(tmp_path / "clone"), environment.home(tmp_path / "other")
    here.mkdir(parents=True)
    there.mkdir(parents=True)
    theirs = pulumi("pulumi-language-python", PULUMI_HOME=str(there), PULUMI_AUTOMATION_API="true")
    persons = pulumi("pulumi-language-nodejs", PULUMI_HOME=str(here))

    recovery.end_orphans(tmp_path / "clone")

    assert theirs.poll() is None
    assert persons.poll() is None


def test_a_clone_that_was_moved_ends_its_update_all_the_same(tmp_path: Path, pulumi: Pulumi) -> None:
    home = environment.home(tmp_path / "clone")
    home.mkdir(parents=True)
    orphan = pulumi(PULUMI_HOME=str(home), PULUMI_AUTOMATION_API="true")
    (tmp_path / "clone").rename(tmp_path / "moved")
    mark(tmp_path / "moved", orphan.pid)

    recovery.end_orphans(tmp_path / "moved")

    assert orphan.poll() is not None


def test_what_a_person_started_by_plain_pulumi_is_waited_for(tmp_path: Path, pulumi: Pulumi) -> None:
    home = environment.home(tmp_path / "clone")
    home.mkdir(parents=True)
    theirs = pulumi(PULUMI_HOME=str(home))
    mark(tmp_path / "clone", theirs.pid)

    with pytest.raises(UpdateRunning, match=f"`pulumi`, process {theirs.pid}"):
        recovery.end_orphans(tmp_path / "clone")

    assert theirs.poll() is None


def test_the_pulumi_of_another_clone_and_of_nobody_is_left_alone(tmp_path: Path, pulumi: Pulumi) -> None:
    other = environment.home(tmp_path / "other")
    other.mkdir(parents=True)
    environment.home(tmp_path / "clone").mkdir(parents=True)
    started = [pulumi(PULUMI_HOME=str(other), PULUMI_AUTOMATION_API="true"), pulumi()]
    for number, process in enumerate(started):
        state = tmp_path / "clone"
        shutil.rmtree(checkpoint.backend(state), ignore_errors=True)
        mark(state, process.pid)

        recovery.end_orphans(state)

        assert process.poll() is None, number
        assert recovery.look(state, "causeway", None).interrupted == ("stack all",)


def test_a_pid_that_is_no_pulumi_is_nobodys_update(tmp_path: Path) -> None:
    mark(tmp_path, psutil.Process().pid)
    assert recovery.look(tmp_path, "causeway", None).interrupted == ("stack all",)
    recovery.end_orphans(tmp_path)
