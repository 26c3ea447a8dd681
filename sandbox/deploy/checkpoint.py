"""Pulumi's own state files: stacks, their resources, and the locks of updates.

`project` is the name of the estate's Pulumi project; the backend may hold stacks of other projects.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.deploy.errors import StateDamaged

STACK = "pulumi:pulumi:Stack"
REFERENCE = "pulumi:pulumi:StackReference"


@dataclass(frozen=True)
class StackLock:
    """The lock of an update; it stays when the update's process is killed."""

    path: Path
    pid: int

    @property
    def stack(self) -> str:
        """Name of the stack that is locked."""
        return self.path.parent.name

    @property
    def project(self) -> str:
        """Name of the stack's project."""
        return self.path.parent.parent.name


def backend(state: Path) -> Path:
    """Return the folder of Pulumi's backend."""
    return state / "state"


def discard(state: Path, project: str, stacks: Collection[str]) -> None:
    """Remove stacks of the project with their history and locks; other stacks stay."""
    pulumi = backend(state) / ".pulumi"
    for stack in stacks:
        for suffix in (".json", ".json.bak", ".json.attrs", ".json.bak.attrs"):
            (_folder(backend(state), project) / f"{stack}{suffix}").unlink(missing_ok=True)
        for kind in ("history", "backups"):
            shutil.rmtree(pulumi / kind / project / stack, ignore_errors=True)
        shutil.rmtree(pulumi / "locks" / "organization" / project / stack, ignore_errors=True)


def discard_all(state: Path) -> None:
    """Remove every stack of every project."""
    shutil.rmtree(backend(state), ignore_errors=True)


def names(state: Path, project: str) -> tuple[str, ...]:
    """Return the names of the project's stacks."""
    return tuple(path.stem for path in _files(backend(state), project))


def files(state: Path, project: str) -> tuple[Path, ...]:
    """Return the files of the project's stacks."""
    return tuple(_files(backend(state), project))


def other_stacks(state: Path, project: str, stacks: Collection[str]) -> tuple[str, ...]:
    """Return every stack but those of the estate, as `project/stack`."""
    found = sorted((backend(state) / ".pulumi" / "stacks").glob("*/*.json"))
    everything = [(path.parent.name, path.stem) for path in found]
    return tuple(f"{owner}/{name}" for owner, name in everything if not (owner == project and name in stacks))


def locks(state: Path) -> tuple[StackLock, ...]:
    """Return the locks of updates that run or were killed."""
    found = sorted((backend(state) / ".pulumi" / "locks").rglob("*.json"))
    return tuple(StackLock(path, _pid(path)) for path in found)


def _pid(path: Path) -> int:
    try:
        return int(json.loads(path.read_text())["pid"])
    except (ValueError, KeyError, TypeError):  # written in part only
        return 0


def pending(state: Path, project: str, stacks: Collection[str]) -> tuple[str, ...]:
    """Return the resources whose operation began and did not end; raises StateDamaged."""
    return tuple(
        operation["resource"]["urn"].rsplit("::", 1)[-1]
        for latest in _read(state, project, stacks).values()
        for operation in latest.get("pending_operations") or ()
    )


def summaries(state: Path, project: str) -> dict[str, dict[str, Any]]:
    """Return for each stack of the project its number of resources and the time of its last update."""
    return {
        name: {
            "resources": len(latest.get("resources") or ()),
            "last_update": latest.get("manifest", {}).get("time"),
        }
        for name, latest in _read(state, project, names(state, project)).items()
    }


def resources(state: Path, project: str, stacks: Collection[str], resource_type: str) -> list[dict[str, Any]]:
    """Return id and outputs of every resource of one Pulumi type in these stacks; secrets stay encrypted."""
    return [
        {**(resource.get("outputs") or {}), "id": resource.get("id")}
        for latest in _read(state, project, stacks).values()
        for resource in latest.get("resources") or ()
        if resource["type"] == resource_type and not resource.get("delete")
    ]


def copy(state: Path, project: str, into: Path) -> None:
    """Copy the project's stacks into another backend; raises StateDamaged."""
    folder = _folder(into, project)
    folder.mkdir(parents=True)
    for path in _files(backend(state), project):
        _latest(path)
        shutil.copy(path, folder)


def set_outputs(backend: Path, project: str, stack: str, outputs: dict[str, Any]) -> None:
    """Give a stack of that backend these outputs, so that stacks that refer to it can be planned."""
    path = _folder(backend, project) / f"{stack}.json"
    document = json.loads(path.read_text())
    latest = document["checkpoint"]["latest"]
    roots = [resource for resource in latest.get("resources") or () if resource["type"] == STACK]
    urn = f"urn:pulumi:{stack}::{project}::{STACK}::{project}-{stack}"
    root = roots[0] if roots else {"urn": urn, "custom": False, "type": STACK}
    rest = [resource for resource in latest.get("resources") or () if resource is not root]
    latest["resources"] = [{**root, "outputs": outputs}, *rest]
    path.write_text(json.dumps(document))


def holds(backend: Path, project: str, stack: str) -> bool:
    """Return whether that backend has the stack, with or without resources."""
    return (_folder(backend, project) / f"{stack}.json").exists()


def _read(state: Path, project: str, stacks: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the latest deployment of each of these stacks that there is."""
    return {path.stem: _latest(path) for path in _files(backend(state), project) if path.stem in stacks}


def _files(backend: Path, project: str) -> list[Path]:
    return sorted(_folder(backend, project).glob("*.json"))


def _folder(backend: Path, project: str) -> Path:
    """Return where a backend keeps the project's stacks."""
    return backend / ".pulumi" / "stacks" / project


def _latest(path: Path) -> dict[str, Any]:
    try:
        latest = dict(json.loads(path.read_text())["checkpoint"].get("latest") or {})
        for resource in latest.get("resources") or ():
            resource["type"], resource["urn"]
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise StateDamaged(path, "is damaged: it does not hold a Pulumi stack") from error
    return latest
