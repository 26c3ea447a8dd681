"""The clients of an endpoint as peers of security group rules."""

from __future__ import annotations

from ipaddress import IPv4Network

from network.addressing import plan
from network.clients import Group, Range, destinations, peers, rule_name
from sandbox.estate import Estate


def peers_of(estate: Estate, endpoint: str) -> list[Group | Range]:
    return list(peers(estate, plan(estate), endpoint))


def test_an_endpoint_of_the_same_vpc_is_its_security_group(estate: Estate) -> None:
    assert peers_of(estate, "mobile/app") == [Group("mobile/edge")]


def test_an_endpoint_of_another_vpc_is_its_address(estate: Estate) -> None:
    address = plan(estate)["personalisation"].endpoints["personalisation/recommendation"].address
    assert peers_of(estate, "data/warehouse") == [Range(IPv4Network(address))]


def test_an_account_is_the_range_of_its_app_tier(estate: Estate) -> None:
    assert peers_of(estate, "personalisation/recommendation") == [Range(IPv4Network("10.32.0.0/17"))]


def test_the_data_centre_is_its_prefixes_and_the_internet_is_all_addresses(estate: Estate) -> None:
    assert peers_of(estate, "admin/console") == [Range(IPv4Network("10.0.0.0/12"))]
    assert peers_of(estate, "mobile/edge") == [Range(IPv4Network("0.0.0.0/0"))]


def test_an_account_without_a_vpc_has_no_peer(estate: Estate) -> None:
    console = estate.endpoints["admin/console"].model_copy(update={"clients": ("security",)})
    with_clients = estate.model_copy(update={"endpoints": estate.endpoints | {"admin/console": console}})
    assert peers_of(with_clients, "admin/console") == []


def test_the_data_tier_has_no_destinations(estate: Estate) -> None:
    assert destinations(estate, "mobile", "data") == ()
    assert destinations(estate, "mobile", "app") == (IPv4Network("10.0.0.0/8"),)
    assert destinations(estate, "mobile", "public") == (IPv4Network("10.33.0.0/16"),)


def test_a_rule_is_named_by_its_endpoint_and_its_group_or_range() -> None:
    assert rule_name("mobile/app", Group("mobile/edge")) == "mobile-app-from-mobile-edge"
    assert rule_name("mobile/app", Range(IPv4Network("10.32.0.0/16"))) == "mobile-app-from-10.32.0.0-16"


def test_renaming_clients_or_swapping_their_ranges_keeps_the_rules_names(estate: Estate) -> None:
    def named(changed: Estate) -> set[str]:
        plans = plan(changed)
        return {rule_name(key, peer) for key in changed.endpoints for peer in peers(changed, plans, key)}

    common, mobile = estate.accounts["common"], estate.accounts["mobile"]
    console = estate.endpoints["admin/console"].model_copy(update={"clients": ("common", "mobile")})
    with_clients = estate.model_copy(update={"endpoints": {"admin/console": console}})
    swapped = estate.accounts | {
        "common": common.model_copy(update={"vpc": mobile.vpc}),
        "mobile": mobile.model_copy(update={"vpc": common.vpc}),
    }
    renamed = console.model_copy(update={"clients": ("common", "phone")})
    accounts = {"phone" if name == "mobile" else name: account for name, account in estate.accounts.items()}
    both = {"admin-console-from-10.32.0.0-17", "admin-console-from-10.33.0.0-17"}
    assert named(with_clients) == named(with_clients.model_copy(update={"accounts": swapped})) == both
    assert (
        named(with_clients.model_copy(update={"accounts": accounts, "endpoints": {"admin/console": renamed}})) == both
    )
