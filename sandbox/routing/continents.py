"""The continents of Regions, as BGP scope communities group them.

Direct Connect User Guide, "Scope BGP communities": North America, Asia Pacific, and Europe with the Middle East and
Africa; https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html.
"""

from __future__ import annotations

CONTINENTS = {
    "us": "north-america",
    "ca": "north-america",
    "mx": "north-america",
    "sa": "south-america",
    "ap": "asia-pacific",
    "cn": "china",
    "eu": "europe-middle-east-africa",
    "me": "europe-middle-east-africa",
    "il": "europe-middle-east-africa",
    "af": "europe-middle-east-africa",
}
"""First part of a Region's name -> its continent."""


def continent(region: str) -> str:
    """Return the continent of a Region; one with an unknown first part is a continent of its own."""
    return CONTINENTS.get(region.partition("-")[0], region)
