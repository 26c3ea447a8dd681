"""The domain of the private zones and the data centre's domain are separate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule

_DOMAIN = re.compile(r"(?=.{1,200}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")


@rule(
    title="Domains are valid and apart",
    why=(
        "The private zones are answered in AWS and the data centre's domain is forwarded there: where one holds the "
        "other, the more specific wins and names are lost."
    ),
    reference="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find invalid domain names, and domains of which one contains the other."""
    theirs = estate.datacentre.dns.domain
    for at, domain in ((("dns",), estate.dns), (("datacentre", "dns", "domain"), theirs)):
        if not _DOMAIN.fullmatch(domain):
            yield Finding(
                at,
                f"{domain!r} is not a valid domain name",
                "write lower-case labels with dots, for instance aws.gilt.example",
            )
    if f".{estate.dns}".endswith(f".{theirs}") or f".{theirs}".endswith(f".{estate.dns}"):
        wrong = f"{estate.dns} and the data centre's {theirs} are one inside the other"
        yield Finding(("dns",), wrong, "use two domains side by side", twin=("datacentre", "dns", "domain"))
