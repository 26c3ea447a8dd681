"""The classes into which wildcard patterns divide all texts: the form for lists of many names."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.access.glob_classes import GlobClasses, glob_classes, overlapping
from sandbox.iam.glob import ANYTHING, Pattern, Wild

_OTHER = "\N{SECTION SIGN}"
"""A character that no action and no ARN has."""


def pattern_classes(patterns: Iterable[Pattern]) -> GlobClasses:
    """Return one text for each combination of patterns that some text fits, and one that no pattern fits.

    Patterns that are literals or prefixes are nested or disjoint, so that each has one class of its own; groups with
    other patterns are left to `glob_classes`.

    Example:
        >>> pattern_classes([("s3:Get", Wild.MANY), ("s3:GetObject",)]).texts
        ('§', 's3:Get§', 's3:GetObject')

    """
    found = {_OTHER: None}
    complete = True
    for group in overlapping(frozenset(patterns) - {ANYTHING}):
        if all(_is_literal(pattern) or _is_prefix(pattern) for pattern in group):
            found.update(dict.fromkeys(_text(pattern) for pattern in group))
            continue
        classes = glob_classes(frozenset(group))
        found.update(dict.fromkeys(classes.texts))
        complete = complete and classes.complete
    return GlobClasses(tuple(found), complete)


def _is_literal(pattern: Pattern) -> bool:
    return all(isinstance(piece, str) for piece in pattern)


def _is_prefix(pattern: Pattern) -> bool:
    return len(pattern) == 2 and isinstance(pattern[0], str) and pattern[1] is Wild.MANY  # noqa: PLR2004 - literal, `*`


def _text(pattern: Pattern) -> str:
    return "".join(piece if isinstance(piece, str) else _OTHER for piece in pattern)
