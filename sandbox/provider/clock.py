"""Time, passed in so that tests need not wait and ctrl-C need not either."""

import threading
import time
from typing import Protocol, override

from sandbox.provider.errors import Cancelled


class Clock(Protocol):
    """Time, so that tests need not wait."""

    def now(self) -> float:
        """Seconds from anywhere."""

    def sleep(self, seconds: float) -> None:
        """Let them pass."""


class SystemClock:
    """The machine's."""

    def now(self) -> float:
        """Monotonic seconds."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class CancellableClock(SystemClock):
    """The machine's, until the run is cancelled: then nobody waits any more."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()

    @override
    def sleep(self, seconds: float) -> None:
        if self.cancelled.wait(seconds):
            raise Cancelled("The run was cancelled while waiting.", "Run it again to finish.")
