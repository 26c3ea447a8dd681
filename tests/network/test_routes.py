"""The routes of each tier to destinations outside its VPC."""

from __future__ import annotations

from ipaddress import IPv4Network

from network.routes import hub_routes, outside_clients, private_ranges, propagates_gateway_routes
from sandbox.estate import Estate


def net(text: str) -> IPv4Network:
    return IPv4Network(text)


def with_prefixes(estate: Estate, *prefixes: str) -> Estate:
    datacentre = estate.datacentre.model_copy(update={"prefixes": tuple(map(net, prefixes))})
    return estate.model_copy(update={"datacentre": datacentre})


def test_the_app_tier_routes_private_blocks_to_the_hub(estate: Estate) -> None:
    assert hub_routes(estate, "mobile", "app") == (net("10.0.0.0/8"),)


def test_the_public_tier_has_no_route_to_the_hub(estate: Estate) -> None:
    assert hub_routes(estate, "mobile", "public") == ()


def test_the_data_tier_routes_only_to_its_named_clients(estate: Estate) -> None:
    assert hub_routes(estate, "data", "data") == (net("10.35.0.0/16"),)
    assert hub_routes(estate, "mobile", "data") == ()


def test_the_legacy_vpc_gets_the_data_centres_routes_from_its_own_gateway(estate: Estate) -> None:
    assert propagates_gateway_routes(estate, "legacy", "app")
    assert propagates_gateway_routes(estate, "legacy", "data")
    assert hub_routes(estate, "legacy", "data") == ()
    assert not propagates_gateway_routes(estate, "mobile", "app")


def test_a_tier_without_clients_in_the_data_centre_propagates_no_routes(estate: Estate) -> None:
    without_endpoints = estate.model_copy(update={"endpoints": {}})
    assert not propagates_gateway_routes(without_endpoints, "legacy", "data")


def test_the_legacy_vpc_has_no_static_route_to_the_data_centre(estate: Estate) -> None:
    other_block = with_prefixes(estate, "172.16.0.0/12")
    assert net("172.16.0.0/12") in hub_routes(other_block, "mobile", "app")
    assert net("172.16.0.0/12") not in hub_routes(other_block, "legacy", "app")


def test_ranges_outside_the_private_blocks_have_routes_of_their_own(estate: Estate) -> None:
    assert private_ranges(with_prefixes(estate, "203.0.113.0/24")) == (net("10.0.0.0/8"), net("203.0.113.0/24"))


def test_a_new_department_changes_no_routes_of_others(estate: Estate, larger: Estate) -> None:
    for name, account in estate.accounts.items():
        for tier in account.vpc.tiers if account.vpc else ():
            assert hub_routes(larger, name, tier) == hub_routes(estate, name, tier)


def test_endpoints_of_the_same_vpc_and_the_internet_are_not_outside_clients(estate: Estate) -> None:
    assert outside_clients(estate, "mobile", "app") == ()
    assert outside_clients(estate, "mobile", "public") == ()
    assert outside_clients(estate, "legacy", "app") == (net("10.0.0.0/12"), net("10.33.0.0/16"))
