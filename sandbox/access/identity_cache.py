"""What was worked out of an object, remembered by which object it is: statements and policies take long to hash."""

from __future__ import annotations

from collections.abc import Callable


class IdentityCache[T, R]:
    """A function that works each object out once; it keeps the objects, so that no other takes an id of theirs."""

    def __init__(self, work: Callable[[T], R]) -> None:
        self._work = work
        self._found: dict[int, tuple[T, R]] = {}

    def __call__(self, thing: T) -> R:
        """What the function makes of the object."""
        found = self._found.get(id(thing))
        if found is None:
            found = self._found[id(thing)] = (thing, self._work(thing))
        return found[1]
