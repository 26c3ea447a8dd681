"""The routes of each tier to destinations outside its VPC.

App has routes to all private ranges through the hub; public and data only to their clients outside the VPC.
Ranges are whole private blocks wherever they can be, so that a new account needs no route in any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from sandbox.estate import DATACENTRE, Estate, Tier, has_gateway

PRIVATE_BLOCKS = (IPv4Network("10.0.0.0/8"), IPv4Network("172.16.0.0/12"), IPv4Network("192.168.0.0/16"))
"""RFC 1918."""

INTERNET = "internet"
ANYWHERE = IPv4Network("0.0.0.0/0")


def private_ranges(estate: Estate) -> tuple[IPv4Network, ...]:
    """Return the private blocks that the estate uses, and its ranges outside of them."""
    vpcs = [account.vpc.cidr for account in estate.accounts.values() if account.vpc]
    used = (*vpcs, *estate.datacentre.prefixes)
    blocks = {block for block in PRIVATE_BLOCKS for part in used if part.overlaps(block)}
    outside = {part for part in used if not any(part.subnet_of(block) for block in PRIVATE_BLOCKS)}
    return tuple(sorted(blocks | outside))


def hub_routes(estate: Estate, account: str, tier: Tier) -> tuple[IPv4Network, ...]:
    """Return the destinations that a tier reaches through the transit gateway."""
    wanted = private_ranges(estate) if tier == "app" else outside_clients(estate, account, tier)
    if not has_gateway(estate, account):
        return wanted
    # A static route has priority over the same route propagated by the virtual private gateway.
    own_line = estate.datacentre.prefixes
    return tuple(part for part in wanted if not any(part.subnet_of(prefix) for prefix in own_line))


def propagates_gateway_routes(estate: Estate, account: str, tier: Tier) -> bool:
    """Return whether a tier learns the data centre's routes from the VPC's own virtual private gateway."""
    if not has_gateway(estate, account):
        return False
    return tier == "app" or DATACENTRE in _clients(estate, account, tier)


def outside_clients(estate: Estate, account: str, tier: Tier) -> tuple[IPv4Network, ...]:
    """Return the ranges of clients outside the account, without the internet, of a tier's endpoints."""
    found = {part for client in _clients(estate, account, tier) for part in client_ranges(estate, account, client)}
    return tuple(sorted(found))


def client_ranges(estate: Estate, account: str, client: str) -> tuple[IPv4Network, ...]:
    """Return the ranges of a client that are outside the account; none for the account's own and the internet."""
    if client == DATACENTRE:
        return estate.datacentre.prefixes
    owner = client.partition("/")[0]
    if owner in {account, INTERNET}:
        return ()
    vpc = estate.accounts[owner].vpc
    return (vpc.cidr,) if vpc else ()


def _clients(estate: Estate, account: str, tier: Tier) -> Iterator[str]:
    for name, endpoint in estate.endpoints.items():
        if name.partition("/")[0] == account and endpoint.tier == tier:
            yield from endpoint.clients
