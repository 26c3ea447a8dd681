"""One command at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.deploy import lock
from sandbox.deploy.errors import UpdateRunning


def test_a_second_command_is_refused_with_the_name_of_the_first(tmp_path: Path) -> None:
    refused = pytest.raises(UpdateRunning, match="`sandbox up`, process")
    with lock.held(tmp_path, "up"), refused, lock.held(tmp_path, "down"):
        pytest.fail("two commands hold the lock")


def test_the_lock_is_free_afterwards(tmp_path: Path) -> None:
    with lock.held(tmp_path, "up"):
        pass
    with lock.held(tmp_path, "down"):
        pass


def test_a_killed_process_does_not_keep_the_lock(tmp_path: Path) -> None:
    program = (
        "import os, sys, signal, pathlib; from sandbox.deploy import lock\n"
        "with lock.held(pathlib.Path(sys.argv[1]), 'up'): os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False).returncode == -9
    with lock.held(tmp_path, "up"):
        pass
