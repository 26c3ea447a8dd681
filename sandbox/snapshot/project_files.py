"""Digest of a project's files: whatever a program may import or read, by name, mode and content.

Files that git ignores count too: stack configuration and generated policies are ignored in many repositories.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from sandbox.snapshot.repository import Repository

TOOL_FOLDERS = frozenset(
    (
        ".git",
        ".hg",
        ".hypothesis",
        ".import_linter_cache",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".svn",
        ".tox",
        "__pycache__",
    )
)
"""Folders that tools write while tests run; a file in one of them counts only where git tracks it."""
TOOL_FILES = (".coverage", ".coverage.*", ".DS_Store", "*.pyc", "*.swp", "*~")
"""Files that tools and editors write while people work; they count only where git tracks them."""
_TOOL_FILE = re.compile("|".join(fnmatch.translate(pattern) for pattern in TOOL_FILES))
_STACK_SETTINGS = re.compile(r"Pulumi\.[^/]+\.yaml")
LARGE = 8 * 2**20
"""Bytes above which a file is compared by size, time of change and inode: reading it would take longer than that."""


def digest(root: Path, state: Path, policy_tests: Iterable[Path] = ()) -> str:
    """Return a digest that changes when a file of the project does, is added or goes.

    Args:
        root: Folder of the project.
        state: Folder of the sandbox's own state in it, which is left out; so are other environments for Python, whose
            distributions `sandbox.deploy.distributions` compares.
        policy_tests: Folders of policy tests. What pytest collects there is left out: it judges the plan, and to plan
            again after each edit of a test would make the test wait. Everything else in these folders counts.

    """
    read = hashlib.sha256()
    for name in sorted({*Repository(root).tracked(), *_found(root, state)}):
        path = root / name
        if not (_is_policy_test(path, policy_tests) or _has_only_a_salt(path)):
            read.update(os.fsencode(name) + b"\0" + _content(path) + b"\0")
    return read.hexdigest()


def _found(root: Path, state: Path) -> Iterator[str]:
    """Yield the names of the files below the project's folder; links to folders outside of it are followed."""
    open_, seen = [str(root)], {os.path.realpath(root), os.path.realpath(state)}
    while open_:
        here = open_.pop()
        entries = list(os.scandir(here))
        if any(entry.name == "pyvenv.cfg" for entry in entries):
            continue
        for entry in entries:
            if not entry.is_dir():
                if not _TOOL_FILE.match(entry.name):
                    yield os.path.relpath(entry.path, root)
            elif entry.name not in TOOL_FOLDERS and (target := os.path.realpath(entry.path)) not in seen:
                seen.add(target)
                open_.append(entry.path)


def _is_policy_test(path: Path, policy_tests: Iterable[Path]) -> bool:
    """Return whether pytest collects a file as a policy test, or the fixtures of some."""
    named = path.name == "conftest.py" or (path.name.startswith("test_") and path.suffix == ".py")
    return named and any(path.is_relative_to(folder) for folder in policy_tests)


def _has_only_a_salt(path: Path) -> bool:
    """Return whether a stack settings file holds no setting: Pulumi writes the salt when it makes a stack."""
    if not _STACK_SETTINGS.fullmatch(path.name):
        return False
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return False
    return all(line.startswith((b"encryptionsalt:", b"#")) for line in lines if line.strip())


def _content(path: Path) -> bytes:
    """Return a digest of a file's mode and content."""
    try:
        status = path.stat()
        link = os.readlink(path) if path.is_symlink() else ""  # noqa: PTH115 - the text, as it is written
        if not stat.S_ISREG(status.st_mode):
            return f"{status.st_mode} {link}".encode()
        if status.st_size > LARGE:
            return f"{status.st_mode} {link} {status.st_size} {status.st_mtime_ns} {status.st_ino}".encode()
        return f"{status.st_mode} {link} ".encode() + hashlib.sha256(path.read_bytes()).digest()
    except OSError as error:
        return f"unreadable {error.errno}".encode()  # a program that opens it fails in the same way
