"""From Pulumi's error messages to what failed, AWS's code for it, and the next step."""

from __future__ import annotations

import re

from sandbox.deploy.errors import Failure

AWS_ERROR = re.compile(
    r"\((?P<code>[A-Za-z][\w.]+)\) when calling the (?P<operation>\w+) operation[^:]*: (?P<message>.+)"
)
"""botocore's wording of a refusal."""

PROVIDER_ERROR = re.compile(
    r"[\w-]+:(?P<operation>\w+) was refused with (?P<code>[\w.]+): (?P<message>.*?)\s+while working on urn:",
    re.DOTALL,
)
"""Our provider's wording of the same."""

GONE = re.compile(r"connection refused|could not connect to the endpoint|EndpointConnectionError", re.IGNORECASE)

FULL = re.compile(r"no space left on device|file too large|disk quota exceeded", re.IGNORECASE)

ANSI = re.compile(r"\x1b\[[0-9;]*m|<\{%[^%]*%\}>")

NOT_OFFERED = "The sandbox does not offer that operation: docs/services.md lists those that it does."

REFUSED = "A guardrail or boundary of the estate may refuse it: look at `guardrails` in the estate file."

NEXT = {
    "InternalFailure": NOT_OFFERED,
    "NotImplementedException": NOT_OFFERED,
    "AccessDenied": REFUSED,
    "AccessDeniedException": REFUSED,
    "UnauthorizedOperation": REFUSED,
}

CARRY_ON = "Mend the cause and type the command again: what was built stays."

ANEW = "The engine stopped answering: `sandbox logs` shows why; `sandbox up` builds anew."


def explain(urn: str | None, message: str) -> Failure:
    """One diagnostic of severity error, in the terms of the person who reads it."""
    text = ANSI.sub("", message).strip()
    found = PROVIDER_ERROR.search(text) or AWS_ERROR.search(text)
    if GONE.search(text):
        return Failure(name(urn), found["code"] if found else None, _short(text), ANEW)
    if found is None:
        return Failure(name(urn), None, _short(text), CARRY_ON)
    said = f"{_short(found['message'])} ({found['operation']})"
    return Failure(name(urn), found["code"], said, f"{NEXT.get(found['code'], '')} {CARRY_ON}".strip())


def full(text: str) -> bool:
    """Whether the message says that a disk is full."""
    return FULL.search(text) is not None


def name(urn: str | None) -> str:
    """A URN as type and name; the program itself has none."""
    if not urn:
        return "the program"
    *_, kind, own = urn.split("::")
    kind = kind.rsplit("$", 1)[-1]
    return "the program" if kind == "pulumi:pulumi:Stack" else f"{kind} {own}"


def _short(text: str) -> str:
    """The last lines carry the cause: a traceback's head names files only."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines and "Traceback" in text else " ".join(lines)[:600]
