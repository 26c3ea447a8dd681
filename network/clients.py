"""The clients of a named endpoint and its own destinations, as rules of security groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network

from network.addressing import VpcPlan
from network.routes import ANYWHERE, INTERNET, private_ranges
from sandbox.estate import DATACENTRE, Estate, Tier, tier_part


@dataclass(frozen=True)
class Group:
    """The security group of another endpoint in the same VPC."""

    endpoint: str


@dataclass(frozen=True)
class Range:
    """Addresses outside, or the app tier of an account: its other tiers open no connections to other accounts."""

    cidr: IPv4Network


type Peer = Group | Range


def peers(estate: Estate, plans: Mapping[str, VpcPlan], endpoint: str) -> Iterator[Peer]:
    """Yield the allowed sources, in the order of the endpoint's clients."""
    account = endpoint.partition("/")[0]
    for client in estate.endpoints[endpoint].clients:
        if client == INTERNET:
            yield Range(ANYWHERE)
        elif client == DATACENTRE:
            yield from map(Range, estate.datacentre.prefixes)
        elif client in estate.accounts:
            vpc = estate.accounts[client].vpc
            if vpc is not None and "app" in vpc.tiers:
                yield Range(tier_part(vpc.cidr, "app"))
        elif client.partition("/")[0] == account:
            yield Group(client)
        else:
            place = plans[client.partition("/")[0]].endpoints[client]
            yield Range(IPv4Network(place.address))


def rule_name(endpoint: str, peer: Peer) -> str:
    """Return the name of the rule for a peer, by what distinguishes the rules of a group on AWS: group or range.

    A rule that was named by its client would, once the client has another name or range, be created while the old rule
    still exists: AWS refuses it as a duplicate.
    """
    source = peer.endpoint if isinstance(peer, Group) else str(peer.cidr)
    return f"{endpoint}-from-{source}".replace("/", "-")


def destinations(estate: Estate, account: str, tier: Tier) -> tuple[IPv4Network, ...]:
    """Return the destinations of an endpoint of a tier, besides the gateway endpoints of S3 and DynamoDB.

    The security groups of the destinations decide whether to accept. None for data, which opens no connections.
    """
    vpc = estate.accounts[account].vpc
    if tier == "data" or vpc is None:
        return ()
    return private_ranges(estate) if tier == "app" else (vpc.cidr,)
