"""A folder of JSON files as the AWS CLI writes them; `docs/snapshots.md` says which, and how to make them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.iam.snapshot import Snapshot
from sandbox.snapshot.aws_export import Responses, build_snapshot
from sandbox.snapshot.aws_export.responses import command
from sandbox.snapshot.errors import SourceMissing, SourceUnreadable


def read(folder: Path, home_region: str = "us-east-1") -> Snapshot:
    """Read a folder; raises SourceMissing, SourceUnreadable with the command that would write the file."""
    if not folder.is_dir():
        raise SourceMissing(str(folder), "there is no such folder", "`sandbox iam export FOLDER` writes one.")
    files = {str(path.relative_to(folder)): _parsed(path, folder) for path in sorted(folder.rglob("*.json"))}
    return build_snapshot(Responses(str(folder), files), home_region)


def write(files: Mapping[str, Any], folder: Path) -> None:
    """Write responses so that `read` finds them."""
    for name, response in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(response, indent=2, default=str) + "\n", encoding="utf-8")


def _parsed(path: Path, folder: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        name = str(path.relative_to(folder))
        raise SourceUnreadable(
            str(path), f"it is not JSON ({error})", f"Run `{command(name)} > {name}` again."
        ) from error
