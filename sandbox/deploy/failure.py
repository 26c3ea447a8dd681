"""From Pulumi's error messages to the resource that failed, AWS's error code, and the next step."""

from __future__ import annotations

import re

from sandbox.deploy.errors import Failure

AWS_ERROR = re.compile(
    r"\((?P<code>[A-Za-z][\w.]+)\) when calling the (?P<operation>\w+) operation[^:]*: (?P<message>.+)"
)
"""An error in botocore's format."""

PROVIDER_ERROR = re.compile(
    r"[\w-]+:(?P<operation>\w+) was refused with (?P<code>[\w.]+): (?P<message>.*?)\s+while working on urn:",
    re.DOTALL,
)
"""An error in the format of the sandbox's provider."""

CONNECTION_LOST = re.compile(
    r"connection refused|could not connect to the endpoint|EndpointConnectionError", re.IGNORECASE
)

WRONG_PASSPHRASE = re.compile(r"incorrect passphrase", re.IGNORECASE)

DISK_FULL = re.compile(r"no space left on device|file too large|disk quota exceeded", re.IGNORECASE)

ANSI = re.compile(r"\x1b\[[0-9;]*m|<\{%[^%]*%\}>")

MESSAGE_CHARACTERS = 600
"""How much of a message is shown: about six lines of a terminal; `sandbox logs` has the rest."""

NOT_OFFERED = "The sandbox does not offer that operation: docs/services.md lists those that it does."

DENIED = "A guardrail or boundary of the estate may deny it: look at `guardrails` in the estate file."

EXISTS = (
    "Something of that name exists and is not in Pulumi's state: give the resource another name, delete what exists, "
    "or adopt it with `pulumi import`."
)

IN_USE = "Something that Pulumi did not make depends on it: delete that first."

NOT_FOUND = "It was deleted outside Pulumi, or the name is wrong: correct the name, or run `pulumi refresh`."

LIMIT = "A quota of the account is reached: use fewer, or delete what is not needed."

NEXT = {
    "InternalFailure": NOT_OFFERED,
    "NotImplementedException": NOT_OFFERED,
    "AccessDenied": DENIED,
    "AccessDeniedException": DENIED,
    "UnauthorizedOperation": DENIED,
    "EMAIL_ALREADY_EXISTS": (
        "Another account has that email address, maybe a closed one, which keeps it: "
        "give the account another `email` in the estate file."
    ),
    "InvalidPermission.Duplicate": (
        "The security group has that rule already: remove the second one from the program, or run `sandbox down` and "
        "`sandbox up` where the estate has no duplicate."
    ),
}
"""AWS's error code -> what to do."""

NEXT_BY_PATTERN = (
    (re.compile(r"AlreadyExists|\.Duplicate$|^Duplicate|Conflict$"), EXISTS),
    (re.compile(r"^DependencyViolation$|InUse|^DeleteConflict"), IN_USE),
    (re.compile(r"NotFound|^NoSuch"), NOT_FOUND),
    (re.compile(r"LimitExceeded|QuotaExceeded"), LIMIT),
)

UNKNOWN_CAUSE = "Correct the resource in the program or the estate file; `sandbox logs` shows the engine's side."

UPDATE_AGAIN = "Then run `sandbox up` again: what was built stays."

REBUILD = "The engine stopped answering: `sandbox logs` shows why; `sandbox up` rebuilds the estate."

RESET = "The passphrase of this project's state was replaced: run `sandbox reset`, then `sandbox up`."


UNSERVED = "docs/resources.md lists what is served; leave the rest out of what is deployed to the sandbox."

NOT_SERVED = re.compile(r"The sandbox does not serve the \w+(?: \w+)? [\w:/]+\.(?: Similar: [\w:/, ]+\.)?")

FRAME = re.compile(r'File "(?P<file>[^"]+)", line (?P<line>\d+)')
"""A line of a traceback."""


def not_served(urn: str | None, reason: str) -> Failure:
    """Return the failure of a resource of a type, or with an input, that the sandbox does not serve."""
    return Failure(name(urn), None, reason, UNSERVED)


def explain(urn: str | None, message: str) -> Failure:
    """Return the failure that a diagnostic of severity error is about."""
    text = ANSI.sub("", message).strip()
    found = PROVIDER_ERROR.search(text) or AWS_ERROR.search(text)
    code = found["code"] if found else None
    if CONNECTION_LOST.search(text):
        return Failure(name(urn), code, _short(text), REBUILD)
    if WRONG_PASSPHRASE.search(text):
        return Failure(name(urn), code, _short(text), RESET)
    unserved = NOT_SERVED.search(text)
    if unserved is not None:
        return not_served(urn, f"{unserved[0]}{_line(text)}")
    if found is None:
        next_step = next((step for code, step in NEXT.items() if code in text), UNKNOWN_CAUSE)
        return Failure(name(urn), None, _short(text), f"{next_step} {UPDATE_AGAIN}")
    message = f"{_short(found['message'])} ({found['operation']})"
    return Failure(name(urn), found["code"], message, f"{next_step_for(found['code'])} {UPDATE_AGAIN}")


def _line(text: str) -> str:
    """Return the innermost line of the program in a traceback, in brackets; empty where there is none."""
    frames = [frame for frame in FRAME.finditer(text) if "site-packages" not in frame["file"]]
    return f" ({frames[-1]['file']}:{frames[-1]['line']})" if frames else ""


def next_step_for(code: str) -> str:
    """Return what to do after AWS refused with this error code."""
    if code in NEXT:
        return NEXT[code]
    return next((step for pattern, step in NEXT_BY_PATTERN if pattern.search(code)), UNKNOWN_CAUSE)


def disk_full(text: str) -> bool:
    """Return whether the message is about a full disk."""
    return DISK_FULL.search(text) is not None


def name(urn: str | None) -> str:
    """Return type and name of a URN; the program itself has none."""
    if not urn:
        return "the program"
    *_, kind, own = urn.split("::")
    kind = kind.rsplit("$", 1)[-1]
    return "the program" if kind == "pulumi:pulumi:Stack" else f"{kind} {own}"


def _short(text: str) -> str:
    """Return the cause: the last line of a traceback, else the beginning of the message."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines and "Traceback" in text else " ".join(lines)[:MESSAGE_CHARACTERS]
