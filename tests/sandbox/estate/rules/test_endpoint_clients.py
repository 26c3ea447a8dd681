from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_accounts_endpoints_and_the_data_centre_may_connect(breaches: Breaches):
    found = breaches(("clients: [mobile/app, datacentre]", "clients: [mobile, mobile/app, datacentre]"))
    assert not found


def test_an_unknown_client_is_refused(breaches: Breaches):
    found = breaches(("clients: [mobile/edge]", "clients: [mobile/edg, mobil]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("endpoints.mobile/app.clients.0", "there is no endpoint mobile/edg"),
        ("endpoints.mobile/app.clients.1", "there is no account or endpoint mobil"),
    ]


def test_the_internet_is_a_client_of_public_tiers_only(breaches: Breaches):
    found = breaches(("clients: [mobile/edge]", "clients: [internet]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("endpoints.mobile/app.clients.0", "the internet cannot reach tier app")
    ]


def test_an_account_without_a_vpc_is_refused_as_client(breaches: Breaches):
    found = breaches(("clients: [mobile/edge]", "clients: [security]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("endpoints.mobile/app.clients.0", "security has no VPC to connect from")
    ]
