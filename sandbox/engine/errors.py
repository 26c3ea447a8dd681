"""Errors of starting, finding and stopping the engine.

EngineError
├── PortTaken               another process listens on the given port
├── EngineDied              it ended while it started; has the last lines of its log
├── EngineNotHealthy        it runs, but a service that the estate uses does not answer
├── NoSpaceForEngine        the disk is full
├── EngineNotThere          nothing answers at the endpoint to attach to
├── TokenRefused            an engine of another project, whose token this one does not have
├── OtherEngine             the project uses another engine than the one that the options name
├── EngineOfAnotherVersion  state or an engine of another version of the sandbox
├── EngineWillNotStop       a process of it did not end by SIGKILL
├── NoDocker                the docker form without docker
└── NoLog                   no log of an engine that this project started
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sandbox.errors import SandboxError


class EngineError(SandboxError):
    """Base of this package's errors."""


class PortTaken(EngineError):
    """Another process listens on the given port."""

    def __init__(self, port: int, holder: str | None) -> None:
        self.port = port
        self.holder = holder
        super().__init__(
            f"Port {port} of 127.0.0.1 is taken by {holder or 'a process that this user may not see'}.",
            "End that process, or choose another port with --port.",
        )


class EngineDied(EngineError):
    """The engine ended while it started."""

    def __init__(self, log: Path | str, last_lines: str) -> None:
        self.log = log
        super().__init__(
            f"The engine ended while it started. Its last lines:\n{last_lines}\n",
            f"The whole log is in {log}; `sandbox doctor` looks for the usual causes.",
        )


class EngineNotHealthy(EngineError):
    """The engine runs, but a service that the estate uses does not answer."""

    def __init__(self, endpoint: str, silent: Mapping[str, str], next_step: str) -> None:
        self.endpoint = endpoint
        self.silent = dict(silent)
        named = "; ".join(f"{service}: {reason}" for service, reason in sorted(silent.items()))
        super().__init__(
            f"The engine at {endpoint} does not answer for every service of the estate. {named}.", next_step
        )


class NoSpaceForEngine(EngineError):
    """The disk is full."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"No space left on the disk that holds {folder}.", "Free a few hundred MB there, then `sandbox up` again."
        )


class EngineNotThere(EngineError):
    """Nothing answers at the endpoint to attach to."""

    def __init__(self, endpoint: str, reason: str) -> None:
        self.endpoint = endpoint
        super().__init__(
            f"No LocalStack answers at {endpoint}: {reason}.",
            "Start it there; or run `sandbox down`, then `sandbox up` without --engine, which starts one here.",
        )


class TokenRefused(EngineError):
    """An engine of another project, whose token this one does not have."""

    def __init__(self, endpoint: str, path: Path) -> None:
        self.endpoint = endpoint
        super().__init__(
            f"The engine at {endpoint} requires the token of the project that started it.",
            f"Copy that project's .sandbox/engine-token to {path}, readable by you alone (chmod 600).",
        )


class OtherEngine(EngineError):
    """The project uses another engine than the one that the options name."""

    def __init__(self, form: str, endpoint: str, wanted: str) -> None:
        self.endpoint = endpoint
        super().__init__(
            f"This project uses the engine at {endpoint} (form {form}), and the options name {wanted}.",
            "Leave the options out to use that one, or run `sandbox down` first.",
        )


class EngineOfAnotherVersion(EngineError):
    """State or an engine of another version of the sandbox."""

    def __init__(self, path: Path, theirs: str, ours: str) -> None:
        self.path = path
        super().__init__(
            f"{path} was written by another version of the sandbox ({theirs}; this one is {ours}).",
            "Run `sandbox down`, then `sandbox up`, which deploys the estate again.",
        )


class EngineWillNotStop(EngineError):
    """A process of the engine did not end by SIGKILL."""

    def __init__(self, pids: list[int]) -> None:
        self.pids = pids
        super().__init__(
            f"Processes {', '.join(map(str, pids))} of the engine did not end.",
            "The kernel holds them, mostly for a disk that does not answer; check `ps`, then run `sandbox down` again.",
        )


class NoDocker(EngineError):
    """The docker form without docker."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The engine's docker form needs docker: {reason}.",
            "Install and start docker, or use --engine host, which needs none.",
        )


class NoLog(EngineError):
    """There is no log of an engine that this project started."""
