"""The locations and bandwidths that Direct Connect accepts."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect.rules import refusal
from sandbox.emulated.hybrid_network.direct_connect_ports import PAY_AS_YOU_GO
from sandbox.facts.direct_connect_locations import DirectConnectLocation, find, in_region

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
"""Bandwidths of hosted connections. https://docs.aws.amazon.com/directconnect/latest/UserGuide/hosted_connection.html"""


MACSEC_BANDWIDTHS = ("10Gbps", "100Gbps", "400Gbps")
"""Bandwidths of dedicated connections with MACsec. https://docs.aws.amazon.com/directconnect/latest/UserGuide/MACsec.html"""


def location(code: str, region: str) -> DirectConnectLocation:
    """Return the location of this code if the Region orders ports there; raise Direct Connect's error otherwise."""
    found = find(code)
    if found is not None and found.region == region:
        return found
    here = ", ".join(each.code for each in in_region(region)) or "none"
    raise refusal(f"Invalid location: {code}. Locations available in {region}: {here}.")


def check_bandwidth(place: DirectConnectLocation, bandwidth: str) -> None:
    """Raise unless the location sells dedicated connections of this bandwidth."""
    if bandwidth not in place.bandwidths:
        raise refusal(f"Invalid bandwidth: {bandwidth}. {place.code} has {', '.join(place.bandwidths)}.")


def shown(place: DirectConnectLocation) -> dict[str, Any]:
    """Return a Location; the sandbox offers MACsec at every location that has a bandwidth with MACsec."""
    return {
        "locationCode": place.code,
        "locationName": place.city,
        "region": place.region,
        "availablePortSpeeds": port_speeds(place),
        "availableProviders": [],
        "availableMacSecPortSpeeds": [
            bandwidth.removesuffix("bps") for bandwidth in place.bandwidths if bandwidth in MACSEC_BANDWIDTHS
        ],
        "availableBillingModes": [
            {
                "billingMode": PAY_AS_YOU_GO,
                "availablePortSpeeds": port_speeds(place),
                "includedRegions": [place.region],
            }
        ],
    }


def port_speeds(place: DirectConnectLocation) -> list[str]:
    """Return the location's bandwidths as DescribeLocations lists them: 1G, 10G, 100G, 400G."""
    return [bandwidth.removesuffix("bps") for bandwidth in place.bandwidths]
