from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

import psutil
import pytest

from sandbox.engine import process

IGNORES_SIGTERM = "trap '' TERM; while :; do sleep 0.1; done"


def launch(tmp_path: Path, script: str) -> tuple[psutil.Process, str]:
    instance = secrets.token_hex(8)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), process.INSTANCE: instance}
    return process.launch(["/bin/sh", "-c", script], environment, tmp_path, tmp_path / "log"), instance


def await_text(path: Path, text: str) -> None:
    deadline = time.monotonic() + 5
    while text not in path.read_text() and time.monotonic() < deadline:
        time.sleep(0.02)


def test_a_launched_process_writes_its_log_and_has_no_terminal(tmp_path: Path) -> None:
    started, instance = launch(tmp_path, "echo out; echo err >&2; cat; sleep 60")

    await_text(tmp_path / "log", "err")
    assert (tmp_path / "log").read_text() == "out\nerr\n"
    assert started.terminal() is None
    assert started.ppid() != os.getpid()
    process.end(instance, tmp_path)


@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("kill -KILL $$", "it was killed (SIGKILL), manually or by the kernel's out-of-memory killer"),
        ("kill -TERM $$", "it was ended by SIGTERM"),
        ("echo a traceback >&2; exit 3", "it ended with exit status 3"),
        ("exit 0", "it ended with exit status 0"),
    ],
)
def test_the_log_has_the_cause_of_an_engines_end(tmp_path: Path, script: str, cause: str) -> None:
    launch(tmp_path, f"sleep 0.2; {script}")
    await_text(tmp_path / "log", "the engine ended")

    assert process.cause_of_death((tmp_path / "log").read_text()) == cause


def test_a_log_without_a_cause_means_a_restart_of_the_machine() -> None:
    assert process.cause_of_death("Ready.\n") == "its process is gone, as after a restart of the machine"


def test_a_process_is_found_by_pid_and_start_time_together(tmp_path: Path) -> None:
    started, instance = launch(tmp_path, "sleep 60")
    created = started.create_time()

    assert process.find(started.pid, created) == started
    assert process.find(started.pid, created - 5) is None
    assert process.find(None, created) is None

    process.end(instance, tmp_path)

    assert process.find(started.pid, created) is None


def test_orphans_of_a_killed_parent_are_found_by_instance_id_and_stopped(tmp_path: Path) -> None:
    started, instance = launch(tmp_path, "sleep 60 & sleep 61 & wait")
    time.sleep(0.2)
    started.kill()
    await_text(tmp_path / "log", "ended")  # by then the shell that watches it has exited, too
    time.sleep(0.2)
    orphans = [each for each in process.of_instance(instance, tmp_path) if each.pid != started.pid]
    assert len(orphans) == 2

    process.end(instance, tmp_path)

    assert process.of_instance(instance, tmp_path) == []
    assert not any(process.alive(orphan) for orphan in orphans)


def test_a_process_that_ignores_sigterm_is_killed(tmp_path: Path) -> None:
    _, instance = launch(tmp_path, IGNORES_SIGTERM)
    time.sleep(0.2)

    process.end(instance, tmp_path)
    time.sleep(0.2)

    assert process.of_instance(instance, tmp_path) == []


def test_memory_includes_child_processes(tmp_path: Path) -> None:
    started, instance = launch(tmp_path, "sleep 60 & sleep 61 & wait")
    time.sleep(0.2)
    alone = started.memory_info().rss // (1024 * 1024)

    assert process.rss_mb(started) > alone

    process.end(instance, tmp_path)

    assert process.rss_mb(started) == 0
