"""The locations of lines are Direct Connect locations."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.spelling import closest
from sandbox.facts.direct_connect_locations import LOCATIONS, find, in_region


@rule(
    title="Direct Connect locations exist",
    why="A connection is ordered at a location by its code; AWS refuses one that it does not have.",
    reference="https://aws.amazon.com/directconnect/locations/",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find location codes that AWS does not have."""
    home = estate.organization.home_region
    for place, line in enumerate(estate.datacentre.lines):
        if find(line.location) is None:
            meant = closest(line.location, LOCATIONS)
            near = ", ".join(f"{each.code} ({each.city})" for each in in_region(home))
            right = f"did you mean {meant} ({LOCATIONS[meant].city})?" if meant else f"in {home} there are: {near}"
            at = ("datacentre", "lines", place, "location")
            yield Finding(at, f"AWS has no Direct Connect location {line.location}", right)
