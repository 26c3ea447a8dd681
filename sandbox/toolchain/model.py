"""The types that the toolchain returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

type Notify = Callable[[str], None]
"""Called with a short text: what is being fetched, built or started."""


@dataclass(frozen=True)
class Tools:
    """The Pulumi CLI and the tools that it needs beside it."""

    pulumi: Path
    bin: Path
    """The folder to put first on PATH: the CLI, the language host and its scripts."""
    version: str
