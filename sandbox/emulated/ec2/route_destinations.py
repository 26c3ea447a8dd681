"""The destinations of a VPC's routes: canonical blocks and prefix lists, of which a table has each one route.

Source: CreateRoute in the EC2 API Reference; "Route tables" in the Amazon VPC User Guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import routes_of
from sandbox.emulated.ec2.cidrs import ipv4_block, ipv6_block
from sandbox.emulated.ec2.one_of import exactly_one
from sandbox.emulated.ec2.route_shapes import destination
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall

MEMBERS = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
RESERVED = (IPv4Network("169.254.168.0/22"), IPv6Network("fd00:ec2::/32"))
"""Ranges of AWS's own services in a VPC, which no route may have as its destination or contain it in."""
NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Destination:
    """One destination: a canonical block, or a prefix list with the number of its entries at most."""

    member: str
    value: str
    weight: int = 1
    """What the route counts against the quota of a table."""

    @property
    def block(self) -> IPv4Network | IPv6Network | None:
        """Return the block; None for a prefix list."""
        return None if self.member == "DestinationPrefixListId" else ip_network(self.value)


def requested(call: HybridCall) -> Destination:
    """Return the destination of a request that creates or replaces a route, in canonical form."""
    member, value = exactly_one(call, MEMBERS)
    if member == "DestinationPrefixListId":
        return _prefix_list(call, value)
    block: IPv4Network | IPv6Network
    if member == "DestinationCidrBlock":
        block = ipv4_block(value, "destinationCidrBlock")
    else:
        block = ipv6_block(value, "destinationIpv6CidrBlock")
    if any(block.version == it.version and block.subnet_of(it) for it in RESERVED):  # type: ignore[arg-type]
        raise AwsError("InvalidParameterValue", f"The destination CIDR block {block} is reserved for AWS services.")
    return Destination(member, str(block))


def find(table: Any, member: str, value: str) -> Any | None:
    """Return the route of a table to the destination."""
    return next((each for each in list(routes_of(table).values()) if destination(each) == {member: value}), None)


def existing(call: HybridCall, table: Any) -> Any:
    """Return the route that a request names, by the destination exactly as the table shows it."""
    member, value = exactly_one(call, MEMBERS)
    if member != "DestinationPrefixListId":
        parsed = ipv4_block(value, "cidr") if member == "DestinationCidrBlock" else ipv6_block(value, "cidr")
        value = str(parsed) if _is_network(value) else value
    found = find(table, member, value)
    if found is None:
        what = {
            "DestinationCidrBlock": "destination-cidr-block",
            "DestinationIpv6CidrBlock": "destination-ipv6-cidr-block",
            "DestinationPrefixListId": "destination-prefix-list-id",
        }[member]
        raise AwsError("InvalidRoute.NotFound", f"no route with {what} {value} in route table {table.id}")
    return found


def weight_of(call: HybridCall, route: Any) -> int:
    """Return what a route counts against the quota of its table; a prefix list counts all of its possible entries."""
    listed = route.destination_prefix_list
    if listed is None:
        return 1
    known = backend.of(call).managed_prefix_lists.get(listed.id)
    return int(getattr(known, "max_entries", None) or 1)


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def _prefix_list(call: HybridCall, id_: str) -> Destination:
    found = call.resources.prefix_list(call.account, call.region, id_)
    if found is None:
        raise AwsError("InvalidPrefixListID.NotFound", f"The prefix list ID '{id_}' does not exist")
    own = backend.at(found.owner, call.region)
    known = own.managed_prefix_lists.get(id_) if own is not None else None
    return Destination("DestinationPrefixListId", id_, int(getattr(known, "max_entries", None) or 1))
