"""Errors of access analysis.

SandboxError
└── AccessError
    ├── UnknownName     a principal, account, action, resource or policy that the snapshot or AWS does not have
    └── InvalidQuery    a query that has no meaning, or two
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NoReturn

from sandbox.errors import SandboxError

_SIMILAR = 3
"""Similar names in a message: what fits on its line."""
_LIKENESS = 0.5
"""difflib's ratio from which a name counts as similar: below its 0.6, as half of many a name is the account."""

_MARGIN = 0.15
"""Names that are less similar than the most similar one by more than this are left out."""


class AccessError(SandboxError):
    """A query that cannot be answered."""


class UnknownName(AccessError):
    """A name that does not exist, with the similar names that do."""

    def __init__(self, kind: str, name: str, similar: tuple[str, ...], hint: str = "") -> None:
        known = f"Similar: {', '.join(similar)}." if similar else f"No {kind} has a similar name."
        super().__init__(f"No {kind} {name!r}.", f"{known} {hint}".rstrip())
        self.kind, self.name, self.similar = kind, name, similar


class InvalidQuery(AccessError):
    """A query that has no meaning, or two."""


def unknown_name(kind: str, name: str, known: Iterable[str], hint: str = "") -> NoReturn:
    """Raise UnknownName with the known names that are similar.

    Args:
        kind: What the name stands for, as in "role" or "account".
        name: The name that does not exist.
        known: The names that exist.
        hint: What else to try, a sentence.

    """
    raise UnknownName(kind, name, similar_names(name, known), hint)


def similar_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that are most similar to a name, and those that contain it.

    Example:
        >>> similar_names("mobile/operater", ["mobile/operator", "data/reader"])
        ('mobile/operator',)

    """
    listed = sorted(set(known))
    folded = {text.lower(): text for text in listed}
    close = difflib.get_close_matches(name.lower(), folded, _SIMILAR, _LIKENESS)
    ratios = {text: difflib.SequenceMatcher(None, text, name.lower()).ratio() for text in close}
    alike = [folded[text] for text in close if ratios[text] >= ratios[close[0]] - _MARGIN]
    containing = [text for text in listed if name and name.lower() in text.lower()][:_SIMILAR]
    return tuple(dict.fromkeys((*alike, *containing)))
