"""The git repository of a project: commits by name, and the files of a commit.

Nothing of the person's is touched: files are written through an index of their own, and no worktree is registered.
"""

from __future__ import annotations

import difflib
import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sandbox.snapshot.errors import NoRepository, RevisionUnknown, SourceMissing

_LOCAL = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")
"""Set where git calls us, in a hook; they name another repository than the program's."""
_NOTHING = "there is no such file or folder"
_OTHERS = "Name `plan`, `live`, a folder of exported files, or a file."


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, and the tree of the program's folder in it."""

    name: str
    """As the person named it."""
    id: str
    tree: str

    def __str__(self) -> str:
        return self.name if self.id.startswith(self.name) else f"{self.name} ({self.id[:10]})"


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository around a program's folder."""

    root: Path
    """The program's folder; the repository's own may lie above it."""

    def commit(self, name: str) -> Commit:
        """Return the commit of a name; raises NoRepository, RevisionUnknown with similar names."""
        self._check(name)
        found = None if name.startswith("-") else self._id(f"{name}^{{commit}}")
        if found is None:
            shallow = self._output("rev-parse", "--is-shallow-repository") == "true"
            raise RevisionUnknown(name, self._near(name), shallow=shallow)
        inside = (self._output("rev-parse", "--show-prefix") or "").rstrip("/")
        tree = self._id(f"{found}:{inside}")
        if tree is None:
            why = f"commit {found[:10]} has no folder {inside}"
            raise SourceMissing(name, why, "Name a commit that has the program.")
        return Commit(name, found, tree)

    def knows(self, name: str) -> bool:
        """Return whether a name is that of a commit; false where there is no repository."""
        return not name.startswith("-") and self._id(f"{name}^{{commit}}") is not None

    def files(self, tree: str) -> Mapping[str, str]:
        """Path -> id of the text, for every file of a tree."""
        listed = self._git("ls-tree", "--full-tree", "-r", "-z", tree).stdout.split("\0")
        entries = (entry.partition("\t") for entry in listed if entry)
        return {path: head.split()[2] for head, _, path in entries if head.split()[1] == "blob"}

    def tracked(self) -> tuple[str, ...]:
        """Return the names of the files below the folder that git tracks; none where there is no repository."""
        return tuple(name for name in (self._output("ls-files", "-z") or "").split("\0") if name)

    def head(self) -> str:
        """Return the branch and the commit that are checked out; empty where there is no repository."""
        both = self._output("rev-parse", "HEAD", "--symbolic-full-name", "HEAD")
        return both or self._output("symbolic-ref", "--quiet", "HEAD") or ""  # no commit yet

    def write(self, tree: str, paths: list[str], folder: Path) -> None:
        """Write files of a tree into a folder, as a checkout would."""
        with tempfile.TemporaryDirectory() as made:
            index = {"GIT_INDEX_FILE": str(Path(made) / "index")}
            self._git("read-tree", tree, more=index)
            # A folder below the repository's own must be written as though it were the whole of it.
            command = ("checkout-index", "-z", "--stdin", f"--prefix={folder.absolute()}{os.sep}")
            top = Path(self._output("rev-parse", "--show-toplevel") or self.root)
            self._git(*command, more=index, given="\0".join(paths), at=top)

    def id_of(self, path: Path) -> str | None:
        """Return the id that a file's text would have in the repository; None where there is no such file."""
        return self._output("hash-object", "--", str(path)) if path.is_file() else None

    def _check(self, name: str) -> None:
        try:
            found = self._git("rev-parse", "--show-toplevel", check=False)
        except FileNotFoundError:
            raise NoRepository(name, f"{_NOTHING}, and git is not installed", _OTHERS) from None
        if found.returncode:
            reason = (*found.stderr.strip().removeprefix("fatal: ").splitlines(), "git gives no reason")[0]
            why = f"{_NOTHING}, and {self.root} is in no git repository that can be read ({reason})"
            raise NoRepository(name, why, _OTHERS)

    def _near(self, name: str) -> tuple[str, ...]:
        """Branches and tags of a similar name, those of remotes among them."""
        known = (self._output("for-each-ref", "--format=%(refname:short)") or "").splitlines()
        remote = [ref for ref in known if ref.partition("/")[2] == name]
        return tuple(dict.fromkeys((*remote, *difflib.get_close_matches(name, known, 3))))

    def _id(self, expression: str) -> str | None:
        return self._output("rev-parse", "--verify", "--quiet", "--end-of-options", expression)

    def _output(self, *arguments: str) -> str | None:
        try:
            done = self._git(*arguments, check=False)
        except FileNotFoundError:
            return None
        return done.stdout.strip() if done.returncode == 0 else None

    def _git(
        self,
        *arguments: str,
        more: Mapping[str, str] | None = None,
        given: str = "",
        at: Path | None = None,
        check: bool = True,
    ) -> subprocess.CompletedProcess[str]:
        own = {name: value for name, value in os.environ.items() if name not in _LOCAL}
        return subprocess.run(
            ["git", "-C", str(at or self.root), *arguments],
            env={**own, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", **(more or {})},
            input=given,
            capture_output=True,
            check=check,
            encoding="utf-8",
            errors="surrogateescape",
        )
