"""Wildcards of IAM: `*` for any run of characters, `?` for any one, nothing else special.

A pattern is a tuple of pieces, so that a wildcard that came out of a policy variable stays a plain character:
strings are literal, `Wild` members are wildcards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum
from functools import lru_cache

from sandbox.iam import cache_sizes


class Wild(Enum):
    """The two wildcards."""

    MANY = "*"
    ONE = "?"


type Pattern = tuple[str | Wild, ...]
type Matcher = Callable[[str], bool]

ANYTHING: Pattern = (Wild.MANY,)


def parse_glob(text: str) -> Pattern:
    """Split text into literals and wildcards."""
    pieces: list[str | Wild] = []
    for part in re.split(r"([*?])", text):
        if part == "*":
            if not pieces or pieces[-1] is not Wild.MANY:
                pieces.append(Wild.MANY)
        elif part == "?":
            pieces.append(Wild.ONE)
        elif part:
            pieces.append(part)
    return tuple(pieces)


def fold(pattern: Pattern) -> Pattern:
    """Return the same pattern in lower case, for what AWS compares without case."""
    return tuple(piece if isinstance(piece, Wild) else piece.lower() for piece in pattern)


def matcher(patterns: Iterable[Pattern]) -> Matcher:
    """Return one test for several patterns: a set, prefixes and at most one regular expression, the cheapest first."""
    exact: set[str] = set()
    prefixes: list[str] = []
    wild: list[Pattern] = []
    for pattern in patterns:
        if pattern == ANYTHING:
            return _always
        if all(isinstance(piece, str) for piece in pattern):
            exact.add("".join(piece for piece in pattern if isinstance(piece, str)))
        elif len(pattern) == 2 and isinstance(pattern[0], str) and pattern[1] is Wild.MANY:  # noqa: PLR2004 - literal, `*`
            prefixes.append(pattern[0])
        else:
            wild.append(pattern)
    return _combined(frozenset(exact), tuple(prefixes), tuple(wild))


@lru_cache(maxsize=cache_sizes.SNAPSHOT)
def _combined(exact: frozenset[str], prefixes: tuple[str, ...], wild: tuple[Pattern, ...]) -> Matcher:
    if not prefixes and not wild:
        return exact.__contains__
    if not exact and not wild:
        return lambda text: text.startswith(prefixes)
    if not wild:
        return lambda text: text in exact or text.startswith(prefixes)
    search = re.compile("|".join(f"(?:{_regex(pattern)})" for pattern in wild), re.DOTALL).fullmatch
    if not exact and not prefixes:
        return lambda text: search(text) is not None
    return lambda text: text in exact or text.startswith(prefixes) or search(text) is not None


def _always(_: str) -> bool:
    return True


def _regex(pattern: Pattern) -> str:
    """Return a regular expression without catastrophic backtracking.

    A run between two `*` may be taken at its first place, so each is an atomic group; only what follows the last
    `*` is tied to the end.
    """
    runs: list[str] = [""]
    for piece in pattern:
        if piece is Wild.MANY:
            runs.append("")
        else:
            runs[-1] += "." if piece is Wild.ONE else re.escape(str(piece))
    if len(runs) == 1:
        return runs[0]
    first, *middle, last = runs
    return first + "".join(f"(?>.*?{run})" for run in middle if run) + ".*" + last
