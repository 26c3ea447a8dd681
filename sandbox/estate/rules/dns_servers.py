"""The data centre's name servers have addresses within its announced prefixes."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule


@rule(
    title="Name servers are in the data centre's prefixes",
    why="AWS forwards queries to them over the lines, which carry the announced prefixes alone.",
    reference="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-outbound-queries.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find name servers whose address is in no announced prefix."""
    prefixes = estate.datacentre.prefixes
    for place, server in enumerate(estate.datacentre.dns.servers):
        if prefixes and not any(server in prefix for prefix in prefixes):
            at = ("datacentre", "dns", "servers", place)
            wrong = f"{server} is in none of the data centre's prefixes"
            right = f"write an address of {', '.join(map(str, prefixes))}, or add its range to prefixes"
            yield Finding(at, wrong, right, others=(("datacentre", "prefixes"),))
    if not estate.datacentre.dns.servers:
        yield Finding(("datacentre", "dns", "servers"), "there is no name server", "write one or two addresses")
