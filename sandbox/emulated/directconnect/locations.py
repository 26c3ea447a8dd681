"""Where can a line meet AWS, and how fast? The Direct Connect locations of 2026, each with its region.

AWS itself writes both EqDC2 and EQC50, so codes are compared without regard to case.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

from sandbox import facts
from sandbox.emulated.directconnect.rules import refusal

HOSTED = (
    "50Mbps",
    "100Mbps",
    "200Mbps",
    "300Mbps",
    "400Mbps",
    "500Mbps",
    "1Gbps",
    "2Gbps",
    "5Gbps",
    "10Gbps",
    "25Gbps",
)


@dataclass(frozen=True)
class Location:
    """A place with AWS's routers in it."""

    code: str
    name: str
    region: str
    speeds: tuple[str, ...]
    """As AWS lists them: 1G, 10G, 100G, 400G."""


def _read(table: str) -> tuple[Location, ...]:
    rows = csv.DictReader(line for line in table.splitlines() if not line.startswith("#"))
    return tuple(
        Location(row["code"], row["city"], row["region"], tuple(f"{speed}G" for speed in row["gigabits"].split()))
        for row in rows
    )


LOCATIONS = _read(files(facts).joinpath("direct_connect_locations.csv").read_text("utf-8"))


def location(code: str, region: str) -> Location:
    """The location of this code, if the region orders lines there; what follows a hyphen is a room of the building."""
    building = code.upper().partition("-")[0]
    for found in LOCATIONS:
        if found.code == building and found.region == region:
            return found
    here = ", ".join(found.code for found in LOCATIONS if found.region == region) or "none"
    raise refusal(f"Invalid location: {code}. Locations available in {region}: {here}.")


def check_bandwidth(place: Location, bandwidth: str) -> None:
    """A location sells some speeds of dedicated connections, not all."""
    sold = tuple(f"{speed}bps" for speed in place.speeds)
    if bandwidth not in sold:
        raise refusal(f"Invalid bandwidth: {bandwidth}. {place.code} has {', '.join(sold)}.")
