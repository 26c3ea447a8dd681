"""Folders that are built once and cached under a key of what they were built from.

Safe with several processes: built under a file lock, in a folder beside the final one, and moved into place whole.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from sandbox.toolchain.command import require_space
from sandbox.toolchain.errors import NoSpaceLeft

KEY_LENGTH = 16


def key(*parts: str | bytes) -> str:
    """Return a short digest of everything from which a folder is built."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8))
        digest.update(data)
    return digest.hexdigest()[:KEY_LENGTH]


def kept(folder: Path, make: Callable[[Path], None], *, needed_mb: int) -> Path:
    """Return the folder; where it is missing, build it beside and move it into place."""
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        if folder.is_dir():
            return folder
        require_space(folder, needed_mb)
        unfinished = folder.with_name(f"{folder.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        try:
            make(unfinished)
            unfinished.rename(folder)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise NoSpaceLeft(folder, needed_mb) from error
            raise
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return folder
