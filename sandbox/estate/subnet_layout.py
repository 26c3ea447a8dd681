"""The division of an account's range into tiers, zones and subnets.

Every part has its place whether it is used or not, so that adding a tier or a zone, or widening one, moves no other
subnet. Of the range, app owns the first half, data the next quarter, public an eighth and the hub (transit gateway
attachments, resolver endpoints) the last eighth; each part has four equal zones.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv4Network
from types import MappingProxyType
from typing import Literal

from sandbox.estate.model import Tier

Hub = Literal["attachment", "resolver"]
"""What the hub's /28 subnets hold: network interfaces of the transit gateway, or of Route 53 Resolver."""

Part = Tier | Hub

ZONES_USED = 2
"""Availability zones that every VPC spans, and that named endpoints are spread over."""

ZONES = 4
"""Zones that a range has subnets for."""

WIDEST_VPC, WIDEST_SUBNET, NARROWEST_SUBNET = 16, 16, 28
"""Prefix lengths AWS allows. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"""

NARROWEST_VPC = 22
"""In anything narrower the hub's eighth could not hold its two /28 subnets in each of four zones."""

RESERVED_FIRST, RESERVED_LAST = 4, 1
"""AWS keeps the first four addresses of a subnet and the last."""

_ADDRESS_BITS = 32
_ZONE_BITS = 2
_HUB_BITS = 3

_TIER_BITS: Mapping[Tier, int] = MappingProxyType({"app": 1, "data": 2, "public": 3})
"""Bits that a tier's part adds to the range's prefix length: a half, a quarter, an eighth."""

_HUB_PLACE: Mapping[Hub, int] = MappingProxyType({"attachment": 0, "resolver": 1})


def tier_part(cidr: IPv4Network, tier: Tier) -> IPv4Network:
    """Return the part of a range that a tier owns, over all zones.

    Args:
        cidr: The VPC's range.
        tier: The tier.

    Returns:
        Its half, quarter or eighth of the range.

    Example:
        >>> tier_part(IPv4Network("10.20.0.0/16"), "data")
        IPv4Network('10.20.128.0/18')

    """
    bits = _TIER_BITS[tier]
    return _nth(cidr, bits, (1 << bits) - 2)


def hub_part(cidr: IPv4Network) -> IPv4Network:
    """Return the part of a range that the hub's subnets lie in."""
    return _nth(cidr, _HUB_BITS, (1 << _HUB_BITS) - 1)


def widest(cidr: IPv4Network, tier: Tier) -> int:
    """Return the shortest prefix that one zone of a tier may have in this range."""
    return cidr.prefixlen + _TIER_BITS[tier] + _ZONE_BITS


def tier_subnet(cidr: IPv4Network, tier: Tier, prefix: int, zone: int) -> IPv4Network:
    """Return a tier's subnet in a zone.

    Args:
        cidr: The VPC's range.
        tier: The tier.
        prefix: Prefix length of the subnet.
        zone: Number of the zone, 0 to 3.

    Returns:
        The subnet, at the start of the zone's part.

    Raises:
        ValueError: The range has no place for a subnet of this size, or no such zone.

    Example:
        >>> tier_subnet(IPv4Network("10.20.0.0/16"), "app", 24, 1)
        IPv4Network('10.20.32.0/24')

    """
    if not widest(cidr, tier) <= prefix <= NARROWEST_SUBNET:
        message = f"{tier}: /{prefix} has no place in {cidr}; /{widest(cidr, tier)} to /{NARROWEST_SUBNET} have"
        raise ValueError(message)
    place = _nth(tier_part(cidr, tier), _ZONE_BITS, zone)
    return IPv4Network((place.network_address, prefix))


def hub_subnet(cidr: IPv4Network, hub: Hub, zone: int) -> IPv4Network:
    """Return the hub's subnet in a zone.

    Args:
        cidr: The VPC's range.
        hub: What the subnet holds.
        zone: Number of the zone, 0 to 3.

    Returns:
        The subnet, a /28.

    Raises:
        ValueError: The range is too small for the hub's subnets, or has no such zone.

    Example:
        >>> hub_subnet(IPv4Network("10.20.0.0/16"), "resolver", 0)
        IPv4Network('10.20.224.16/28')

    """
    if cidr.prefixlen > NARROWEST_VPC:
        message = f"{cidr} is too small for the hub's subnets; /{NARROWEST_VPC} is the smallest that holds them"
        raise ValueError(message)
    place = _nth(hub_part(cidr), _ZONE_BITS, zone)
    return _nth(place, NARROWEST_SUBNET - place.prefixlen, _HUB_PLACE[hub])


def endpoint_capacity(prefix: int) -> int:
    """Return how many addresses AWS leaves to the owner of a subnet of this prefix length."""
    return max((1 << max(_ADDRESS_BITS - prefix, 0)) - RESERVED_FIRST - RESERVED_LAST, 0)


def usable(subnet: IPv4Network) -> range:
    """Return the offsets into a subnet that AWS leaves to its owner.

    Args:
        subnet: The subnet.

    Returns:
        All but the first four and the last.

    Example:
        >>> usable(IPv4Network("10.20.0.0/28"))
        range(4, 15)

    """
    return range(RESERVED_FIRST, subnet.num_addresses - RESERVED_LAST)


def address_at(subnet: IPv4Network, offset: int) -> IPv4Address:
    """Return the address at an offset into a subnet.

    Args:
        subnet: The subnet.
        offset: The distance from the subnet's first address; one of `usable(subnet)`.

    Returns:
        The address.

    Raises:
        ValueError: AWS keeps this address, or it is outside the subnet.

    Example:
        >>> address_at(IPv4Network("10.20.0.0/28"), 10)
        IPv4Address('10.20.0.10')

    """
    if offset not in usable(subnet):
        message = f"AWS keeps the address at offset {offset} of {subnet}"
        raise ValueError(message)
    return subnet.network_address + offset


def _nth(network: IPv4Network, bits: int, place: int) -> IPv4Network:
    if not 0 <= place < 1 << bits:
        message = f"{network} has {1 << bits} places of that size, 0 to {(1 << bits) - 1}, not {place}"
        raise ValueError(message)
    prefix = network.prefixlen + bits
    return IPv4Network((int(network.network_address) + (place << (_ADDRESS_BITS - prefix)), prefix))
