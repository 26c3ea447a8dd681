"""Every BGP speaker has its own ASN."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.located_values import amazon_asns
from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps


@rule(
    title="ASNs are unique",
    why=(
        "AWS refuses to associate a transit gateway with a Direct Connect gateway of the same ASN, and a router drops "
        "routes that already carry its own."
    ),
    reference="https://docs.aws.amazon.com/directconnect/latest/UserGuide/create-transit-vif-for-gateway.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find ASNs that another speaker has."""
    customer = (("datacentre", "asn"), "the data centre", estate.datacentre.asn)
    owners: dict[int, tuple[Steps, str]] = {}
    taken = {estate.datacentre.asn, *(asn for _, _, asn in amazon_asns(estate))}
    for at, owner, asn in (customer, *amazon_asns(estate)):
        first = owners.setdefault(asn, (at, owner))
        if first[0] != at:
            free = next(number for number in range(64512, 65535) if number not in taken)
            yield Finding(at, f"{asn} is also the ASN of {first[1]}", f"{free} is free", twin=first[0])
