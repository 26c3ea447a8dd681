"""Who may connect to a named endpoint, in the terms of security groups."""

from __future__ import annotations

from ipaddress import IPv4Network

from network.addressing import plan
from network.clients import Group, Range, destinations, peers, rule_name
from sandbox.estate import Estate


def of(estate: Estate, endpoint: str) -> list[Group | Range]:
    return list(peers(estate, plan(estate), endpoint))


def test_an_endpoint_next_door_is_known_by_its_group(estate: Estate) -> None:
    assert of(estate, "mobile/app") == [Group("mobile/edge")]


def test_an_endpoint_elsewhere_is_known_by_its_one_address(estate: Estate) -> None:
    address = plan(estate)["personalisation"].endpoints["personalisation/recommendation"].address
    assert of(estate, "data/warehouse") == [Range(IPv4Network(address))]


def test_an_account_is_its_whole_range(estate: Estate) -> None:
    assert of(estate, "personalisation/recommendation") == [Range(IPv4Network("10.32.0.0/16"))]


def test_the_data_centre_is_what_it_announces_and_the_internet_everything(estate: Estate) -> None:
    assert of(estate, "admin/console") == [Range(IPv4Network("10.0.0.0/12"))]
    assert of(estate, "mobile/edge") == [Range(IPv4Network("0.0.0.0/0"))]


def test_an_account_without_a_vpc_connects_from_nowhere(estate: Estate) -> None:
    console = estate.endpoints["admin/console"].model_copy(update={"clients": ("security",)})
    asked = estate.model_copy(update={"endpoints": estate.endpoints | {"admin/console": console}})
    assert of(asked, "admin/console") == []


def test_data_answers_and_never_asks(estate: Estate) -> None:
    assert destinations(estate, "mobile", "data") == ()
    assert destinations(estate, "mobile", "app") == (IPv4Network("10.0.0.0/8"),)
    assert destinations(estate, "mobile", "public") == (IPv4Network("10.33.0.0/16"),)


def test_a_rule_is_named_by_the_group_or_the_range_that_aws_knows_it_by() -> None:
    assert rule_name("mobile/app", Group("mobile/edge")) == "mobile-app-from-mobile-edge"
    assert rule_name("mobile/app", Range(IPv4Network("10.32.0.0/16"))) == "mobile-app-from-10.32.0.0-16"


def test_a_client_that_is_renamed_or_swaps_its_range_with_another_keeps_the_rules_names(estate: Estate) -> None:
    def named(changed: Estate) -> set[str]:
        plans = plan(changed)
        return {rule_name(key, peer) for key in changed.endpoints for peer in peers(changed, plans, key)}

    common, mobile = estate.accounts["common"], estate.accounts["mobile"]
    console = estate.endpoints["admin/console"].model_copy(update={"clients": ("common", "mobile")})
    asked = estate.model_copy(update={"endpoints": {"admin/console": console}})
    swapped = estate.accounts | {
        "common": common.model_copy(update={"vpc": mobile.vpc}),
        "mobile": mobile.model_copy(update={"vpc": common.vpc}),
    }
    renamed = console.model_copy(update={"clients": ("common", "phone")})
    accounts = {"phone" if name == "mobile" else name: account for name, account in estate.accounts.items()}
    both = {"admin-console-from-10.32.0.0-16", "admin-console-from-10.33.0.0-16"}
    assert named(asked) == named(asked.model_copy(update={"accounts": swapped})) == both
    assert named(asked.model_copy(update={"accounts": accounts, "endpoints": {"admin/console": renamed}})) == both
