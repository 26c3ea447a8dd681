"""Real processes: one that goes when asked, one that does not listen, one that is gone."""

from __future__ import annotations

import subprocess
import sys

import psutil
import pytest

from sandbox.deploy.processes import end

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)"
OPEN = "import time; print(flush=True); time.sleep(600)"


def started(text: str) -> psutil.Popen:
    process = psutil.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE)
    with process.stdout as said:
        said.readline()
    return process


@pytest.mark.parametrize("text", [DEAF, OPEN])
def test_whoever_is_asked_ends_and_who_does_not_listen_is_killed_after_a_while(text: str) -> None:
    process = started(text)
    end([process], patience=0.5)
    assert process.wait(timeout=10) != 0


def test_what_ended_by_itself_keeps_nobody_from_ending_the_rest() -> None:
    gone, left, deaf = started(OPEN), started(OPEN), started(DEAF)
    gone.kill()
    gone.wait()
    end([gone, left], [gone, deaf], patience=10)
    assert not left.is_running()
    assert not deaf.is_running()
