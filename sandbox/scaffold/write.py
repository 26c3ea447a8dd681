"""Write the files of a new project into a folder, all or none, and overwrite nothing.

ScaffoldError
├── FilesInTheWay    files of the same names exist
└── NoSuchExample    no estate of that name is shipped
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sandbox import project
from sandbox.errors import SandboxError
from sandbox.scaffold import contents


class ScaffoldError(SandboxError):
    """Base of the errors of `sandbox init`."""


class FilesInTheWay(ScaffoldError):
    """Files of the same names exist; `paths` are relative to the folder."""

    def __init__(self, folder: Path, paths: tuple[PurePosixPath, ...]) -> None:
        listed = "\n".join(f"  {path}" for path in paths)
        super().__init__(
            f"{folder} has files that would be overwritten; nothing was written:\n{listed}",
            "Move them, or name an empty folder: `sandbox init FOLDER`.",
        )
        self.paths = paths


class NoSuchExample(ScaffoldError):
    """No estate of that name is shipped."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No example {name!r}.", f"Examples: {', '.join(contents.EXAMPLES)}.")


@dataclass(frozen=True)
class Written:
    """What was written."""

    folder: Path
    paths: tuple[PurePosixPath, ...]
    to_ignore: tuple[str, ...]
    """Lines that the folder's own .gitignore lacks."""


def write(folder: Path, example: str | None = None) -> Written:
    """Write a new project; raises FilesInTheWay, NoSuchExample."""
    if example is not None and example not in contents.EXAMPLES:
        raise NoSuchExample(example)
    folder = folder.resolve()
    files = dict(contents.files(contents.project_name(folder), example))
    to_ignore = _lines_to_ignore(folder, files)
    blocked = [path for path in files if _exists(folder, path)]
    if project.at(folder).file is not None and PurePosixPath(project.FILE) not in blocked:
        blocked.append(PurePosixPath(project.PYPROJECT))  # it has [tool.causeway]
    if blocked:
        raise FilesInTheWay(folder, tuple(blocked))
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return Written(folder, tuple(files), to_ignore)


def _exists(folder: Path, path: PurePosixPath) -> bool:
    """Return whether the file exists, or a file where one of its folders has to be."""
    parents = (folder / parent for parent in path.parents)
    return (folder / path).exists() or any(parent.is_file() for parent in parents)


def _lines_to_ignore(folder: Path, files: dict[PurePosixPath, str]) -> tuple[str, ...]:
    """Take .gitignore from the files where the folder has one, and return the lines that it lacks."""
    own = folder / contents.GITIGNORE
    if not own.is_file():
        return ()
    present = set(own.read_text(encoding="utf-8").splitlines())
    wanted = files.pop(contents.GITIGNORE).splitlines()
    return tuple(line for line in wanted if line and not line.startswith("#") and line not in present)


def summary(written: Written) -> Mapping[str, int]:
    """Return how many files were written, by top-level folder (`name/`) or file, in their order."""
    counts: dict[str, int] = {}
    for path in written.paths:
        name = path.parts[0] if len(path.parts) == 1 else f"{path.parts[0]}/"
        counts[name] = counts.get(name, 0) + 1
    return counts
