"""The deployment: what the last `up` deployed, into which engine, in which form.

`.sandbox/deployment.json` holds it, and `.sandbox/deployed-estate.yaml` the content of the estate file.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from sandbox.deploy.errors import DeployedFileMissing, NothingDeployed, OtherEstate, StateDamaged
from sandbox.engine import Engine
from sandbox.estate import Estate
from sandbox.estate import load as load_estate

Form = Literal["all", "split"]

SCHEMA = 2
"""Raised when a state written before can no longer be updated."""


@dataclass(frozen=True)
class Deployment:
    """One deployment of an estate."""

    instance: str
    """Identity of the engine process; another one means that what was deployed is gone."""
    endpoint: str
    form: Form
    management: str
    """Email of the management account: the organization's identity."""
    root: str
    """The project's folder at the time; another one means that it was moved."""
    estate: str
    """Path of the estate file."""
    estate_digest: str
    """SHA-256 of the estate file's content."""
    stacks: tuple[str, ...]
    """Names of the estate's stacks, those of earlier updates of this deployment included."""
    config: str
    """Fingerprint of the stack configuration that was last set."""
    complete: bool
    """Whether the last `up` succeeded."""
    closed: bool = True
    """Whether Pulumi ended and wrote its state; if not, what is deployed is unknown."""
    schema: int = SCHEMA
    pulumi: str = ""
    """Version of the CLI that wrote the state."""


def path(state: Path) -> Path:
    """Return where the deployment is recorded."""
    return state / "deployment.json"


def estate_copy(state: Path) -> Path:
    """Return where the content of the deployed estate file is kept."""
    return state / "deployed-estate.yaml"


def load(state: Path) -> Deployment | None:
    """Return the last deployment, or None where nothing was deployed; raises StateDamaged."""
    try:
        fields = json.loads(path(state).read_text())
        if fields["schema"] != SCHEMA:
            raise StateDamaged(path(state), f"was written by another version (schema {fields['schema']})")
        return Deployment(**{**fields, "stacks": tuple(fields["stacks"])})
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StateDamaged(path(state), "is damaged: it does not hold a deployment") from error


def save(state: Path, deployment: Deployment) -> None:
    """Write the deployment whole or not at all."""
    _replace(path(state), json.dumps(asdict(deployment), indent=2).encode())


def save_estate(state: Path, file: Path) -> str:
    """Keep the content of an estate file that is about to be deployed; return its digest."""
    content = file.read_bytes()
    _replace(estate_copy(state), content)
    return hashlib.sha256(content).hexdigest()


def forget(state: Path) -> None:
    """Remove the record of the deployment."""
    path(state).unlink(missing_ok=True)
    estate_copy(state).unlink(missing_ok=True)


def in_engine(state: Path, engine: Engine | None) -> Deployment | None:
    """Return the deployment that the running engine holds, or None; raises StateDamaged."""
    if engine is None:
        return None
    found = load(state)
    return found if found is not None and found.instance == engine.instance else None


def deployed_estate(state: Path, deployment: Deployment) -> Estate:
    """Return the estate as it was deployed, whatever its file holds now; raises StateDamaged."""
    copy = estate_copy(state)
    try:
        content = copy.read_bytes()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != deployment.estate_digest:
        raise StateDamaged(copy, "is not the estate as deployed", "Run `sandbox up`: it writes the file again.")
    return load_estate(copy)


def deployed_file(state: Path, deployment: Deployment) -> Path:
    """Return the file that the deployed estate was read from; raises DeployedFileMissing."""
    file = Path(deployment.estate)
    if not file.is_absolute():
        file = state.parent / file
    if not file.exists():
        raise DeployedFileMissing(file, estate_copy(state))
    return file


def estate_in_engine(state: Path, engine: Engine, named: Estate | None) -> tuple[Deployment, Estate]:
    """Return the deployment in the engine and the estate to describe it with: the deployed one, or the one named.

    Raises NothingDeployed, StateDamaged, and OtherEstate where the named one is of another organization.
    """
    found = in_engine(state, engine)
    if found is None:
        raise NothingDeployed(engine.endpoint)
    if named is None:
        return found, deployed_estate(state, found)
    wanted = named.organization.management.email
    if wanted != found.management:
        raise OtherEstate(found.management, wanted, attached=engine.form == "attach")
    return found, named


def _replace(target: Path, content: bytes) -> None:
    fresh = target.with_name(f"{target.name}.new")
    fresh.write_bytes(content)
    fresh.replace(target)
