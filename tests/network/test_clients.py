"""Who may connect to a named endpoint, in the terms of security groups."""

from __future__ import annotations

from ipaddress import IPv4Network

from network.addressing import plan
from network.clients import Group, Range, destinations, peers
from sandbox.estate import Estate


def of(estate: Estate, endpoint: str) -> dict[str, Group | Range]:
    return dict(peers(estate, plan(estate), endpoint))


def test_an_endpoint_next_door_is_known_by_its_group(estate: Estate) -> None:
    assert of(estate, "mobile/app") == {"mobile-edge": Group("mobile/edge")}


def test_an_endpoint_elsewhere_is_known_by_its_one_address(estate: Estate) -> None:
    address = plan(estate)["personalisation"].endpoints["personalisation/recommendation"].address
    assert of(estate, "data/warehouse") == {"personalisation-recommendation": Range(IPv4Network(address))}


def test_an_account_is_its_whole_range(estate: Estate) -> None:
    assert of(estate, "personalisation/recommendation") == {"common": Range(IPv4Network("10.32.0.0/16"))}


def test_the_data_centre_is_what_it_announces_and_the_internet_everything(estate: Estate) -> None:
    assert of(estate, "admin/console") == {"datacentre-10.0.0.0-12": Range(IPv4Network("10.0.0.0/12"))}
    assert of(estate, "mobile/edge") == {"internet": Range(IPv4Network("0.0.0.0/0"))}


def test_an_account_without_a_vpc_connects_from_nowhere(estate: Estate) -> None:
    console = estate.endpoints["admin/console"].model_copy(update={"clients": ("security",)})
    asked = estate.model_copy(update={"endpoints": estate.endpoints | {"admin/console": console}})
    assert of(asked, "admin/console") == {}


def test_data_answers_and_never_asks(estate: Estate) -> None:
    assert destinations(estate, "mobile", "data") == ()
    assert destinations(estate, "mobile", "app") == (IPv4Network("10.0.0.0/8"),)
    assert destinations(estate, "mobile", "public") == (IPv4Network("10.33.0.0/16"),)
