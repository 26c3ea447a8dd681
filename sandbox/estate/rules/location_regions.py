"""Lines are ordered in the Region of their Direct Connect location."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.regions import REGIONS
from sandbox.estate.rule import Finding, rule
from sandbox.facts.direct_connect_locations import find, in_region


@rule(
    title="Locations belong to the home region",
    why="A connection is ordered in its location's own region, and the estate's network lives in the home region.",
    reference="https://docs.aws.amazon.com/directconnect/latest/UserGuide/remote_regions.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find locations of other Regions."""
    home = estate.organization.home_region
    for place, line in enumerate(estate.datacentre.lines):
        location = find(line.location)
        if location is not None and location.region != home and home in REGIONS:
            near = ", ".join(f"{each.code} ({each.city})" for each in in_region(home)) or "none"
            wrong = f"{line.location} belongs to {location.region}, not to the home region {home}"
            others = (("organization", "home_region"),)
            yield Finding(("datacentre", "lines", place, "location"), wrong, f"in {home} there are: {near}", others)
