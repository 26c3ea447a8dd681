"""What can go wrong while a world is read.

SourceError
├── SourceMissing     there is nothing to read at that place
├── SourceUnreadable  what lies there is not what it should be
└── FactUnknown       the source does not say what the world needs
"""

from __future__ import annotations

from sandbox.errors import SandboxError


class SourceError(SandboxError):
    """A world that cannot be read: where, and what would help."""

    def __init__(self, place: str, happened: str, next_step: str) -> None:
        super().__init__(f"{place}: {happened}.", next_step)
        self.place = place


class SourceMissing(SourceError):
    """There is nothing to read at that place."""


class SourceUnreadable(SourceError):
    """What lies there is not what it should be."""


class FactUnknown(SourceError):
    """The source does not say what the world needs."""
