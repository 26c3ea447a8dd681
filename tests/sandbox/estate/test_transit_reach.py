"""The routes of the transit gateway's tables, by account."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.estate import DATACENTRE, Estate, attached, attachments_of, has_gateway, reachable_peers, reached


def test_an_account_with_a_vpc_and_a_table_is_attached(load: Callable[[str], Estate], small: str):
    assert attached(load(small)) == ("network", "legacy", "mobile")


def test_an_account_reaches_what_its_table_lists(load: Callable[[str], Estate], small: str):
    estate = load(small)
    assert reached(estate, "mobile") == {"legacy", DATACENTRE}
    assert reached(estate, "legacy") == {"mobile", "network", "legacy", DATACENTRE}
    assert attachments_of(estate, "departments") == ("mobile",)


def test_reaches_adds_routes_in_both_directions(load: Callable[[str], Estate], small: str):
    estate = load(small.replace("    internet: true", "    internet: true\n    reaches: [network]", 1))
    assert "network" in reached(estate, "mobile")
    assert reachable_peers(estate, "network") == {"mobile"}


def test_an_account_with_a_gateways_asn_has_a_gateway(load: Callable[[str], Estate], small: str):
    estate = load(small)
    assert [name for name in estate.accounts if has_gateway(estate, name)] == ["legacy"]
