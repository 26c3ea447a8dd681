"""The files of a new project: the reference estate's program, an estate file, policy tests, CI workflow and schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from sandbox.estate.schema import json_schema
from sandbox.package_data import reference_estate

type Files = Mapping[PurePosixPath, str]
"""Path below the project's root -> content."""

EXAMPLES = ("gilt",)
"""Estates that `--example` names; without one, a small estate of two departments is written."""

TEMPLATES = Path(__file__).parent / "templates"
PROGRAM = ("__main__.py", "accounts", "network", "policy")
"""Parts of the reference estate that every project gets."""
OF_THE_REPOSITORY = frozenset(("conftest.py",))
"""Files of the reference estate's policy tests that only its own repository uses."""

SCHEMA = PurePosixPath(".causeway/estate.schema.json")
EDITOR_LINE = f"# yaml-language-server: $schema={SCHEMA}\n"
GITIGNORE = PurePosixPath(".gitignore")


def files(name: str, example: str | None = None) -> Files:
    """Return the files of a new project; `name` is its Pulumi project's."""
    estate = reference_estate() if example else TEMPLATES / "small"
    found: dict[PurePosixPath, str] = {}
    for part in PROGRAM:
        found.update(_tree(reference_estate(), part))
    found.update(_tree(estate, "tests/intents"))
    found[PurePosixPath("estate.yaml")] = EDITOR_LINE + (estate / "estate.yaml").read_text(encoding="utf-8")
    found[SCHEMA] = json.dumps(json_schema(), indent=2) + "\n"
    found[PurePosixPath("Pulumi.yaml")] = _pulumi(name)
    found[PurePosixPath("sandbox.toml")] = (TEMPLATES / "sandbox.toml").read_text(encoding="utf-8")
    found[PurePosixPath("conftest.py")] = (TEMPLATES / "conftest.py").read_text(encoding="utf-8")
    found[PurePosixPath(".github/workflows/estate.yaml")] = (TEMPLATES / "workflow.yaml").read_text(encoding="utf-8")
    found[GITIGNORE] = (TEMPLATES / "gitignore").read_text(encoding="utf-8")
    return dict(sorted(found.items()))


def project_name(folder: Path) -> str:
    """Return a Pulumi project name made from a folder's name."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", folder.name).strip("-._") or "estate"


def _pulumi(name: str) -> str:
    """Return the reference estate's Pulumi.yaml under another name."""
    text = (reference_estate() / "Pulumi.yaml").read_text(encoding="utf-8")
    return re.sub(r"^name: .*$", f"name: {json.dumps(name)}", text, count=1, flags=re.MULTILINE)


def _tree(root: Path, part: str) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield a file, or the files of a folder but those that only the reference estate's repository uses."""
    start = root / part
    for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
        if path.is_file() and path.suffix != ".pyc" and path.name not in OF_THE_REPOSITORY:
            yield PurePosixPath(path.relative_to(root).as_posix()), path.read_text(encoding="utf-8")
