"""Decisions per second in one process. Each peer's script imports this module, so it uses only the standard library."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

ROUNDS = 5
"""Odd, so that the median is a measured rate."""


def decisions_per_second(decide: Callable[[Any], object], requests: list[Any], repeats: int = 1) -> float:
    """Return the median rate of the rounds after a warm-up, by processor time, as other work may share the machine."""
    for request in requests:
        decide(request)
    rates = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(repeats):
            for request in requests:
                decide(request)
        rates.append(repeats * len(requests) / (time.process_time() - began))
    return statistics.median(rates)


def read_workload() -> dict[str, Any]:
    """Return the workload that the benchmark passes on stdin."""
    return dict(json.load(sys.stdin))


def report(rate: float) -> None:
    """Print the figure for the benchmark."""
    json.dump(rate, sys.stdout)
