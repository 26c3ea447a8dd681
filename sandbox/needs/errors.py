"""Errors of derived calls.

NeedsError
    CallsUnknown    the calls of a step cannot be derived
"""

from __future__ import annotations

from sandbox.errors import SandboxError


class NeedsError(SandboxError):
    """Any error of the package."""


class CallsUnknown(NeedsError):
    """The calls of a step cannot be derived from its plan."""

    def __init__(self, urn: str, reason: str) -> None:
        super().__init__(
            f"The calls for {urn} cannot be derived from the plan: {reason}",
            "`sandbox iam record` records the calls of an update that is run.",
        )
        self.urn = urn
