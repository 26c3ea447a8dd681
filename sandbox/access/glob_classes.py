"""The classes into which wildcard patterns divide all texts, with one text of each class."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sandbox.iam.glob import ANYTHING, Pattern, Wild

_STATES = 3000
"""States of the product automaton that are visited; policies that people write need some hundreds."""
_OTHERS = "xyzanyotherqwkv0123456789"
"""Characters for a wildcard; there are more of them than literals follow one state of the product."""
_COLONS = 5
"""Colons between the six parts of an ARN."""


@dataclass(frozen=True, slots=True)
class GlobClasses:
    """One text of each class."""

    texts: tuple[str, ...]
    complete: bool
    """False where there are more classes than were searched for."""


@lru_cache(maxsize=4096)
def glob_classes(patterns: frozenset[Pattern], arn: bool = False) -> GlobClasses:
    """Return one text for each combination of patterns that some text fits.

    Args:
        patterns: The patterns.
        arn: Whether they are those of an ARN operator, whose wildcards do not match a colon before the sixth part.

    Example:
        >>> glob_classes(frozenset({("a", Wild.MANY), (Wild.MANY, "b")})).texts
        ('', 'a', 'b', 'ab')

    """
    found: dict[str, None] = {}
    complete = True
    for group in overlapping(patterns - {ANYTHING}):
        texts, whole = _product([_Automaton(pattern, arn=arn) for pattern in group])
        found.update(dict.fromkeys(texts))
        complete = complete and whole
    return GlobClasses(tuple(found), complete)


def overlapping(patterns: Iterable[Pattern]) -> Iterator[list[Pattern]]:
    """Yield groups of patterns; no text fits patterns of two groups."""
    group: list[Pattern] = []
    start = ""
    for prefix, pattern in sorted(((_prefix(pattern), pattern) for pattern in patterns), key=lambda pair: pair[0]):
        if group and not prefix.startswith(start):
            yield group
            group = []
        if not group:
            start = prefix
        group.append(pattern)
    if group:
        yield group


def _prefix(pattern: Pattern) -> str:
    return pattern[0] if pattern and isinstance(pattern[0], str) else ""


class _Automaton:
    """The nondeterministic automaton of a pattern; a set of its states is a bit mask."""

    def __init__(self, pattern: Pattern, *, arn: bool) -> None:
        self._tokens: list[tuple[str | Wild, bool]] = []
        """Each a character or a wildcard, and whether it matches a colon."""
        colons = 0
        for piece in pattern:
            if isinstance(piece, Wild):
                self._tokens.append((piece, not arn or colons >= _COLONS))
                continue
            for character in piece:
                self._tokens.append((character, True))
                colons += character == ":"
        self._steps: dict[tuple[int, str], int] = {}
        self._accepting = 1 << len(self._tokens)
        self.start = self._closed(1)

    def accepts(self, states: int) -> bool:
        """Return whether the text so far fits the pattern."""
        return bool(states & self._accepting)

    def step(self, states: int, character: str) -> int:
        """Return the states after one more character."""
        found = self._steps.get((states, character))
        if found is None:
            found = 0
            for place, (token, colon) in self._active(states):
                if token is Wild.MANY or token is Wild.ONE:
                    if colon or character != ":":
                        found |= 1 << (place if token is Wild.MANY else place + 1)
                elif token == character:
                    found |= 1 << place + 1
            found = self._steps[states, character] = self._closed(found)
        return found

    def literals(self, states: int) -> Iterator[str]:
        """Yield the characters that this pattern tells from others at this point."""
        for _, (token, colon) in self._active(states):
            if not isinstance(token, Wild):
                yield token
            elif not colon:
                yield ":"

    def _active(self, states: int) -> Iterator[tuple[int, tuple[str | Wild, bool]]]:
        return ((place, token) for place, token in enumerate(self._tokens) if states >> place & 1)

    def _closed(self, states: int) -> int:
        for place, (token, _) in enumerate(self._tokens):
            if states >> place & 1 and token is Wild.MANY:
                states |= 1 << place + 1
        return states


def _product(automata: list[_Automaton]) -> tuple[list[str], bool]:
    """Return the shortest text for each set of automata that accept it, and whether all states were visited."""
    start = tuple(automaton.start for automaton in automata)
    seen = {start}
    queue = deque([(start, "")])
    shown: dict[tuple[bool, ...], str] = {}
    while queue:
        states, text = queue.popleft()
        shown.setdefault(tuple(a.accepts(mask) for a, mask in zip(automata, states, strict=True)), text)
        literals = {c for a, mask in zip(automata, states, strict=True) for c in a.literals(mask)}
        other = next((c for c in _OTHERS if c not in literals), "\N{SECTION SIGN}")
        for character in (*sorted(literals), other):
            after = tuple(a.step(mask, character) for a, mask in zip(automata, states, strict=True))
            if after not in seen:
                if len(seen) >= _STATES:
                    return list(shown.values()), False
                seen.add(after)
                queue.append((after, text + character))
    return list(shown.values()), True
