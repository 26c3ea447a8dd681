"""What can go wrong in a deployment.

DeployError
├── UpdateRunning            another command is changing this project's sandbox
├── OtherForm                the engine holds the estate in the other form
├── OtherEstate              the engine holds the estate of another organization
├── RemovedStackInUse        a stack that left the estate file is read by stacks that stay
├── EngineNotRestartable     an attached engine holds state that has to be discarded
├── UpdateFailed             Pulumi failed at one or more resources
│   └── NotServed            a program has resource types or inputs that the sandbox does not serve
├── UpdateInterrupted        ctrl-C or a signal
├── DiskFull                 no space for state, engine or plan
├── NotRunning               the command needs a running sandbox
├── NothingDeployed          the command needs a deployed estate
├── StateDamaged             a file of the sandbox's state cannot be read
├── CredentialsMissing       there is no access key of the deployment user
├── DeployedFileMissing      the file of the deployed estate no longer exists
├── UnknownName              an account, a role or a line that is not deployed
├── DataCentreRefused        the engine refused the data centre's side of the lines
├── AmbiguousLine            several lines have the name
├── NoLines                  the engine has no data centre
├── DenialsNotKept           the engine keeps no denied calls
├── RecordingUnsupported     the engine records no calls
├── RecordingRuns            a new recording would discard the one that runs
├── NotRecording             no recording runs, or none was started
├── NothingToRecord          enforcement is off, so that no call is examined
└── UpdateDenied             policies refused what Pulumi called
"""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sandbox.errors import SandboxError

if TYPE_CHECKING:  # sandbox.engine needs the extra `sandbox`, and the command line reads these errors without it
    from sandbox.engine.model import Death

RESTART = "restart the engine where it runs"
"""Instead of `sandbox down` where the engine is attached."""

SIMILAR_NAMES = 3
"""How many similar names an error lists."""

LISTED_NAMES = 20
"""How many known names an error lists when none is similar: about three lines of a terminal."""


def ended(death: Death) -> str:
    """Return the sentence that an engine ended by itself."""
    return f"The engine at {death.endpoint} ended without `sandbox down`: {death.cause}. Its log: {death.log}."


class DeployError(SandboxError):
    """A deployment that cannot be carried out."""


class UpdateRunning(DeployError):
    """Another command is changing this project's sandbox."""

    def __init__(self, holder: str) -> None:
        super().__init__(
            f"Another command is changing this project's sandbox ({holder}).",
            "Wait for it to end or stop it with ctrl-C where it runs, then run the command again.",
        )


class OtherForm(DeployError):
    """The engine holds the estate in the other form; one stack and many stacks cannot own the same resources."""

    def __init__(self, deployed: str, wanted: str, *, attached: bool = False) -> None:
        command = {"all": "`sandbox up`", "split": "`sandbox up --split`"}
        cleared = RESTART if attached else "`sandbox down`"
        super().__init__(
            f"The estate is deployed in form {deployed!r}, and this command is for form {wanted!r}.",
            f"Run {command[deployed]} to update it, or {cleared} and then {command[wanted]} to build the other form.",
        )


class OtherEstate(DeployError):
    """The engine holds the estate of another organization; an organization is known by its management account."""

    def __init__(self, deployed: str, wanted: str, *, attached: bool = False) -> None:
        first = f"First {RESTART}" if attached else "Run `sandbox down` first"
        super().__init__(
            f"The deployed organization is that of {deployed}, and this estate is that of {wanted}.",
            f"{first}; the next `sandbox up` builds this one.",
        )


class RemovedStackInUse(DeployError):
    """A stack that left the estate file, whose outputs stacks of the estate file read."""

    def __init__(self, stack: str, readers: Sequence[str], *, attached: bool = False) -> None:
        cleared = RESTART if attached else "type `sandbox down`"
        super().__init__(
            f"Stack {stack} is of no account of the estate file and cannot be destroyed: "
            f"{', '.join(readers)} {'reads' if len(readers) == 1 else 'read'} its outputs.",
            f"Give the account its name back, or {cleared} and then `sandbox up --split` to build the estate anew.",
        )
        self.stack = stack
        self.readers = tuple(readers)


class EngineNotRestartable(DeployError):
    """An attached engine holds state that has to be discarded, and only its owner can restart it."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"{reason} The engine is attached, so it cannot be restarted from here.",
            "Restart it where it runs and run the command again; "
            "or `sandbox down` and then `sandbox up`, which starts an engine here.",
        )


@dataclass(frozen=True)
class Failure:
    """One resource that failed."""

    resource: str
    """Pulumi type and name, for instance `aws:ec2/vpc:Vpc mobile`; `the program` when it is none."""
    code: str | None
    """AWS's error code."""
    message: str
    next_step: str


class UpdateFailed(DeployError):
    """Pulumi failed at one or more resources; resources that were made stay."""

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


class NotServed(UpdateFailed):
    """A program has resource types or inputs that the sandbox does not serve; all of them are named."""

    def __init__(self, stack: str, failures: tuple[Failure, ...]) -> None:
        super().__init__(stack, failures, state_written=False)


class UpdateInterrupted(DeployError):
    """The command was stopped by ctrl-C or a signal."""

    def __init__(self, *, state_written: bool = True) -> None:
        resume = "Run `sandbox up` to continue from there."
        rebuild = "Run `sandbox up`: it is unknown which operations completed, so it rebuilds the estate."
        super().__init__("Stopped before the estate was complete.", resume if state_written else rebuild)
        self.state_written = state_written


class DiskFull(DeployError):
    """The disk that holds the sandbox is full."""

    def __init__(self, path: Path, free_mb: int) -> None:
        super().__init__(
            f"No space left on the disk that holds {path} ({free_mb} MB free).",
            "Free some (the sandbox needs about 200 MB while it runs), then run `sandbox up`.",
        )

    @classmethod
    def at(cls, path: Path) -> Self:
        """Return the error with the free space of the disk that holds the path."""
        return cls(path, shutil.disk_usage(path).free >> 20)


class NotRunning(DeployError):
    """No engine runs for this project."""

    def __init__(self, death: Death | None = None) -> None:
        if death is None:
            super().__init__("No sandbox is running in this project.", "Run `sandbox up` first.")
        else:
            super().__init__(ended(death), "Run `sandbox up`: it rebuilds the estate.")


class NothingDeployed(DeployError):
    """The engine runs and holds no estate that was deployed from this project."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(
            f"The engine at {endpoint} holds no estate that was deployed from this project.", "Run `sandbox up` first."
        )


class StateDamaged(DeployError):
    """A file of the sandbox's state cannot be read."""

    def __init__(self, path: Path, reason: str, next_step: str | None = None) -> None:
        super().__init__(f"{path} {reason}.", next_step or "Run `sandbox up`: it rebuilds the estate.")
        self.path = path
        self.reason = reason


class CredentialsMissing(DeployError):
    """There is no access key of the deployment user for this engine."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} holds no access key of the deployment user for the running engine.",
            "Run `sandbox up`: it makes a new key.",
        )


class DeployedFileMissing(DeployError):
    """The file of the deployed estate no longer exists."""

    def __init__(self, path: Path, copy: Path) -> None:
        super().__init__(
            f"The deployed estate was read from {path}, which no longer exists.",
            f"Restore it from {copy}, which holds it as deployed, or name another file with --estate.",
        )


class UnknownName(DeployError):
    """An account, a role or a line that is not deployed."""

    def __init__(self, kind: str, name: str, known: Sequence[str]) -> None:
        close = difflib.get_close_matches(name, known, SIMILAR_NAMES)
        more = "" if len(known) <= LISTED_NAMES else f", and {len(known) - LISTED_NAMES} more"
        listed = f"Known: {', '.join(known[:LISTED_NAMES]) or 'none'}{more}."
        super().__init__(f"No {kind} {name!r}.", f"Similar: {', '.join(close)}." if close else listed)


class DataCentreRefused(DeployError):
    """The engine refused the data centre's side of the lines."""

    def __init__(self, endpoint: str, reason: str) -> None:
        super().__init__(
            f"{endpoint} refused the data centre's side of the lines: {reason}.",
            "`sandbox logs` shows why; an attached engine needs this project's plugins (see docs/engines.md).",
        )


class AmbiguousLine(DeployError):
    """Several lines have the name, at different locations."""

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        super().__init__(f"Several lines have the name {name!r}.", f"Name one of {', '.join(lines)}.")


class NoLines(DeployError):
    """The engine has no data centre: it runs without this project's plugins."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(
            f"The engine at {endpoint} has no data centre and no lines.",
            "Run `sandbox up`, or attach an engine with this project's plugins (see docs/engines.md).",
        )


class DenialsNotKept(DeployError):
    """The engine keeps no denied calls: it runs without this project's plugins."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(
            f"The engine at {endpoint} keeps no denied calls.",
            "Run `sandbox up`, or attach an engine with this project's plugins (see docs/engines.md).",
        )


class RecordingUnsupported(DeployError):
    """The engine records no calls: it runs without this project's plugins."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(
            f"The engine at {endpoint} records no calls.",
            "Run `sandbox up`, or attach an engine with this project's plugins (see docs/engines.md).",
        )


class RecordingRuns(DeployError):
    """A recording runs, and a new one would discard it."""

    def __init__(self, since: str) -> None:
        super().__init__(f"A recording runs since {since}.", "`sandbox iam record stop` stops it.")


class NotRecording(DeployError):
    """No recording runs, or none was started since the engine started."""

    def __init__(self, *, stopped: str | None = None) -> None:
        found = (
            "Nothing was recorded since the engine started."
            if stopped is None
            else f"The recording stopped at {stopped}."
        )
        super().__init__(found, "`sandbox iam record start` starts a recording.")


class NothingToRecord(DeployError):
    """Enforcement is off, so that no call is examined."""

    def __init__(self) -> None:
        super().__init__(
            "Enforcement is off: no call is examined, so that none can be recorded.",
            "`sandbox up --enforcement audit` examines every call and refuses none.",
        )


class UpdateDenied(DeployError):
    """Policies refused what Pulumi called; resources that were made stay."""

    def __init__(self, failed: UpdateFailed, explanation: str, ids: Sequence[str]) -> None:
        commands = ", ".join(f"`sandbox iam explain {one}`" for one in ids)
        super().__init__(
            failed.happened,
            f"\n{explanation}\n\n{commands} shows {'it' if len(ids) == 1 else 'them'} whole. "
            "Change the policy or the program, then run `sandbox up` again: what was built stays.",
        )
        self.failed = failed
