"""The buildings in which AWS sells dedicated Direct Connect ports, and at which speeds.

Codes are compared without regard to case, because AWS itself writes both EqDC2 and EQC50.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from sandbox import facts

BANDWIDTHS = ("1Gbps", "10Gbps", "100Gbps", "400Gbps")
"""Speeds of dedicated connections. https://docs.aws.amazon.com/directconnect/latest/UserGuide/dedicated_connection.html"""


@dataclass(frozen=True)
class DirectConnectLocation:
    """A building that AWS sells dedicated ports in."""

    code: str
    region: str
    city: str
    bandwidths: tuple[str, ...]


def find(code: str) -> DirectConnectLocation | None:
    """Return the location of this code, whatever its case; None where AWS has none.

    A building with several rooms has a code for each, for instance CS32A-24FL: what follows the hyphen is the room.
    """
    return LOCATIONS.get(code.upper().partition("-")[0])


def in_region(region: str) -> tuple[DirectConnectLocation, ...]:
    """Return the locations whose home is this region."""
    return tuple(location for location in LOCATIONS.values() if location.region == region)


def _read(table: str) -> Mapping[str, DirectConnectLocation]:
    rows = csv.DictReader(line for line in table.splitlines() if not line.startswith("#"))
    return MappingProxyType({row["code"]: _location(**row) for row in rows})


def _location(code: str, region: str, city: str, gigabits: str) -> DirectConnectLocation:
    return DirectConnectLocation(code, region, city, tuple(f"{speed}Gbps" for speed in gigabits.split()))


LOCATIONS: Mapping[str, DirectConnectLocation] = _read(
    files(facts).joinpath("direct_connect_locations.csv").read_text("utf-8")
)
"""By code."""
