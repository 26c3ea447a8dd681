from __future__ import annotations

from ipaddress import IPv4Network
from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.estate.model import Tier
from sandbox.estate.subnet_layout import (
    NARROWEST_SUBNET,
    NARROWEST_VPC,
    WIDEST_VPC,
    ZONES,
    Hub,
    address_at,
    endpoint_capacity,
    hub_part,
    hub_subnet,
    tier_part,
    tier_subnet,
    usable,
    widest,
)

TIERS: tuple[Tier, ...] = get_args(Tier)
HUBS: tuple[Hub, ...] = get_args(Hub)


@st.composite
def ranges(draw: st.DrawFn) -> IPv4Network:
    prefix = draw(st.integers(WIDEST_VPC, NARROWEST_VPC))
    return IPv4Network((draw(st.integers(0, (1 << prefix) - 1)) << (32 - prefix), prefix))


@given(ranges())
def test_the_parts_of_a_range_fill_it_without_overlapping(cidr: IPv4Network):
    parts = [*(tier_part(cidr, tier) for tier in TIERS), hub_part(cidr)]
    assert sum(part.num_addresses for part in parts) == cidr.num_addresses
    assert not any(one.overlaps(other) for one, other in combinations(parts, 2))
    assert all(part.subnet_of(cidr) for part in parts)


@given(ranges(), st.data())
def test_subnets_are_inside_their_part_and_do_not_overlap(cidr: IPv4Network, data: st.DataObject):
    sizes = {tier: data.draw(st.integers(widest(cidr, tier), NARROWEST_SUBNET)) for tier in TIERS}
    tiers = {(tier, zone): tier_subnet(cidr, tier, sizes[tier], zone) for tier in TIERS for zone in range(ZONES)}
    hubs = [hub_subnet(cidr, hub, zone) for hub in HUBS for zone in range(ZONES)]
    assert all(subnet.subnet_of(tier_part(cidr, tier)) for (tier, _), subnet in tiers.items())
    assert all(subnet.prefixlen == sizes[tier] for (tier, _), subnet in tiers.items())
    assert all(subnet.subnet_of(hub_part(cidr)) and subnet.prefixlen == NARROWEST_SUBNET for subnet in hubs)
    assert not any(one.overlaps(other) for one, other in combinations([*tiers.values(), *hubs], 2))


@given(ranges(), st.sampled_from(TIERS), st.integers(0, ZONES - 1))
def test_the_largest_subnet_of_a_tier_fits_and_a_larger_one_does_not(cidr: IPv4Network, tier: Tier, zone: int):
    assert tier_subnet(cidr, tier, widest(cidr, tier), zone).subnet_of(cidr)
    with pytest.raises(ValueError, match="has no place in"):
        tier_subnet(cidr, tier, widest(cidr, tier) - 1, zone)


@given(st.integers(16, 28))
def test_the_capacity_of_a_subnet_is_its_number_of_usable_addresses(prefix: int):
    assert endpoint_capacity(prefix) == len(usable(IPv4Network((0, prefix))))


def test_a_fifth_zone_is_refused():
    with pytest.raises(ValueError, match="4 places of that size, 0 to 3, not 4"):
        tier_subnet(IPv4Network("10.0.0.0/16"), "app", 24, ZONES)


def test_a_range_too_small_for_the_hub_is_refused():
    with pytest.raises(ValueError, match="/22 is the smallest"):
        hub_subnet(IPv4Network("10.0.0.0/23"), "resolver", 0)


def test_aws_reserves_five_addresses_of_every_subnet():
    subnet = IPv4Network("10.0.0.0/28")
    assert [str(address_at(subnet, offset)) for offset in usable(subnet)] == [f"10.0.0.{n}" for n in range(4, 15)]
    for offset in (0, 1, 2, 3, 15):
        with pytest.raises(ValueError, match="AWS keeps"):
            address_at(subnet, offset)
