"""Clocks: of the machine, and one whose waits a cancelled update ends."""

import threading
import time
from typing import Protocol, override

from sandbox.provider.errors import Cancelled


class Clock(Protocol):
    """A source of time that tests replace."""

    def now(self) -> float:
        """Return seconds since some moment."""

    def sleep(self, seconds: float) -> None:
        """Wait for that many seconds."""


class SystemClock:
    """The machine's monotonic clock."""

    def now(self) -> float:
        """Return monotonic seconds."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait for that many seconds."""
        time.sleep(seconds)


class CancellableClock(SystemClock):
    """The machine's clock, whose waits end with Cancelled once the update is cancelled."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()

    @override
    def sleep(self, seconds: float) -> None:
        if self.cancelled.wait(seconds):
            raise Cancelled("The update was cancelled while it waited.", "Run it again to finish.")
