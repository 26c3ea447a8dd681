"""Does a process that names a folder belong to this clone? Clones are moved, and clones are copied."""

from __future__ import annotations

from pathlib import Path


def belongs(named: str, here: Path) -> bool:
    """Whether the folder that a process was started with is this one, or was until it was moved here.

    A copy of a clone holds the original's pids: there the named folder still exists, and is another.
    """
    folder = Path(named)
    return not folder.exists() or (here.exists() and folder.samefile(here))
