from __future__ import annotations

import random
from ipaddress import IPv4Network
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from network.addressing import availability_zones, host_addresses, plan, subnets
from sandbox import estate
from sandbox.estate.model import Account, Endpoint, Estate, Tier, Vpc
from sandbox.estate.regions import REGIONS
from sandbox.estate.subnet_layout import NARROWEST_SUBNET, ZONES, usable, widest
from tests.estates.generate import write

ROOT = Path(__file__).parents[2]
ZONE_NAMES = tuple(f"use1-az{number}" for number in range(1, ZONES + 1))
TIERS: tuple[Tier, ...] = ("public", "app", "data")


@pytest.fixture(scope="module")
def default() -> Estate:
    return estate.load(ROOT / "estate.yaml")


@st.composite
def vpcs(draw: st.DrawFn) -> Vpc:
    prefix = draw(st.integers(16, 22))
    cidr = IPv4Network(((10 << 24) + (draw(st.integers(0, (1 << prefix - 8) - 1)) << 32 - prefix), prefix))
    tiers = draw(st.sets(st.sampled_from(TIERS)))
    sizes = {tier: draw(st.integers(widest(cidr, tier), NARROWEST_SUBNET)) for tier in tiers}
    return Vpc(cidr=cidr, tiers=sizes)


NAMES = st.lists(st.from_regex(r"[a-z]{1,3}/[a-z]{1,6}", fullmatch=True), unique=True, max_size=22)
SMALLEST = (IPv4Network("10.0.0.0/28"), IPv4Network("10.0.1.0/28"))
"""Space for 22 endpoints, in which names often collide."""

WIDE = (IPv4Network("10.0.0.0/20"), IPv4Network("10.0.32.0/20"))


@given(vpcs(), st.integers(1, ZONES))
def test_subnets_are_inside_the_vpcs_range_and_do_not_overlap(vpc: Vpc, zones: int):
    laid_out = subnets(vpc, ZONE_NAMES[:zones])
    assert all(subnet.cidr.subnet_of(vpc.cidr) for subnet in laid_out)
    assert not any(one.cidr.overlaps(other.cidr) for one, other in combinations(laid_out, 2))
    assert len({subnet.name for subnet in laid_out}) == len(laid_out) == (len(vpc.tiers) + 2) * zones


@given(vpcs(), st.integers(1, ZONES - 1))
def test_adding_a_zone_changes_no_subnet(vpc: Vpc, zones: int):
    assert set(subnets(vpc, ZONE_NAMES[:zones])) < set(subnets(vpc, ZONE_NAMES[: zones + 1]))


@given(vpcs(), st.data())
def test_adding_or_resizing_a_tier_changes_no_subnet_of_other_tiers(vpc: Vpc, data: st.DataObject):
    changed = data.draw(st.sampled_from(TIERS))
    size = data.draw(st.integers(widest(vpc.cidr, changed), NARROWEST_SUBNET))
    other = vpc.model_copy(update={"tiers": {**vpc.tiers, changed: size}})
    before, after = (
        {subnet for subnet in subnets(each, ZONE_NAMES) if subnet.part != changed} for each in (vpc, other)
    )
    assert before == after


@given(NAMES, st.randoms())
def test_addresses_do_not_depend_on_the_order_of_names(names: list[str], shuffle: random.Random):
    other = list(names)
    shuffle.shuffle(other)
    assert host_addresses(names, SMALLEST) == host_addresses(other, SMALLEST)


@given(NAMES)
def test_every_name_has_an_address_of_its_own_that_aws_does_not_reserve(names: list[str]):
    addresses = host_addresses(names, SMALLEST)
    assert set(addresses) == set(names)
    assert len(set(addresses.values())) == len(names)
    for address in addresses.values():
        (home,) = (each for each in SMALLEST if address in each)
        assert int(address) - int(home.network_address) in usable(home)


@given(NAMES, st.from_regex(r"[a-z]{1,3}/[a-z]{1,6}", fullmatch=True))
def test_a_new_name_changes_no_address_of_names_that_sort_before_it(names: list[str], added: str):
    assume(added not in names)
    assume(len(names) < 22)
    before, after = host_addresses(names, SMALLEST), host_addresses([*names, added], SMALLEST)
    assert all(after[name] == before[name] for name in names if name < added)


@given(NAMES, st.from_regex(r"[a-z]{1,3}/[a-z]{1,6}", fullmatch=True))
def test_a_new_name_without_a_collision_changes_no_address(names: list[str], added: str):
    assume(added not in names)
    before, after = host_addresses(names, WIDE), host_addresses([*names, added], WIDE)
    if after[added] not in before.values():
        assert all(after[name] == before[name] for name in names)


def test_a_single_names_address_does_not_depend_on_the_zones():
    assert host_addresses(["mobile/app"], WIDE) == host_addresses(["mobile/app"], WIDE[:2])


def test_more_names_than_addresses_are_refused():
    with pytest.raises(ValueError, match="23 endpoints, but 22 addresses"):
        host_addresses([f"a/{number}" for number in range(23)], SMALLEST)


def test_as_many_names_as_addresses_are_accepted():
    assert len(set(host_addresses([f"a/{number}" for number in range(22)], SMALLEST).values())) == 22


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_two_zone_ids(region: str):
    zones = availability_zones(region)
    assert len(set(zones)) == 2
    assert all("-az" in zone for zone in zones)


def test_zones_are_identified_by_zone_id():
    assert availability_zones("us-east-1") == ("use1-az1", "use1-az2")
    assert availability_zones("ap-northeast-1", 3) == ("apne1-az1", "apne1-az2", "apne1-az4")
    assert availability_zones("eu-central-2") == ("euc2-az1", "euc2-az2")
    with pytest.raises(ValueError, match="us-west-1 has 2 availability zones"):
        availability_zones("us-west-1", 3)


def test_zone_ids_of_different_regions_differ():
    ids = [zone for region in REGIONS for zone in availability_zones(region)]
    assert len(set(ids)) == len(ids)


def test_the_default_estates_addresses_do_not_change(default: Estate):
    """Literal values, so that a change of existing addresses fails here."""
    mobile = plan(default)["mobile"]
    assert {subnet.name: str(subnet.cidr) for subnet in mobile.subnets} == {
        "public-az1": "10.33.192.0/24",
        "public-az2": "10.33.200.0/24",
        "app-az1": "10.33.0.0/20",
        "app-az2": "10.33.32.0/20",
        "data-az1": "10.33.128.0/22",
        "data-az2": "10.33.144.0/22",
        "attachment-az1": "10.33.224.0/28",
        "attachment-az2": "10.33.232.0/28",
        "resolver-az1": "10.33.224.16/28",
        "resolver-az2": "10.33.232.16/28",
    }
    assert {name: str(place.address) for name, place in mobile.endpoints.items()} == {
        "mobile/edge": "10.33.200.158",
        "mobile/app": "10.33.6.20",
        "mobile/sessions": "10.33.147.0",
    }


def test_an_endpoint_is_in_a_subnet_of_its_tier(default: Estate):
    for name, place in ((name, place) for each in plan(default).values() for name, place in each.endpoints.items()):
        assert place.subnet.part == default.endpoints[name].tier
        assert place.address in place.subnet.cidr


def test_every_endpoint_of_the_estate_has_an_address(default: Estate):
    assigned = {name for each in plan(default).values() for name in each.endpoints}
    assert assigned == set(default.endpoints)


def test_resolver_endpoints_have_an_address_in_each_zone(default: Estate):
    network = plan(default)["network"]
    inbound, outbound = network.resolver("inbound"), network.resolver("outbound")
    assert [place.subnet.zone for place in inbound] == ["use1-az1", "use1-az2"]
    assert not {place.address for place in inbound} & {place.address for place in outbound}
    assert all(place.address in place.subnet.cidr for place in (*inbound, *outbound))
    assert str(network.name_server) == "10.17.0.2"


def test_adding_an_account_changes_no_address(default: Estate):
    added = Account(email="new@gilt.example", vpc=Vpc(cidr=IPv4Network("10.37.0.0/16"), tiers={"app": 20}))
    grown = default.model_copy(update={"accounts": {"new": added, **default.accounts}})
    after = plan(grown)
    assert all(after[name] == each for name, each in plan(default).items())


def test_adding_an_endpoint_changes_no_address_of_other_tiers(default: Estate):
    added = Endpoint(tier="data", port=9042)
    grown = default.model_copy(update={"endpoints": {"mobile/aaa": added, **default.endpoints}})
    before, after = plan(default)["mobile"].endpoints, plan(grown)["mobile"].endpoints
    for name in ("mobile/edge", "mobile/app"):
        assert after[name] == before[name]


def test_an_account_without_a_vpc_has_no_plan(default: Estate):
    assert "security" not in plan(default)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Estate]:
    folder = tmp_path_factory.mktemp("estates")
    return {count: estate.load(write(count, folder / f"{count}.yaml")) for count in (1, 3, 40)}


def test_subnets_of_a_large_estate_do_not_overlap(grown: dict[int, Estate]):
    every = sorted(subnet.cidr for each in plan(grown[40]).values() for subnet in each.subnets)
    assert len(every) > 400
    assert not any(one.overlaps(other) for one, other in pairwise(every))


def test_fixed_addresses_of_a_large_estate_are_unique(grown: dict[int, Estate]):
    plans = plan(grown[40]).values()
    fixed = [place.address for each in plans for place in each.endpoints.values()]
    fixed += [place.address for each in plans for way in ("inbound", "outbound") for place in each.resolver(way)]
    assert len(set(fixed)) == len(fixed)


@pytest.mark.parametrize(("few", "many"), [(1, 3), (3, 40)])
def test_adding_departments_changes_no_address(grown: dict[int, Estate], few: int, many: int):
    before, after = plan(grown[few]), plan(grown[many])
    assert set(before) < set(after)
    assert all(after[name] == each for name, each in before.items())


def test_the_same_file_gives_the_same_addresses(grown: dict[int, Estate]):
    assert plan(grown[40]) == plan(grown[40])
    assert list(plan(grown[40])) == [name for name, account in grown[40].accounts.items() if account.vpc]
