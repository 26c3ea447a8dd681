"""Errors about denied calls.

SandboxError
└── DenialError
    ├── NoDeniedCall        no denied call has that id
    └── DeniedCallAmbiguous several ids begin with it
"""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.errors import SandboxError


class DenialError(SandboxError):
    """A denied call that cannot be found."""


class NoDeniedCall(DenialError):
    """No denied call has that id."""

    def __init__(self, name: str) -> None:
        missing = "The engine has refused no call." if name == "last" else f"No denied call {name!r}."
        super().__init__(missing, "`sandbox iam denied` lists those that the running engine keeps.")


class DeniedCallAmbiguous(DenialError):
    """Several ids begin with the text."""

    def __init__(self, name: str, ids: Sequence[str]) -> None:
        super().__init__(
            f"{len(ids)} denied calls have an id that begins with {name!r}.", f"Give more of it: {', '.join(ids)}."
        )
