"""Amazon's side of BGP has private ASNs."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.located_values import amazon_asns
from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule

PRIVATE = (range(64_512, 65_535), range(4_200_000_000, 4_294_967_295))
"""Private ASNs of two and of four bytes (RFC 6996)."""


@rule(
    title="Amazon's ASNs are private",
    why="Direct Connect gateways, transit gateways and virtual private gateways take no public number.",
    reference="https://docs.aws.amazon.com/directconnect/latest/UserGuide/create-direct-connect-gateway.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find gateways with ASNs that AWS refuses."""
    for at, owner, asn in amazon_asns(estate):
        if not any(asn in numbers for numbers in PRIVATE):
            right = "write 64512 to 65534, or 4200000000 to 4294967294"
            yield Finding(at, f"{asn} of {owner} is not private", right)
