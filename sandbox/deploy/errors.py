"""What can go wrong in a deployment.

DeployError
├── UpdateRunning       another `up` or `down` holds this clone
├── OtherForm           the engine holds stacks of the other form
├── OtherEstate         the engine holds another company's organization
├── NotOurs             an attached endpoint holds what cannot be carried on
├── UpdateFailed        Pulumi failed at one or more resources
├── UpdateInterrupted   ctrl-C or a signal
├── DiskFull            no space for state, engine or plan
└── NothingUp           the question needs a running sandbox
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sandbox.errors import SandboxError

RESTART = "restart the engine where it runs"
"""What stands for `sandbox down` where the engine is attached."""


class DeployError(SandboxError):
    """A deployment that cannot be carried on as asked."""


class UpdateRunning(DeployError):
    """Another command changes this clone's sandbox at this moment."""

    def __init__(self, holder: str) -> None:
        super().__init__(
            f"Another command is at work on this clone ({holder}).",
            "Wait for it to end, or stop it with ctrl-C where it runs; then type the command again.",
        )


class OtherForm(DeployError):
    """One stack and many stacks cannot own the same resources."""

    def __init__(self, stands: str, wanted: str, *, attached: bool = False) -> None:
        flag = {"all": "`sandbox up`", "split": "`sandbox up --split`"}
        cleared = RESTART if attached else "`sandbox down`"
        super().__init__(
            f"The engine holds the estate in form {stands!r}, and this is form {wanted!r}.",
            f"Type {flag[stands]} to carry on with it, or {cleared} and then {flag[wanted]} to build the other.",
        )


class OtherEstate(DeployError):
    """The management account is the estate's identity, and the engine holds another."""

    def __init__(self, stands: str, wanted: str, *, attached: bool = False) -> None:
        first = f"First {RESTART}" if attached else "Type `sandbox down` first"
        super().__init__(
            f"The engine holds the organization of {stands}, and this estate is {wanted}'s.",
            f"{first}; the next `sandbox up` builds this one.",
        )


class NotOurs(DeployError):
    """What an attached endpoint holds would have to be wiped, and it is not ours to wipe."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why} The engine is attached, so it cannot be started anew from here.",
            "Restart it where it runs and type the command again; "
            "or `sandbox down` and then `sandbox up`: it starts one here.",
        )


@dataclass(frozen=True)
class Failure:
    """One resource that failed: what it is, what AWS said, what to do."""

    resource: str
    """Pulumi type and name, for instance `aws:ec2/vpc:Vpc mobile`; `the program` when it is none."""
    code: str | None
    """AWS's error code."""
    message: str
    next_step: str


class UpdateFailed(DeployError):
    """Pulumi failed at one or more resources; what was built stays."""

    def __init__(self, stack: str, failures: tuple[Failure, ...], *, state_written: bool = True) -> None:
        lines = [
            f"  {failure.resource}: {f'{failure.code}: ' if failure.code else ''}{failure.message}"
            for failure in failures
        ]
        super().__init__(
            "\n".join([f"Stack {stack} failed:", *lines]),
            "\n" + " ".join(dict.fromkeys(failure.next_step for failure in failures)),
        )
        self.stack = stack
        self.failures = failures
        self.state_written = state_written


class UpdateInterrupted(DeployError):
    """Someone stopped the command."""

    def __init__(self, *, state_written: bool = True) -> None:
        carry_on = "Type `sandbox up` to carry on where it stopped."
        anew = "Type `sandbox up`: what was under way is unknown, so it builds anew."
        super().__init__("Stopped before the estate was whole.", carry_on if state_written else anew)
        self.state_written = state_written


class DiskFull(DeployError):
    """The disk that holds the sandbox is full."""

    def __init__(self, path: Path, free_mb: int) -> None:
        super().__init__(
            f"No space left on the disk that holds {path} ({free_mb} MB free).",
            "Free some (the sandbox needs about 200 MB while it runs), then type `sandbox up`.",
        )

    @classmethod
    def at(cls, path: Path) -> Self:
        """With what the disk says of itself."""
        return cls(path, shutil.disk_usage(path).free >> 20)


class NothingUp(DeployError):
    """No engine runs for this clone."""

    def __init__(self) -> None:
        super().__init__("Nothing runs in this clone.", "Type `sandbox up` first.")
