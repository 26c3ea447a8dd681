"""What a wrong word was meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

_FEW = 12
"""Words that a person reads in a line."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that this one was most likely meant to be."""
    by_fold = {each.casefold(): each for each in known}
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str], *, kind: str) -> str:
    """Say what would be right: the closest known word, and the known words as far as they are few."""
    words = tuple(known)
    meant = closest(word, words)
    if meant is not None:
        return f"did you mean {meant}?"
    return f"{kind}: {listed(words)}"


def listed(words: Iterable[str]) -> str:
    """Write words down as far as they are few."""
    first = list(islice(words, _FEW + 1))
    return ", ".join([*first[:_FEW], "..."] if len(first) > _FEW else first) or "none"
