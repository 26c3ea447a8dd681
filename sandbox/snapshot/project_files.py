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

from sandbox.project.pulumi_file import is_stack_settings
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
LARGE = 8 * 2**20
"""Bytes above which a file is compared by size, time of change and inode: reading it would take longer than that."""


def digest(root: Path, state: Path, policy_tests: Iterable[Path] = (), contents: dict[str, bytes] | None = None) -> str:
    """Return a digest that changes when a file of the project does, is added or goes.

    Args:
        root: Folder of the project.
        state: Folder of the sandbox's own state in it, which is left out; so are other environments for Python, whose
            distributions `sandbox.deploy.distributions` compares.
        policy_tests: Folders of policy tests. What pytest collects there is left out: it judges the plan, and to plan
            again after each edit of a test would make the test wait. Everything else in these folders counts.
        contents: Digests of files by path, for folders that lie in each other and are read at one moment.

    """
    read, known = hashlib.sha256(), {} if contents is None else contents
    inside = tuple(_below(root, folder) for folder in policy_tests if folder.is_relative_to(root))
    for name in sorted({*Repository(root).tracked(), *_found(root, state)}):
        path, file = os.path.join(root, name), name.rpartition("/")[2]  # noqa: PTH118 - thousands of paths
        if not ((_is_policy_test(file) and name.startswith(inside)) or _has_only_a_salt(path, file)):
            if path not in known:
                known[path] = _content(path)
            read.update(os.fsencode(name) + b"\0" + known[path] + b"\0")
    return read.hexdigest()


def _below(root: Path, folder: Path) -> str:
    """Return with what the names of a folder's files begin."""
    return "" if folder == root else f"{folder.relative_to(root)}{os.sep}"


def _found(root: Path, state: Path) -> Iterator[str]:
    """Yield the names of the files below the project's folder; links to folders outside of it are followed."""
    real = os.path.realpath(root)
    open_, seen = [(str(root), "", real)], {real, os.path.realpath(state)}
    while open_:
        here, name, real = open_.pop()
        entries = list(os.scandir(here))
        if any(entry.name == "pyvenv.cfg" for entry in entries):
            continue
        for entry in entries:
            if not entry.is_dir():
                if not _TOOL_FILE.match(entry.name):
                    yield name + entry.name
            elif entry.name not in TOOL_FOLDERS:
                target = os.path.realpath(entry.path) if entry.is_symlink() else f"{real.rstrip(os.sep)}/{entry.name}"
                if target not in seen:
                    seen.add(target)
                    open_.append((entry.path, f"{name}{entry.name}/", target))


def _is_policy_test(file: str) -> bool:
    """Return whether pytest collects a file of this name as tests, or the fixtures of some."""
    return file == "conftest.py" or (file.startswith("test_") and file.endswith(".py"))


def _has_only_a_salt(path: str, file: str) -> bool:
    """Return whether a stack settings file holds no setting: Pulumi writes the salt when it makes a stack."""
    if not is_stack_settings(file):
        return False
    try:
        lines = Path(path).read_bytes().splitlines()
    except OSError:
        return False
    return all(line.startswith((b"encryptionsalt:", b"#")) for line in lines if line.strip())


def _content(path: str) -> bytes:
    """Return a digest of a file's mode and content."""
    try:
        status, link = os.lstat(path), ""
        if stat.S_ISLNK(status.st_mode):
            status, link = os.stat(path), os.readlink(path)  # noqa: PTH115, PTH116 - the link's text, as it is written
        if not stat.S_ISREG(status.st_mode):
            return f"{status.st_mode} {link}".encode()
        if status.st_size > LARGE:
            return f"{status.st_mode} {link} {status.st_size} {status.st_mtime_ns} {status.st_ino}".encode()
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of paths
            return f"{status.st_mode} {link} ".encode() + hashlib.sha256(file.read()).digest()
    except OSError as error:
        return f"unreadable {error.errno}".encode()  # a program that opens it fails in the same way
