"""Sets of actions as bit masks over the sorted catalogue, where a prefix pattern is a range of bits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from sandbox.access.identity_cache import IdentityCache
from sandbox.iam.actions import facts
from sandbox.iam.glob import Pattern, Wild, matcher
from sandbox.iam.requested_region import regions_of_service
from sandbox.iam.statement import Statement


class Actions:
    """The actions that are analysed; bit n of a mask stands for the n-th name."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(names, key=str.lower))
        self._folded = [name.lower() for name in self.names]
        self.everything = (1 << len(self.names)) - 1
        self._masks: dict[tuple[tuple[Pattern, ...], bool], int] = {}
        self.mask = IdentityCache(self._mask)
        """Returns the mask of the actions that a statement covers."""

    def _mask(self, statement: Statement) -> int:
        key = (statement.actions, statement.not_action)
        found = self._masks.get(key)
        if found is None:
            found = 0
            for pattern in statement.actions:
                found |= self._pattern(pattern)
            if statement.not_action or not statement.actions:
                found = self.everything & ~found
            self._masks[key] = found
        return found

    def service(self, prefix: str) -> int:
        """Return the mask of a service's actions."""
        low, high = self._range(f"{prefix}:")
        return _bits(low, high)

    def names_in(self, mask: int) -> Iterator[str]:
        """Yield the names in a mask."""
        bits = bin(mask)[:1:-1]  # searching text is faster than shifting twenty thousand bits
        place = bits.find("1")
        while place >= 0:
            yield self.names[place]
            place = bits.find("1", place + 1)

    def first(self, mask: int) -> str:
        """Return the first name in a mask."""
        return self.names[(mask & -mask).bit_length() - 1]

    def kinds(self) -> tuple[int, ...]:
        """Return one mask for each group of actions that the evaluator has the same rules for."""
        found: dict[tuple[object, ...], int] = {}
        for place, name in enumerate(self.names):
            _, service, *others = facts(name)
            rules = (service and service.prefix, regions_of_service(name.partition(":")[0]), *others)
            found[rules] = found.get(rules, 0) | 1 << place
        return tuple(found.values())

    def _pattern(self, pattern: Pattern) -> int:
        first = pattern[0] if pattern and isinstance(pattern[0], str) else ""
        low, high = self._range(first)
        if len(pattern) == 1 and isinstance(pattern[0], str):
            exact = low < len(self._folded) and self._folded[low] == first
            return _bits(low, low + 1) if exact else 0
        if pattern in ((Wild.MANY,), (first, Wild.MANY)):
            return _bits(low, high)
        covers = matcher((pattern,))
        return sum(1 << place for place in range(low, high) if covers(self._folded[place]))

    def _range(self, prefix: str) -> tuple[int, int]:
        if not prefix:
            return 0, len(self._folded)
        return bisect_left(self._folded, prefix), bisect_left(self._folded, prefix + "\U0010ffff")


def split(parts: Iterable[int], by: Iterable[int]) -> list[int]:
    """Return the parts split so that each lies wholly inside or outside every mask in `by`."""
    found = [part for part in parts if part]
    for mask in set(by):
        found = [piece for part in found for piece in (part & mask, part & ~mask) if piece]
    return found


def _bits(low: int, high: int) -> int:
    return (1 << high) - (1 << low)
