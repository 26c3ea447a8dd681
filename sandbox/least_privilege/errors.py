"""Errors of generating policies.

SandboxError
└── NothingRecorded   the recording has no call of the role or user that a policy could allow
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.errors import SandboxError


class NothingRecorded(SandboxError):
    """The recording has no call of the role or user from which a policy follows."""

    def __init__(self, principal: str, recorded: Iterable[str], *, denied: int = 0) -> None:
        if denied:
            super().__init__(
                f"All {denied} recorded permissions of {principal} were denied.",
                "--include-denied generates policies from denied calls too.",
            )
            return
        others = ", ".join(sorted(set(recorded)))
        super().__init__(
            f"The recording has no call of {principal}.",
            f"It has calls of {others}." if others else "It has no calls of roles or users.",
        )
