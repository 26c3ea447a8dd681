"""What the toolchain gives to the other rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

type Say = Callable[[str], None]
"""Told, in a few words, what is being fetched, built or started."""


@dataclass(frozen=True)
class Tools:
    """The Pulumi CLI and what it needs beside it."""

    pulumi: Path
    bin: Path
    """To be first on PATH: the CLI, the language host and its scripts."""
    version: str


@dataclass(frozen=True)
class Finding:
    """One thing that `doctor` looked at."""

    subject: str
    good: bool
    detail: str
    next_step: str = ""
    """What to type where it is not good."""
