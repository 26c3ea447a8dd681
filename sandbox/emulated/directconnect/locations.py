"""Where can a line meet AWS, and how fast? Some of the published Direct Connect locations, with their home region."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.emulated.errors import AwsError

DEDICATED = ("1Gbps", "10Gbps", "100Gbps", "400Gbps")
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
    speeds: tuple[str, ...] = ("1G", "10G", "100G")


LOCATIONS: tuple[Location, ...] = (
    Location("EqDC2", "Equinix DC2/DC11, Ashburn, VA", "us-east-1", ("1G", "10G", "100G", "400G")),
    Location("CSVA1", "CoreSite VA1/VA2, Reston, VA", "us-east-1"),
    Location("CSNY1", "CoreSite NY1, New York, NY", "us-east-1"),
    Location("EqNY5", "Equinix NY5, Secaucus, NJ", "us-east-1"),
    Location("EqDA2", "Equinix DA2, Dallas, TX", "us-east-1"),
    Location("EqCH2", "Equinix CH2, Chicago, IL", "us-east-2"),
    Location("CSSV1", "CoreSite SV1/SV2, San Jose, CA", "us-west-1"),
    Location("EqSV5", "Equinix SV5, San Jose, CA", "us-west-1"),
    Location("EqSE2", "Equinix SE2/SE3, Seattle, WA", "us-west-2"),
    Location("CSLA1", "CoreSite LA1, Los Angeles, CA", "us-west-2"),
    Location("EqDB1", "Equinix DB1, Dublin", "eu-west-1"),
    Location("EqLD5", "Equinix LD5, Slough", "eu-west-2"),
    Location("EqFA5", "Equinix FR5, Frankfurt", "eu-central-1"),
    Location("EqPA3", "Equinix PA3, Paris", "eu-west-3"),
    Location("EqSG2", "Equinix SG2, Singapore", "ap-southeast-1"),
    Location("EqSY3", "Equinix SY3, Sydney", "ap-southeast-2"),
    Location("EqTY2", "Equinix TY2, Tokyo", "ap-northeast-1"),
)


def location(code: str, region: str) -> Location:
    """The location of this code, if the region orders lines there."""
    for found in LOCATIONS:
        if found.code == code and found.region == region:
            return found
    here = ", ".join(found.code for found in LOCATIONS if found.region == region) or "none"
    raise AwsError(
        "DirectConnectClientException",
        f"Invalid location: {code}. Locations available in {region}: {here}.",
    )
