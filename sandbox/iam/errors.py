"""Errors of policy evaluation: text that cannot be read.

SandboxError
└── IamError                     also a ValueError: each is about a value that the caller gave
    ├── MalformedAction          an action that is not service:Action
    ├── UnknownPrincipal         a caller that is not an ARN, service or other principal
    ├── InvalidRequest           a value of a request that cannot be one: context, issuer, settings of the resource
    │   └── UnknownSetting       a setting that the resource's service does not have, or a value that it cannot have
    ├── PolicyProblem            part of a policy that cannot be read; a compiled statement names it, none is raised
    │   ├── MalformedPrincipal   a Principal element that AWS refuses to save
    │   ├── MalformedVariable    a `${...}` that is not a policy variable
    │   └── MalformedValue       a condition value that its operator cannot read
    ├── MalformedLine            a line of `sandbox iam decide` that is not JSON, or names a key twice in one object
    └── MalformedInput        an input line of `sandbox iam decide` with a field that cannot be read
"""

from __future__ import annotations

from sandbox.errors import SandboxError


class IamError(SandboxError, ValueError):
    """A value that policy evaluation cannot use: what is wrong with it, and what would be right."""

    def __init__(self, happened: str, next_step: str = "") -> None:
        Exception.__init__(self, f"{happened} {next_step}".strip())
        self.happened = happened
        self.next_step = next_step


class MalformedAction(IamError):
    """Text that is not an action."""


class UnknownPrincipal(IamError):
    """Text that is not a principal of a kind that is known."""


class InvalidRequest(IamError):
    """A value of a request that cannot be one."""


class UnknownSetting(InvalidRequest):
    """A setting of a resource that its service does not have, or a value that it cannot have."""


class PolicyProblem(IamError):
    """Part of a policy that cannot be read: its statement cannot be evaluated."""


class MalformedPrincipal(PolicyProblem):
    """A Principal element that AWS refuses to save."""


class MalformedVariable(PolicyProblem):
    """A `${...}` that is not a policy variable."""


class MalformedValue(PolicyProblem):
    """A condition value that its operator cannot read."""


class MalformedLine(IamError):
    """A line that is not JSON, or that names a key twice in one object."""


class MalformedInput(IamError):
    """A question with a field that cannot be read: says which field and what would be right."""
