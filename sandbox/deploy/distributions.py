"""Digest of what a program can import beside its own files: the interpreter and everything that is installed in it.

Files of distributions are compared by size, time of the last change and inode, not by content: an environment holds
more than ten thousand of them, and each way of changing one changes one of the three.
"""

from __future__ import annotations

import hashlib
import json
import os
import site
import sys
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sandbox.package_data import PACKAGE

_UNREAD = frozenset(
    (
        "__pycache__",
        ".git",
        ".hg",
        ".hypothesis",
        ".import_linter_cache",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".sandbox",
        ".svn",
        ".tox",
    )
)
"""Folders that no import reads and that change while tests run, in the repository of an editable install, too."""
_NAME = attrgetter("name")


def digest(*, project: Path, virtualenv: Path | None = None) -> str:
    """Return a digest that changes when the interpreter or a file of an installed distribution does.

    Args:
        project: Folder of the program. Distributions whose sources lie in it (editable installs) are left out, for
            the files of the project are compared by content.
        virtualenv: Environment that `Pulumi.yaml` names for the program; None where it runs in this one.

    """
    read = hashlib.sha256(f"{sys.version}\0{sys.prefix}\0{sys.base_prefix}\0{virtualenv}".encode())
    folders = [*_site_folders(), *(virtualenv.glob("lib/python*/site-packages") if virtualenv else ())]
    elsewhere = sorted({source.resolve() for folder in folders for source in _sources_elsewhere(folder)})
    for folder in (*folders, *(source for source in elsewhere if not source.is_relative_to(project))):
        for listed in _entries(str(folder)):
            read.update(os.fsencode(listed))
    return read.hexdigest()


def libraries(project: Path) -> str:
    """Return a digest that changes with `digest`, and when a file of the sandbox's own package does.

    For a process that has imported both: it cannot serve programs of another digest.
    """
    own = "\n".join(_entries(str(PACKAGE)))
    return hashlib.sha256(f"{digest(project=project)}\n{own}".encode()).hexdigest()


def _site_folders() -> tuple[Path, ...]:
    listed = [*site.getsitepackages(), *([site.getusersitepackages()] if site.ENABLE_USER_SITE else ())]
    return tuple(Path(folder) for folder in dict.fromkeys(listed) if Path(folder).is_dir())


def _sources_elsewhere(folder: Path) -> Iterator[Path]:
    """Yield the folders that are importable beside a site folder: editable installs, `.pth` files, PYTHONPATH."""
    for path in sorted(folder.glob("*.pth")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.strip() and not line.startswith(("#", "import ", "import\t")):
                yield folder / line.strip()
    for path in sorted(folder.glob("*.dist-info/direct_url.json")):
        url = json.loads(path.read_text(encoding="utf-8"))
        if url.get("dir_info", {}).get("editable"):
            yield Path(unquote(urlsplit(url["url"]).path))
    yield from (Path(named) for named in os.environ.get("PYTHONPATH", "").split(os.pathsep) if named)


def _entries(folder: str) -> Iterator[str]:
    """Yield the files of each folder, a line for each; links to folders are followed, each folder once."""
    open_, seen = [folder], {os.path.realpath(folder)}
    while open_:
        here = open_.pop()
        try:
            entries = sorted(os.scandir(here), key=_NAME)
        except OSError:
            continue  # named by a `.pth` file, and not there
        if any(entry.name == "pyvenv.cfg" for entry in entries):
            continue  # another environment, in a folder of sources
        lines: list[str] = []
        for entry in entries:
            if not entry.is_dir():
                lines.append(_line(entry))
            elif entry.name not in _UNREAD and (not entry.is_symlink() or _added(seen, os.path.realpath(entry.path))):
                open_.append(entry.path)
        if lines:
            yield "\n".join((here, *lines, ""))


def _line(entry: os.DirEntry[str]) -> str:
    try:
        status = entry.stat()
    except OSError:
        status = entry.stat(follow_symlinks=False)  # a link to a file that is not there
    return f"{entry.name}\0{status.st_mode}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ino}"


def _added(seen: set[str], folder: str) -> bool:
    """Return whether a folder is new, and keep it in mind."""
    before = len(seen)
    seen.add(folder)
    return len(seen) > before
