"""The DNS names of interface endpoints, as AWS makes them. Pure.

Source: AWS PrivateLink guide, "DNS hostnames" of interface endpoints; the zone ids of `vpce.amazonaws.com` are those
that endpoints show.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_ZONES = {
    "eu-central-1": "Z273ZU8SZ5RJPC",
    "eu-west-1": "Z38GZ743OKFT7T",
    "us-east-1": "Z7HUB22UULQXV",
    "us-east-2": "ZC8PG0KIFKBRI",
    "us-west-1": "Z12I86A8N7VCZO",
    "us-west-2": "Z1YSA3EXCYUU9Z",
}
"""Region -> hosted zone of the DNS names of its endpoints; other Regions get one made from their name."""
_WILDCARD = frozenset({"s3"})
"""Services whose regional names are wildcards, with the bucket before them."""


def zone_id(name: str) -> str:
    """Return a hosted zone id made from a name, the same whenever it is asked for."""
    return f"Z{hashlib.sha256(name.encode()).hexdigest()[:13].upper()}"


def dns_entries(
    label: str, suffix: str, region: str, zones: Iterable[str], private_names: Iterable[str]
) -> list[dict[str, str]]:
    """Return the regional name, one for each zone, and the private names where they are enabled."""
    hosted = _ZONES.get(region) or zone_id(f"vpce.{region}")
    wildcard = "*." if suffix.partition(".")[0] in _WILDCARD else ""
    labels = [label, *(f"{label}-{zone}" for zone in zones)]
    public = [{"DnsName": f"{wildcard}{each}.{suffix}", "HostedZoneId": hosted} for each in labels]
    private = [{"DnsName": name, "HostedZoneId": zone_id(f"{label}/{name}")} for name in private_names]
    return public + private
