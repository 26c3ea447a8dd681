"""Rehearse a change on files of events, in several processes where there is much to do."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.rehearsal.event_files import read_events
from sandbox.rehearsal.rehearsal import Change, Rehearsal
from sandbox.rehearsal.tally import Tally

_WORTH_PROCESSES = 8 << 20
"""Bytes of files from which several processes are faster than one, which each take a second to start."""
_COLLECTED_AFTER = 200_000
"""New objects from which a process of the pool collects garbage; parsed events have no cycles. It saves a fourth."""

type Progress = Callable[[int, int], None]
"""Gets the number of files that are done, and of all."""


@dataclass
class Result:
    """The counts of all files, and what could not be read."""

    tally: Tally = field(default_factory=Tally)
    damage: list[str] = field(default_factory=list)
    """One message for each thing that could not be read, with its file and line."""


def rehearse(change: Change, files: Sequence[Path], progress: Progress | None = None) -> Result:
    """Return the outcomes of all events of the files.

    Args:
        change: The snapshots before and after.
        files: The files of events.
        progress: Is called after each file.

    """
    result = Result()
    for done, (tally, damage) in enumerate(_of_files(change, files), 1):
        result.tally.merge(tally)
        result.damage += damage
        if progress is not None:
            progress(done, len(files))
    return result


type _OfFile = tuple[Tally, list[str]]


def _of_files(change: Change, files: Sequence[Path]) -> Iterator[_OfFile]:
    processes = min(
        os.process_cpu_count() or 1 if hasattr(os, "process_cpu_count") else os.cpu_count() or 1, len(files)
    )
    if processes > 1 and _size(files) >= _WORTH_PROCESSES:
        # A forked process could inherit a lock of the thread that shows progress.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, context, _prepare, (change,)) as pool:
            yield from pool.map(_in_process, files, chunksize=1)
        return
    rehearsal = Rehearsal(change)
    for path in files:
        yield _of_file(rehearsal, path)


def _size(files: Sequence[Path]) -> int:
    size = 0
    for path in files:
        with suppress(OSError):
            size += path.stat().st_size
    return size


_prepared: list[Rehearsal] = []
"""The rehearsal of a process of the pool."""


def _prepare(change: Change) -> None:
    _prepared[:] = [Rehearsal(change)]
    gc.freeze()  # the reference is millions of objects, which each collection would look at
    gc.set_threshold(_COLLECTED_AFTER)


def _in_process(path: Path) -> _OfFile:
    return _of_file(_prepared[0], path)


def _of_file(rehearsal: Rehearsal, path: Path) -> _OfFile:
    tally, damage = Tally(), list[str]()
    rehearsal.count(read_events(path, damage.append), tally)
    return tally, damage
