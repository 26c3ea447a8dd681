"""What goes wrong before a check can be answered.

SandboxError
└── CheckError
    ├── NameUnknown        a role, account, action or resource that nothing in the world has
    ├── Misread            a sentence that says two things, or nothing
    └── NoWorld            a sentence spoken where no world was given
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NoReturn

from sandbox.errors import SandboxError


class CheckError(SandboxError):
    """A check that cannot be answered; it never counts as held."""


class NameUnknown(CheckError):
    """A name that nothing has; carries the nearest that something has."""

    def __init__(self, kind: str, name: str, near: tuple[str, ...]) -> None:
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Nothing that is there comes near to this {kind}."
        super().__init__(f"there is no {kind} {name!r}.", hint)
        self.kind, self.name, self.near = kind, name, near


class Misread(CheckError):
    """A sentence that cannot be meant."""


class NoWorld(CheckError):
    """A sentence outside of a check: there is no world to ask."""

    def __init__(self) -> None:
        super().__init__(
            "no world is given to ask.",
            "Write the sentence inside a test, or inside `sandbox.policytest.session(world)`.",
        )


def unknown(kind: str, name: str, known: Iterable[str]) -> NoReturn:
    """Refuse a name, with the nearest known ones."""
    raise NameUnknown(kind, name, near(name, known))


def near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known names that are most like one, and those that it is a part of."""
    listed = sorted(set(known))
    folded = {text.lower(): text for text in listed}
    alike = [folded[text] for text in difflib.get_close_matches(name.lower(), folded, 3, 0.5)]
    within = [text for text in listed if name and name.lower() in text.lower()][:3]
    return tuple(dict.fromkeys((*alike, *within)))
