"""A folder of JSON files as the AWS CLI writes them; `docs/snapshots.md` says which, and how to make them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sandbox.iam.snapshot import Snapshot
from sandbox.snapshot.aws_export import Responses, build_snapshot
from sandbox.snapshot.aws_export.responses import DELEGATION_POLICY, command
from sandbox.snapshot.errors import SourceMissing, SourceUnreadable
from sandbox.snapshot.network.exported import is_of_network
from sandbox.snapshot.resource_type import resource_types

_NO_DELEGATION = "ResourcePolicyNotFoundException"


@dataclass(frozen=True, slots=True)
class _NoPolicy:
    """An empty file of a resource that has no policy."""

    note: str


def read(folder: Path, home_region: str | None = None) -> Snapshot:
    """Read a folder; raises SourceMissing, SourceUnreadable with the command that would write the file."""
    if not folder.is_dir():
        raise SourceMissing(str(folder), "there is no such folder", "`sandbox iam export FOLDER` writes one.")
    paths = [path for path in sorted(folder.rglob("*.json")) if not is_of_network(path.relative_to(folder))]
    files = {str(path.relative_to(folder)): _parsed(path, folder) for path in paths}
    empty = tuple(found.note for found in files.values() if isinstance(found, _NoPolicy))
    known = {name: {} if isinstance(found, _NoPolicy) else found for name, found in files.items()}
    snapshot = build_snapshot(Responses(str(folder), known), home_region)
    return replace(snapshot, notes=(*snapshot.notes, *empty))


def write(files: Mapping[str, Any], folder: Path) -> None:
    """Write responses so that `read` finds them."""
    for name, response in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(response, indent=2, default=str) + "\n", encoding="utf-8")


def _parsed(path: Path, folder: Path) -> object:
    text = path.read_text(encoding="utf-8", errors="replace")
    name = str(path.relative_to(folder))
    if not text.strip():
        return _empty(path, name)
    try:
        return json.loads(text)
    except ValueError as error:
        raise SourceUnreadable(
            str(path), f"it is not JSON ({error})", f"Run `{command(name)} > {name}` again."
        ) from error


def _empty(path: Path, name: str) -> object:
    """Return the response that an empty file stands for: the AWS CLI prints none where it ends in an error."""
    stem = name.removesuffix(".json")
    if name == DELEGATION_POLICY:
        return _NoPolicy(f"{name} is empty: read as {_NO_DELEGATION}, an organization without a delegation policy")
    for known in filter(None, (found.exported for found in resource_types())):
        if known.error_without_policy and known.matches(stem):
            note = f"{name} is empty: read as {known.error_without_policy}, a resource without a policy"
            return _NoPolicy(note)
    raise SourceUnreadable(
        str(path),
        "it is empty, as the AWS CLI prints nothing but an error where a command fails",
        f"See what `{command(name)}` prints: the credentials may have expired or lack the permission to read.",
    )
