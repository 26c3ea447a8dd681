"""Processes: the project they belong to, how they are started and stopped."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from sandbox.processes import belongs, end
from tests.repository import CLONE

IGNORES_SIGTERM = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)"
)
ENDS_ON_SIGTERM = "import time; print(flush=True); time.sleep(600)"


def started(text: str) -> psutil.Popen:
    process = psutil.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE)
    with process.stdout as output:
        output.readline()
    return process


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project"
    path.mkdir()
    return path


def test_a_process_started_in_the_folder_belongs_to_it(project: Path) -> None:
    assert belongs(str(project), project)
    assert belongs(f"{project}/../project", project)


def test_a_process_started_before_the_project_was_moved_belongs_to_it(project: Path) -> None:
    moved = project.rename(project.with_name("moved"))
    assert belongs(str(project), moved)


def test_a_process_of_the_original_does_not_belong_to_a_copy(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert not belongs(str(project), copy)
    copy.mkdir()
    assert not belongs(str(project), copy)


def test_a_process_without_a_folder_belongs_to_no_project(project: Path) -> None:
    assert not belongs("", project)
    assert not belongs("/", project)


@pytest.mark.parametrize("text", [IGNORES_SIGTERM, ENDS_ON_SIGTERM])
def test_a_process_is_killed_when_it_ignores_sigterm(text: str) -> None:
    process = started(text)
    end([process], timeout_seconds=0.5)
    assert process.wait(timeout=10) != 0


def test_a_process_that_already_exited_does_not_prevent_stopping_others() -> None:
    gone, left, deaf = started(ENDS_ON_SIGTERM), started(ENDS_ON_SIGTERM), started(IGNORES_SIGTERM)
    gone.kill()
    gone.wait()
    end([gone, left], [gone, deaf], timeout_seconds=10)
    assert not left.is_running()
    assert not deaf.is_running()


INTERRUPTED = """
import signal, subprocess, sys
from sandbox.processes import interruptible
if sys.argv[1] == "ignored":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
child = subprocess.Popen(interruptible(["sleep", "60"]), stdin=subprocess.DEVNULL)
print(child.pid, flush=True)
sys.exit(0 if child.wait() in (-2, 130) else 1)
"""


@pytest.mark.parametrize("inherited", ["ignored", "default"])
def test_sigint_stops_a_child_of_a_parent_that_ignores_it(inherited: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED, inherited]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(CLONE)}) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        while child.name() != "sleep":
            pass
        child.send_signal(signal.SIGINT)
        assert parent.wait(timeout=10) == 0
