"""What can go wrong with the engine; each says what to do next.

EngineError
├── PortTaken               something else listens on the port that was asked for
├── EngineDied              it ended while it started; carries its last lines
├── EngineNotHealthy        it runs, but a service that the estate uses does not answer
├── NoSpaceForEngine        the disk is full
├── EngineNotThere          nothing answers at the endpoint to attach to
├── TokenRefused            an engine of another project, whose token this one does not have
├── OtherEngine             the clone stands on another engine than the one that is asked for
├── EngineOfAnotherVersion  state or a running engine that another version of the sandbox left
├── EngineWillNotStop       a process of it outlived SIGKILL
├── NoDocker                the docker form without docker
└── NoLog                   nothing that this clone started writes a log
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sandbox.errors import SandboxError


class EngineError(SandboxError):
    """Base of this room's errors."""


class PortTaken(EngineError):
    """Something else listens on the port that was asked for."""

    def __init__(self, port: int, holder: str | None) -> None:
        self.port = port
        self.holder = holder
        super().__init__(
            f"Port {port} of 127.0.0.1 is taken by {holder or 'a process that this user may not see'}.",
            "End that process, or choose another port with --port.",
        )


class EngineDied(EngineError):
    """It ended while it started."""

    def __init__(self, log: Path | str, last_lines: str) -> None:
        self.log = log
        super().__init__(
            f"The engine ended while it started. Its last lines:\n{last_lines}\n",
            f"The whole of it is in {log}; `sandbox doctor` looks for the usual causes.",
        )


class EngineNotHealthy(EngineError):
    """It runs, but a service that the estate uses does not answer."""

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
            f"Nothing that speaks LocalStack answers at {endpoint}: {reason}.",
            "Start it there; or `sandbox down` lets go of it, and `sandbox up` without --engine starts one here.",
        )


class TokenRefused(EngineError):
    """An engine of another project, whose token this one does not have."""

    def __init__(self, endpoint: str, path: Path) -> None:
        self.endpoint = endpoint
        super().__init__(
            f"The engine at {endpoint} asks for the token of the project that started it.",
            f"Copy that project's .sandbox/engine-token to {path}, readable by you alone (chmod 600).",
        )


class OtherEngine(EngineError):
    """The clone stands on another engine than the one that is asked for."""

    def __init__(self, form: str, endpoint: str, wanted: str) -> None:
        self.endpoint = endpoint
        super().__init__(
            f"This clone stands on the engine at {endpoint} (form {form}), and this asks for {wanted}.",
            "Leave the option away to carry on with that one, or type `sandbox down` first.",
        )


class EngineOfAnotherVersion(EngineError):
    """State or a running engine that another version of the sandbox left."""

    def __init__(self, path: Path, theirs: str, ours: str) -> None:
        self.path = path
        super().__init__(
            f"{path} was written by another version of the sandbox ({theirs}; this one is {ours}).",
            "Type `sandbox down`, then `sandbox up`: it builds anew.",
        )


class EngineWillNotStop(EngineError):
    """A process of it outlived SIGKILL."""

    def __init__(self, pids: list[int]) -> None:
        self.pids = pids
        super().__init__(
            f"Processes {', '.join(map(str, pids))} of the engine did not end.",
            "The kernel holds them, mostly for a disk that does not answer; look at `ps`, then `sandbox down` again.",
        )


class NoDocker(EngineError):
    """The docker form without docker."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The engine's docker form needs docker: {reason}.",
            "Install and start docker, or use --engine host, which needs none.",
        )


class NoLog(EngineError):
    """Nothing that this clone started writes a log."""
