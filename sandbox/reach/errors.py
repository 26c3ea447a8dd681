"""What is wrong with a question of reachability.

ReachError
└── UnknownEnd    no end of that name
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from sandbox.errors import SandboxError

_SHOWN = 5
"""Similar names in a message: what fits on its line."""


class ReachError(SandboxError):
    """A question of reachability that has no answer."""


class UnknownEnd(ReachError):
    """A text that names no end of the network."""

    def __init__(self, text: str, source: str, known: Iterable[str]) -> None:
        names = sorted(set(known))
        similar = get_close_matches(text, names, _SHOWN)
        same = [name for name in names if text and text in name][:_SHOWN]
        close = list(dict.fromkeys((*similar, *same)))[:_SHOWN]
        ends = (
            "an endpoint's, account's, instance's or load balancer's name, an id, an address, `datacentre`, `internet`"
        )
        next_step = f"Similar: {', '.join(close)}." if close else f"Ends are {ends}."
        super().__init__(f"No end {text!r} in the network of {source}.", next_step)
        self.text = text
        self.similar = tuple(close)
