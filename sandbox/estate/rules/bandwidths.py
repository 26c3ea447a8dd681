"""AWS offers the bandwidth of each line at its location."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.facts.direct_connect_locations import BANDWIDTHS, find

_GIGABITS = re.compile(r"(\d+)\s*g", re.IGNORECASE)
"""A bandwidth as users may write it: 10 Gbit/s, 10G, 10gbps."""


@rule(
    title="Bandwidths are sold",
    why="Dedicated connections come in four speeds, and not every location has them all.",
    reference="https://docs.aws.amazon.com/directconnect/latest/UserGuide/dedicated_connection.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find bandwidths that AWS does not offer, anywhere or at the line's location."""
    for place, line in enumerate(estate.datacentre.lines):
        at = ("datacentre", "lines", place, "bandwidth")
        location = find(line.location)
        if line.bandwidth not in BANDWIDTHS:
            number = _GIGABITS.match(line.bandwidth)
            meant = f"{number[1]}Gbps" if number else ""
            right = f"did you mean {meant}?" if meant in BANDWIDTHS else f"it sells {', '.join(BANDWIDTHS)}"
            yield Finding(at, f"AWS sells no dedicated connection of {line.bandwidth}", right)
        elif location is not None and line.bandwidth not in location.bandwidths:
            wrong = f"AWS sells no {line.bandwidth} at {line.location}"
            others = (("datacentre", "lines", place, "location"),)
            yield Finding(at, wrong, f"it sells {', '.join(location.bandwidths)} there", others)
