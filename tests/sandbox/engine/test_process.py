from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

import psutil

from sandbox.engine import process

OBSTINATE = "trap '' TERM; while :; do sleep 0.1; done"


def launch(tmp_path: Path, script: str) -> tuple[psutil.Process, str]:
    instance = secrets.token_hex(8)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), process.INSTANCE: instance}
    return process.launch(["/bin/sh", "-c", script], environment, tmp_path, tmp_path / "log"), instance


def test_what_is_launched_writes_its_log_and_belongs_to_no_terminal(tmp_path: Path) -> None:
    started, instance = launch(tmp_path, "echo out; echo err >&2; cat; sleep 60")

    deadline = time.monotonic() + 5
    while len((tmp_path / "log").read_text()) < 8 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert (tmp_path / "log").read_text() == "out\nerr\n"
    assert started.terminal() is None
    assert started.ppid() != os.getpid()
    process.end(instance, tmp_path)


def test_a_process_is_found_by_pid_and_start_time_and_not_by_either_alone(tmp_path: Path) -> None:
    started, instance = launch(tmp_path, "sleep 60")
    created = started.create_time()

    assert process.find(started.pid, created) == started
    assert process.find(started.pid, created - 5) is None
    assert process.find(None, created) is None

    process.end(instance, tmp_path)

    assert process.find(started.pid, created) is None


def test_orphans_of_a_killed_parent_are_found_by_its_mark_and_ended(tmp_path: Path) -> None:
    started, instance = launch(tmp_path, "sleep 60 & sleep 61 & wait")
    time.sleep(0.2)
    started.kill()
    orphans = [each for each in process.of_instance(instance, tmp_path) if each.pid != started.pid]
    assert len(orphans) == 2

    process.end(instance, tmp_path)

    assert process.of_instance(instance, tmp_path) == []
    assert not any(process.alive(orphan) for orphan in orphans)


def test_a_process_that_does_not_heed_is_made_to_end(tmp_path: Path) -> None:
    _, instance = launch(tmp_path, OBSTINATE)
    time.sleep(0.2)

    process.end(instance, tmp_path)
    time.sleep(0.2)

    assert process.of_instance(instance, tmp_path) == []


def test_memory_counts_the_children_too(tmp_path: Path) -> None:
    started, instance = launch(tmp_path, "sleep 60 & sleep 61 & wait")
    time.sleep(0.2)
    alone = started.memory_info().rss // (1024 * 1024)

    assert process.rss_mb(started) > alone

    process.end(instance, tmp_path)

    assert process.rss_mb(started) == 0
