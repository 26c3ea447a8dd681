"""A cache keyed by object identity: statements, policies and snapshots are slow to hash."""

from __future__ import annotations

from collections.abc import Callable


class IdentityCache[T, R]:
    """A function whose results are kept for each object; it keeps the objects too, so that no id is used again.

    Args:
        compute: The function.
        size: Objects to keep; None for no limit. A full cache is emptied.

    """

    def __init__(self, compute: Callable[[T], R], size: int | None = None) -> None:
        self._compute = compute
        self._size = size
        self._found: dict[int, tuple[T, R]] = {}

    def __call__(self, thing: T) -> R:
        """Return what the function returns for the object."""
        found = self._found.get(id(thing))
        if found is None:
            if self._size is not None and len(self._found) >= self._size:
                self._found.clear()
            found = self._found[id(thing)] = (thing, self._compute(thing))
        return found[1]
