"""What can go wrong while the tools are found, fetched or built; each says what to do next.

ToolchainError
├── ToolFailed          a tool ran and failed; carries its last lines
├── NoSpaceLeft         the disk is full
├── PulumiTooOld        a Pulumi CLI on PATH that is older than the SDK needs, and no way to a newer one
└── NoPulumi            neither on PATH, nor to be downloaded, nor to be built
"""

from __future__ import annotations

from pathlib import Path

from sandbox.errors import SandboxError


class ToolchainError(SandboxError):
    """Base of this room's errors."""


class ToolFailed(ToolchainError):
    """A tool ran and failed; `output` is what it said last."""

    def __init__(self, command: list[str], status: int, output: str) -> None:
        self.command = command
        self.status = status
        self.output = output
        super().__init__(
            f"`{' '.join(command[:4])} ...` ended with status {status}: {output or 'it said nothing'}",
            "Mend what it says, then run the same command again: what is finished is kept.",
        )


class NoSpaceLeft(ToolchainError):
    """The disk is full."""

    def __init__(self, path: Path, needed_mb: int) -> None:
        self.path = path
        super().__init__(
            f"No space left on the disk that holds {path}.",
            f"Free {needed_mb} MB there, or set CAUSEWAY_CACHE to a folder on another disk, then run it again.",
        )


class PulumiTooOld(ToolchainError):
    """The only Pulumi CLI that can be had is too old."""

    def __init__(self, path: Path, version: str, needed: str, why_no_other: str) -> None:
        self.path = path
        self.version = version
        super().__init__(
            f"{path} is Pulumi {version}; the sandbox needs {needed} or newer. {why_no_other}",
            f"Upgrade that CLI to {needed} or newer, or take it off PATH and run it again with network or Go at hand.",
        )


class NoPulumi(ToolchainError):
    """There is no Pulumi CLI and no way to one."""

    def __init__(self, needed: str, why: str) -> None:
        super().__init__(
            f"There is no Pulumi CLI on PATH. {why}",
            f"Install Pulumi {needed} or newer, or Go 1.24 or newer with a module proxy in reach, then run it again.",
        )
