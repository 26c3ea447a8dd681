"""Errors of finding, fetching and building the tools.

ToolchainError
├── ToolFailed          a tool ran and failed; carries its last lines
├── NoSpaceLeft         the disk is full
├── PulumiTooOld        the Pulumi CLI on PATH is older than the SDK needs, and no newer one can be had
├── NoPulumi            no Pulumi CLI on PATH, and it can be neither downloaded nor built
└── NoInterpreter       no Python of the version that LocalStack needs
"""

from __future__ import annotations

from pathlib import Path

from sandbox.errors import SandboxError


class ToolchainError(SandboxError):
    """Base of the toolchain's errors."""


class ToolFailed(ToolchainError):
    """A tool ran and failed; `output` holds its last lines."""

    def __init__(self, command: list[str], status: int, output: str) -> None:
        self.command = command
        self.status = status
        self.output = output
        super().__init__(
            f"`{' '.join(command[:4])} ...` ended with status {status}: {output or 'without output'}",
            "Correct what it reports, then run the same command again: finished parts are kept.",
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
    """The only Pulumi CLI available is too old."""

    def __init__(self, path: Path, version: str, needed: str, why_no_other: str) -> None:
        self.path = path
        self.version = version
        super().__init__(
            f"{path} is Pulumi {version}; the sandbox needs {needed} or newer. {why_no_other}",
            f"Upgrade that CLI to {needed} or newer, or take it off PATH and run again with a network or Go.",
        )


class NoPulumi(ToolchainError):
    """No Pulumi CLI on PATH, and none can be downloaded or built."""

    def __init__(self, needed: str, why: str) -> None:
        super().__init__(
            f"There is no Pulumi CLI on PATH. {why}",
            f"Install Pulumi {needed} or newer, or Go 1.24 or newer with a module proxy, then run it again.",
        )


class NoInterpreter(ToolchainError):
    """No Python of the version that LocalStack needs."""

    def __init__(self, version: str, why: str) -> None:
        super().__init__(
            f"LocalStack needs Python {version}, and none was found. {why}",
            f"Install Python {version} so that `python{version}` is on PATH, then run it again.",
        )
