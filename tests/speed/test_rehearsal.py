"""Recorded events decided per second: printed, not asserted."""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path

import pytest

from sandbox.iam import Policy
from sandbox.rehearsal.policy_change import with_version
from sandbox.rehearsal.rehearsal import Change
from sandbox.rehearsal.run import rehearse
from tests.speed.recorded_events import STRICTER, large_organization, write_events

pytestmark = pytest.mark.speed

EVENTS = int(os.environ.get("REHEARSED_EVENTS", "1000000"))


def _processor_seconds() -> float:
    used = [resource.getrusage(processes) for processes in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def test_events_per_second(tmp_path: Path):
    files = write_events(tmp_path, EVENTS)
    before = large_organization()
    after = with_version(before, Policy("rail-0", STRICTER))
    began, worked = time.monotonic(), _processor_seconds()
    found = rehearse(Change(before, after), files)
    seconds, worked = time.monotonic() - began, _processor_seconds() - worked
    size = sum(path.stat().st_size for path in files) >> 20
    memory = (
        max(resource.getrusage(processes).ru_maxrss for processes in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        >> 10
    )
    assert found.tally.events == EVENTS
    assert found.damage == []
    print(f"\nRehearsal of {EVENTS:,} events in {len(files)} files, {size} MB compressed: {seconds:.1f} s")
    print(f"  {EVENTS / seconds:>10,.0f} events a second, {os.cpu_count()} cores, {memory} MB in the largest process")
    print(f"  {worked / EVENTS * 1e6:>10,.1f} microseconds of processor time an event")
    for effect, count in found.tally.effects.items():
        print(f"  {count:>10,} {effect.value}")
