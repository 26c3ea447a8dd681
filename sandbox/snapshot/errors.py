"""Errors of reading snapshots.

SourceError
├── SourceMissing            there is nothing to read at that place
│   ├── NoSuchPath           there is no file or folder at a path
│   ├── NoRepository         a commit is named, and there is no git repository
│   └── RevisionUnknown      git knows no commit of that name
├── SourceUnreadable         what lies there is not what it should be
│   └── RevisionUnplannable  the commit's program ends in an error
├── SourceAmbiguous          the name is that of a file or folder and of a commit
└── FactUnknown              the source lacks a fact that the snapshot needs
"""

from __future__ import annotations

import difflib
from pathlib import Path

from sandbox.errors import SandboxError


class SourceError(SandboxError):
    """A snapshot that cannot be read: where, and what would help."""

    def __init__(self, place: str, happened: str, next_step: str) -> None:
        super().__init__(f"{place}: {happened}.", next_step)
        self.place = place


class SourceMissing(SourceError):
    """There is nothing to read at that place."""


class SourceUnreadable(SourceError):
    """What lies there is not what it should be."""


class FactUnknown(SourceError):
    """The source lacks a fact that the snapshot needs."""


class NoSuchPath(SourceMissing):
    """There is no file or folder at a path, and the name is that of no commit."""

    def __init__(self, path: Path) -> None:
        near = sorted(entry.name for entry in path.parent.iterdir()) if path.parent.is_dir() else []
        close = [str(path.parent / name) for name in difflib.get_close_matches(path.name, near, 3)]
        similar = f"Similar: {', '.join(close)}. " if close else ""
        others = "`sandbox iam export FOLDER` writes a folder of exported files."
        super().__init__(str(path), "there is no such file or folder", similar + others)


class NoRepository(SourceMissing):
    """A commit is named, and there is no git repository."""


class RevisionUnknown(SourceMissing):
    """There is no commit of that name."""

    def __init__(self, name: str, near: tuple[str, ...], *, shallow: bool) -> None:
        meant = f"Did you mean {' or '.join(near)}? " if near else ""
        others = "Else name `plan`, `live`, a folder of exported files, or a file."
        deepen = "This clone is shallow: `git fetch --unshallow` brings the rest, in a workflow `fetch-depth: 0`."
        happened = "there is no such file, folder or commit"
        super().__init__(name, happened, meant + (deepen if shallow else others))


class RevisionUnplannable(SourceUnreadable):
    """The commit's program ends in an error."""


class SourceAmbiguous(SourceError):
    """The name is that of a file or folder and of a commit."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(
            name, f"it is a {kind}, and a commit of git", f"Write ./{name} for the {kind}, git:{name} for the commit."
        )
