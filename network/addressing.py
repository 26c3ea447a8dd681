"""Every address of the estate, computed from the estate file alone.

Pure and deterministic. Guarantees:

- A subnet depends on its own account's range, its tier's prefix and its zone: adding an account, a tier, a zone or an
  endpoint, or resizing another tier, never moves it.
- An endpoint's address depends on the names of the endpoints in its tier, not on their order in the file. It is the
  first free one of a sequence made from its own name, assigned in alphabetical order; so an endpoint that is added or
  removed moves another only where both have the same address in their sequences.
- Resolver endpoints have the same offsets in every range.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv4Address, IPv4Network
from typing import Literal, get_args

from sandbox.estate import ZONES_USED, Estate, Hub, Part, Tier, Vpc, address_at, hub_subnet, tier_subnet, usable

_ZONE_NUMBERS: Mapping[str, tuple[int, ...]] = {
    "ap-northeast-1": (1, 2, 4),
    "ca-central-1": (1, 2, 4),
    "us-west-1": (1, 3),
}
"""Regions whose zones, for new accounts, are not numbered 1, 2, 3."""

_INITIALS: Mapping[str, str] = {"northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw"}

_RESOLVER_OFFSETS: Mapping[Literal["inbound", "outbound"], int] = {"inbound": 10, "outbound": 11}


@dataclass(frozen=True)
class Subnet:
    """One subnet of a VPC: its purpose, its zone and its range."""

    part: Part
    zone: str
    """Availability zone id, for instance use1-az1: unlike a zone's name, the same place in every account."""
    cidr: IPv4Network

    @property
    def name(self) -> str:
        """Return a short name that is unique in the VPC, for instance `app-az1`."""
        return f"{self.part}-{self.zone.rpartition('-')[2]}"


@dataclass(frozen=True)
class Place:
    """The subnet and address of a named endpoint."""

    subnet: Subnet
    address: IPv4Address


@dataclass(frozen=True)
class VpcPlan:
    """Every subnet and every fixed address of one account's VPC."""

    account: str
    cidr: IPv4Network
    subnets: tuple[Subnet, ...]
    endpoints: Mapping[str, Place]
    """`account/name` -> its subnet and address."""

    def of(self, part: Part) -> tuple[Subnet, ...]:
        """Return the subnets of a tier, or of the hub's attachments or resolvers, zone by zone."""
        return tuple(subnet for subnet in self.subnets if subnet.part == part)

    def resolver(self, direction: Literal["inbound", "outbound"]) -> tuple[Place, ...]:
        """Return the addresses of a Route 53 Resolver endpoint, one in each zone."""
        offset = _RESOLVER_OFFSETS[direction]
        return tuple(Place(subnet, address_at(subnet.cidr, offset)) for subnet in self.of("resolver"))

    @property
    def name_server(self) -> IPv4Address:
        """Return the address of the VPC's own resolver: the second one after the range's base."""
        return self.cidr.network_address + 2


def availability_zones(region: str, count: int = ZONES_USED) -> tuple[str, ...]:
    """Return the ids of the first zones of a region, for instance use1-az1 and use1-az2 in us-east-1."""
    numbers = _ZONE_NUMBERS.get(region, (1, 2, 3))
    if count > len(numbers):
        message = f"{region} has {len(numbers)} availability zones for every account, not {count}"
        raise ValueError(message)
    area, *directions, place = region.split("-")
    short = area + "".join(_INITIALS.get(direction, direction[0]) for direction in directions) + place
    return tuple(f"{short}-az{number}" for number in numbers[:count])


def subnets(vpc: Vpc, zones: Iterable[str]) -> tuple[Subnet, ...]:
    """Return the subnets of a VPC: its tiers, then the hub's attachments and resolvers, zone by zone."""
    names = tuple(zones)
    tiers = [
        Subnet(tier, zone, tier_subnet(vpc.cidr, tier, vpc.tiers[tier], place))
        for tier in get_args(Tier)
        if tier in vpc.tiers
        for place, zone in enumerate(names)
    ]
    hubs = [
        Subnet(hub, zone, hub_subnet(vpc.cidr, hub, place)) for hub in get_args(Hub) for place, zone in enumerate(names)
    ]
    return (*tiers, *hubs)


def host_addresses(names: Iterable[str], ranges: tuple[IPv4Network, ...]) -> dict[str, IPv4Address]:
    """Return an address of these equal ranges for each name; ValueError for more names than addresses."""
    offsets = usable(ranges[0])
    wanting = sorted(set(names))
    if len(wanting) > len(offsets) * len(ranges):
        message = (
            f"{len(wanting)} endpoints, but {len(offsets) * len(ranges)} addresses in {', '.join(map(str, ranges))}"
        )
        raise ValueError(message)
    taken: dict[IPv4Address, str] = {}
    for name in wanting:
        attempt = 0
        while (address := _wanted(name, attempt, offsets, ranges)) in taken:
            attempt += 1
        taken[address] = name
    return {name: address for address, name in taken.items()}


def plan(estate: Estate) -> dict[str, VpcPlan]:
    """Return the plan of every VPC in the estate, by account."""
    zones = availability_zones(estate.organization.home_region)
    residents: dict[tuple[str, Tier], list[str]] = {}
    for key, endpoint in estate.endpoints.items():
        residents.setdefault((key.partition("/")[0], endpoint.tier), []).append(key)
    plans: dict[str, VpcPlan] = {}
    for name, account in estate.accounts.items():
        if account.vpc is not None:
            laid_out = subnets(account.vpc, zones)
            places = {
                key: place
                for tier in account.vpc.tiers
                for key, place in _places(residents.get((name, tier), []), tier, laid_out).items()
            }
            plans[name] = VpcPlan(name, account.vpc.cidr, laid_out, places)
    return plans


def _places(residents: list[str], tier: Tier, laid_out: tuple[Subnet, ...]) -> dict[str, Place]:
    homes = tuple(subnet for subnet in laid_out if subnet.part == tier)[:ZONES_USED]
    addresses = host_addresses(residents, tuple(home.cidr for home in homes))
    return {
        key: Place(next(home for home in homes if address in home.cidr), address) for key, address in addresses.items()
    }


def _wanted(name: str, attempt: int, offsets: range, ranges: tuple[IPv4Network, ...]) -> IPv4Address:
    digest = int.from_bytes(sha256(f"{name}#{attempt}".encode()).digest())
    zone, offset = divmod(digest % (len(ranges) * len(offsets)), len(offsets))
    return address_at(ranges[zone], offsets[offset])
