"""A pseudo-terminal that runs `sandbox`, with its input and output."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from types import TracebackType
from typing import Self

import psutil

from tests.journeys.clone import Clone

ADOPT = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
"""Makes the terminal the controlling terminal of a new session, as a login does, and runs the command."""


class Terminal:
    """A `sandbox` command in a terminal of its own."""

    def __init__(self, clone: Clone, *command: str, columns: int = 100, **more: str) -> None:
        self._master, slave = pty.openpty()
        self._output = ""
        self.process = psutil.Popen(
            [sys.executable, "-c", ADOPT, str(clone.executable), *command],
            cwd=clone.root,
            env={**clone.environment, "TERM": "xterm-256color", "COLUMNS": str(columns), **more},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def until(self, text: str, times: int = 1, timeout_seconds: float = 240) -> str:
        """Read until the output has the text this many times; return the output."""
        deadline = time.monotonic() + timeout_seconds
        while self._output.count(text) < times:
            assert time.monotonic() < deadline, self._output[-3000:]
            if not self._read():
                break
        assert self._output.count(text) >= times, self._output[-3000:]
        return self._output

    def end(self, timeout_seconds: float = 240) -> tuple[int, str]:
        """Read to the end; return the exit status and the output."""
        deadline = time.monotonic() + timeout_seconds
        while self._read():
            assert time.monotonic() < deadline, self._output[-3000:]
        try:
            return self.process.wait(timeout=timeout_seconds), self._output
        except subprocess.TimeoutExpired:
            raise AssertionError(self._output[-3000:]) from None

    def type(self, keys: str) -> None:
        """Type these keys."""
        os.write(self._master, keys.encode())

    def close(self) -> None:
        """Close the terminal."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def _read(self) -> bool:
        """Read available output; return False at the end."""
        ready, _, _ = select.select([self._master], [], [], 0.2)
        if not ready:
            return True
        try:
            output = os.read(self._master, 65536)
        except OSError:  # Linux: the other side is closed
            return False
        self._output += output.decode(errors="replace")
        return bool(output)
