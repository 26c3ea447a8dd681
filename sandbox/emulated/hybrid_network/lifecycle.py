"""States that change with time alone: a state, its beginning, and a timetable of the states that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TRANSITION_SECONDS = 0.1
"""Duration of a transitional state (pending, deleting and the like), where AWS takes seconds to minutes.

Long enough for a program that polls to see the state, short enough not to delay it.
"""

VISIBLE_SECONDS = 60.0
"""How long deleted resources are still listed, as on AWS: waiters see the final state."""

type Timetable = Mapping[str, tuple[float, str]]
"""State -> its duration in seconds and the next state; a state that is not listed does not end."""


@dataclass(kw_only=True)
class Stateful:
    """A resource with AWS's kind of state."""

    state: str
    since: float
    """Seconds since the epoch at which the state began."""

    def enter(self, state: str, now: float) -> None:
        """Change the state; the same state again keeps its beginning."""
        if state != self.state:
            self.state, self.since = state, now

    def settle(self, timetable: Timetable, now: float) -> None:
        """Make every transition that is due by now."""
        while (step := timetable.get(self.state)) and now >= self.since + step[0]:
            self.state, self.since = step[1], self.since + step[0]
