"""Clients that no packet can get from are refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Breaches = Callable[..., list[tuple[str, str, str]]]

_APP = "mobile/app: {tier: app, port: 8443, clients: [mobile/edge]}"
_POSTGRES = "clients: [mobile/app, datacentre]"


def test_clients_with_routes_are_right(breaches: Breaches):
    assert not breaches((_APP, _APP.replace("[mobile/edge]", "[mobile/edge, legacy, datacentre, mobile]")))


@pytest.mark.parametrize(
    ("clients", "wrong"),
    [
        ("[mobile/sessions]", "mobile/sessions is in tier data, which opens no connections"),
        ("[mobile/edge]", "mobile/edge is in tier public, which has no routes to other accounts"),
    ],
)
def test_a_client_in_a_tier_that_opens_no_connections_to_the_endpoint_is_refused(
    breaches: Breaches, clients: str, wrong: str
):
    more = f"{_APP}\n  mobile/sessions: {{tier: data, port: 6379, clients: [mobile/app]}}"
    found = breaches((_POSTGRES, f"clients: {clients}"), (_APP, more))
    assert [(path, text) for path, text, _ in found] == [("endpoints.legacy/postgres.clients.0", wrong)]


def test_a_client_in_a_data_tier_of_the_same_account_is_refused(breaches: Breaches):
    more = f"{_APP}\n  mobile/sessions: {{tier: data, port: 6379}}".replace("[mobile/edge]", "[mobile/sessions]")
    found = breaches((_APP, more))
    assert [text for _, text, _ in found] == ["mobile/sessions is in tier data, which opens no connections"]


@pytest.mark.parametrize("removed", ["legacy", "departments"])
def test_a_client_without_a_route_there_or_back_is_refused(breaches: Breaches, removed: str):
    tables = {
        "legacy": ("departments: [legacy, datacentre]", "departments: [datacentre]"),
        "departments": ("shared: [departments, shared, datacentre]", "shared: [shared, datacentre]"),
    }
    found = breaches(tables[removed])
    source, destination = ("mobile", "legacy") if removed == "legacy" else ("legacy", "mobile")
    assert [(path, text) for path, text, _ in found] == [
        ("endpoints.legacy/postgres.clients.0", f"{source} has no route to {destination}")
    ]
    assert "add legacy to reaches of mobile" in found[0][2]


def test_the_route_of_a_reaches_is_enough(breaches: Breaches):
    found = breaches(
        ("departments: [legacy, datacentre]", "departments: [datacentre]"),
        ("    internet: true", "    internet: true\n    reaches: [legacy]"),
    )
    assert not found


def test_the_data_centre_without_a_route_is_refused(breaches: Breaches):
    found = breaches(
        (_APP, _APP.replace("[mobile/edge]", "[datacentre]")),
        ("departments: [legacy, datacentre]", "departments: [legacy]"),
    )
    assert [(path, text) for path, text, _ in found] == [
        ("endpoints.mobile/app.clients.0", "mobile has no route to the data centre")
    ]


def test_the_data_centre_reaches_an_account_with_a_gateway_of_its_own(breaches: Breaches):
    assert not breaches(("shared: [departments, shared, datacentre]", "shared: [departments, shared]"))


def test_an_account_without_an_app_tier_is_refused_as_client(breaches: Breaches):
    found = breaches(
        (_APP, _APP.replace("[mobile/edge]", "[legacy]")),
        ("gateway_asn: 64512, tiers: {app: 24, data: 26}", "gateway_asn: 64512, tiers: {data: 26}"),
    )
    assert [(path, text) for path, text, _ in found] == [
        ("endpoints.mobile/app.clients.0", "legacy has no tier app to connect from")
    ]
