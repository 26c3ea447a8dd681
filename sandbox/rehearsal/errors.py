"""Errors of a rehearsal.

SandboxError
└── RehearsalError
    ├── NoEvents          a folder or file without events
    ├── InvalidChange     a change that is no policy document, or one of a policy that cannot be rehearsed
    └── UnknownPolicy     a policy that no account, unit, role or user of the snapshot has
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from sandbox.errors import SandboxError


class RehearsalError(SandboxError):
    """A rehearsal that cannot be done."""


class NoEvents(RehearsalError):
    """A folder or file without events."""


class InvalidChange(RehearsalError):
    """A change that cannot be read, or that has no meaning."""


class UnknownPolicy(RehearsalError):
    """A policy or a target that the snapshot does not have."""

    def __init__(self, kind: str, name: str, known: Iterable[str], hint: str) -> None:
        similar = difflib.get_close_matches(name, sorted(set(known)), 3, 0.5)
        text = f"Similar: {', '.join(similar)}. " if similar else ""
        super().__init__(f"The snapshot has no {kind} {name!r}.", f"{text}{hint}")
