"""What this clone's engine holds, as the last `up` left it: a small file under .sandbox/."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

Form = Literal["all", "split"]

SCHEMA = 1
"""Raised when a state written before can no longer be carried on."""


@dataclass(frozen=True)
class Record:
    """One deployment: into which life of which engine, in what form, of which estate."""

    instance: str
    """The engine's life; another one means that what was deployed is gone."""
    endpoint: str
    form: Form
    management: str
    """Email of the management account: the estate's identity."""
    estate: str
    """Path of the estate file."""
    config: str
    """Fingerprint of the stack configuration that was last set."""
    complete: bool
    """Whether the last `up` ended well."""
    closed: bool = True
    """Whether Pulumi came to an end and wrote its state; not so, nobody knows what stands."""
    schema: int = SCHEMA
    pulumi: str = ""
    """Version of the CLI that wrote the state."""


class Unreadable(ValueError):
    """The record is of another version, or no record at all."""


def path(state: Path) -> Path:
    """Where the record lies."""
    return state / "deployment.json"


def load(state: Path) -> Record | None:
    """The record, or None where nothing was ever deployed."""
    try:
        text = path(state).read_text()
    except FileNotFoundError:
        return None
    try:
        fields = json.loads(text)
        if fields["schema"] != SCHEMA:
            raise Unreadable(f"state of version {fields['schema']}")
        return Record(**fields)
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(str(error)) from error


def save(state: Path, record: Record) -> None:
    """Write the record whole or not at all."""
    fresh = path(state).with_suffix(".new")
    fresh.write_text(json.dumps(asdict(record), indent=2))
    fresh.replace(path(state))
