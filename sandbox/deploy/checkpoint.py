"""Read Pulumi's own state files: which stacks there are, what is locked, what was interrupted.

`project` is the Pulumi project's name: a backend may hold stacks of others, which are left alone.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STACK = "pulumi:pulumi:Stack"


@dataclass(frozen=True)
class StackLock:
    """A running update's mark; its process may have died without wiping it off."""

    path: Path
    pid: int


def backend(state: Path) -> Path:
    """The folder that Pulumi keeps its state in."""
    return state / "state"


def drop(state: Path) -> None:
    """Forget every stack."""
    shutil.rmtree(backend(state), ignore_errors=True)
    (state / "deployment.json").unlink(missing_ok=True)


def locks(state: Path) -> tuple[StackLock, ...]:
    """The marks of updates that run or were killed."""
    found = sorted((backend(state) / ".pulumi" / "locks").rglob("*.json"))
    return tuple(StackLock(path, _pid(path)) for path in found)


def _pid(path: Path) -> int:
    try:
        return int(json.loads(path.read_text())["pid"])
    except (ValueError, KeyError):  # cut short while it was written
        return 0


def pending(state: Path, project: str) -> tuple[str, ...]:
    """Resources whose operation had begun and has no end on record; raises ValueError for a file that is no state."""
    return tuple(
        operation["resource"]["urn"].rsplit("::", 1)[-1]
        for latest in _stacks(state, project).values()
        for operation in latest.get("pending_operations") or ()
    )


def summaries(state: Path, project: str) -> dict[str, dict[str, Any]]:
    """Every stack: how many resources it holds and when it was last updated."""
    return {
        name: {
            "resources": len(latest.get("resources") or ()),
            "last_update": latest.get("manifest", {}).get("time"),
        }
        for name, latest in _stacks(state, project).items()
    }


def resources(state: Path, project: str, kind: str) -> list[dict[str, Any]]:
    """Id and outputs of every resource of one Pulumi type, over all stacks; secrets stay encrypted."""
    return [
        {**(resource.get("outputs") or {}), "id": resource.get("id")}
        for latest in _stacks(state, project).values()
        for resource in latest.get("resources") or ()
        if resource["type"] == kind and not resource.get("delete")
    ]


def copy(state: Path, project: str, into: Path) -> None:
    """Copy every stack into another backend, for plans that go beyond what stands."""
    folder = _folder(into, project)
    folder.mkdir(parents=True)
    for path in _folder(backend(state), project).glob("*.json"):
        shutil.copy(path, folder)


def foresee(folder: Path, project: str, stack: str, outputs: dict[str, Any]) -> None:
    """Let a stack of that backend hand out what its plan promises, so that the plans of others can go on from there."""
    path = _folder(folder, project) / f"{stack}.json"
    document = json.loads(path.read_text())
    latest = document["checkpoint"]["latest"]
    made = [resource for resource in latest.get("resources") or () if resource["type"] == STACK]
    urn = f"urn:pulumi:{stack}::{project}::{STACK}::{project}-{stack}"
    root = made[0] if made else {"urn": urn, "custom": False, "type": STACK}
    rest = [resource for resource in latest.get("resources") or () if resource is not root]
    latest["resources"] = [{**root, "outputs": outputs}, *rest]
    path.write_text(json.dumps(document))


def holds(backend: Path, project: str, stack: str) -> bool:
    """Whether that backend has the stack, were it an empty one."""
    return (_folder(backend, project) / f"{stack}.json").exists()


def _stacks(state: Path, project: str) -> dict[str, dict[str, Any]]:
    """Stack name -> its latest deployment."""
    return {path.stem: _latest(path) for path in sorted(_folder(backend(state), project).glob("*.json"))}


def _folder(backend: Path, project: str) -> Path:
    """Return where a backend keeps the stacks of a project."""
    return backend / ".pulumi" / "stacks" / project


def _latest(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text())
        return dict(document["checkpoint"].get("latest") or {})
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"{path.name} is no Pulumi state") from error
