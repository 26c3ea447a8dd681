"""Suggestions for misspelled words."""

from __future__ import annotations

from collections.abc import Container, Iterable
from difflib import SequenceMatcher
from itertools import islice, takewhile

_FEW = 12
"""Words that a message lists at most."""


_CLOSE = 0.6
"""Similarity, of 0 to 1, from which on a word may be meant: what difflib takes for close."""


def closest(word: str, known: Iterable[str], likelier: Container[str] = ()) -> str | None:
    """Return the known word that is closest to this one, None where none is close.

    Of words that are equally close it is one of the likelier ones, then the one that starts alike, then the first.
    """
    folded = word.casefold()
    matcher = SequenceMatcher(b=folded)
    best: tuple[float, bool, int] = (_CLOSE, False, -1)
    found = None
    for each in known:
        matcher.set_seq1(each.casefold())
        if matcher.real_quick_ratio() < best[0] or matcher.quick_ratio() < best[0]:
            continue
        close = (matcher.ratio(), each in likelier, _alike(folded, each.casefold()))
        if close > best:
            best, found = close, each
    return found


def _alike(one: str, other: str) -> int:
    """Count the characters that two words start with in common."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def did_you_mean(word: str, known: Iterable[str], *, kind: str) -> str:
    """Return a suggestion for a message: the closest known word, else the known words as far as they are few."""
    words = tuple(known)
    meant = closest(word, words)
    if meant is not None:
        return f"did you mean {meant}?"
    return f"{kind}: {listed(words)}"


def listed(words: Iterable[str]) -> str:
    """Return words separated by commas, the first twelve."""
    first = list(islice(words, _FEW + 1))
    return ", ".join([*first[:_FEW], "..."] if len(first) > _FEW else first) or "none"
