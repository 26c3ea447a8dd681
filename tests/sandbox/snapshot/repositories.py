"""Git repositories for tests that run git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "ann",
    "GIT_AUTHOR_EMAIL": "ann@gilt.example",
    "GIT_COMMITTER_NAME": "ann",
    "GIT_COMMITTER_EMAIL": "ann@gilt.example",
}


def git(folder: Path, *arguments: str) -> str:
    """Run git and return its output."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env={**os.environ, **_ENVIRONMENT},
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.strip()


def create_repository(folder: Path) -> Path:
    """Create an empty repository whose branch is main."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def commit_all(folder: Path, name: str | None = None, text: str = "") -> str:
    """Commit everything in the folder, with the named file if there is one, and return the commit's id."""
    if name is not None:
        (folder / name).write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A step")
    return git(folder, "rev-parse", "HEAD")
