"""States that change with time alone: a state, its beginning, and a timetable of the states that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TRANSITION_SECONDS = 0.1
"""How long a state on the way lasts (pending, deleting and the like), where AWS takes seconds to minutes.

Long enough that a program that polls can see the state, short enough that nothing waits for it.
"""

VISIBLE_SECONDS = 60.0
"""How long what is deleted still shows in responses, as AWS shows it for a while: waiters see the final state."""

type Timetable = Mapping[str, tuple[float, str]]
"""State -> how many seconds it lasts and what comes next; a state that isn't listed lasts."""


@dataclass(kw_only=True)
class Stateful:
    """A resource with AWS's kind of state."""

    state: str
    since: float
    """Seconds since the epoch at which the state began."""

    def enter(self, state: str, now: float) -> None:
        """Change the state; a state that holds already keeps its beginning."""
        if state != self.state:
            self.state, self.since = state, now

    def settle(self, timetable: Timetable, now: float) -> None:
        """Take every step that is due by now."""
        while (step := timetable.get(self.state)) and now >= self.since + step[0]:
            self.state, self.since = step[1], self.since + step[0]
