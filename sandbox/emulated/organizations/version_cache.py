"""What is derived from the state of the organizations, kept while the state stays the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.emulated.organizations import store
from sandbox.emulated.organizations.rules.model import OrganizationsState


@dataclass
class VersionCache[Key, Value]:
    """Values by keys, each derived one time from a version of the state."""

    derive: Callable[[OrganizationsState, Key], Value]
    _kept: dict[Key, tuple[OrganizationsState, int, Value]] = field(default_factory=dict, init=False)

    def get(self, key: Key) -> Value:
        """Return the value in the state as it is now."""
        with store.locked_state() as state:
            kept = self._kept.get(key)
            if kept is None or kept[0] is not state or kept[1] != state.version:
                kept = self._kept[key] = (state, state.version, self.derive(state, key))
            return kept[2]

    def clear(self) -> None:
        """Forget every value."""
        self._kept.clear()
