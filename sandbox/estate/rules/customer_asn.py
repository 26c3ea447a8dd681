"""The data centre's ASN is one that a customer may use."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule

_AMAZON = (7224, 9059, 10124, 14618, 16509, 17493)
"""Amazon's own ASNs: it drops routes whose path contains them."""

_RESERVED = (range(23_456, 23_457), range(64_496, 64_512), range(65_535, 65_552))
"""AS_TRANS (RFC 6793), documentation (RFC 5398), the last ASN of two bytes (RFC 7300)."""


@rule(
    title="The data centre's ASN is usable",
    why="The customer's routers use a private number, or a public one that is assigned to the customer.",
    reference="https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithVirtualInterfaces.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find an ASN that is Amazon's or reserved."""
    asn = estate.datacentre.asn
    right = "write a private one, 64512 to 65534 or 4200000000 to 4294967294, or your own public one"
    if asn in _AMAZON:
        yield Finding(("datacentre", "asn"), f"{asn} is Amazon's own ASN", right)
    elif any(asn in numbers for numbers in _RESERVED):
        yield Finding(("datacentre", "asn"), f"{asn} is reserved", right)
