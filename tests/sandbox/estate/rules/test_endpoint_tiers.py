from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_an_endpoint_may_be_in_another_tier(breaches: Breaches):
    found = breaches(
        ("mobile/edge: {tier: public, port: 443, clients: [internet]}", "mobile/edge: {tier: app, port: 443}")
    )
    assert not found


def test_an_endpoint_of_an_unknown_account_is_refused(breaches: Breaches):
    found = breaches(
        (
            "mobile/edge: {tier: public, port: 443, clients: [internet]}",
            "mobil/edge: {tier: public, port: 443, clients: [internet]}",
        ),
        ("clients: [mobile/edge]", "clients: [mobil/edge]"),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [("endpoints.mobil/edge", "there is no account mobil")]


def test_an_endpoint_in_a_tier_that_its_account_lacks_is_refused(breaches: Breaches):
    found = breaches(("legacy/postgres: {tier: data", "legacy/postgres: {tier: public"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("endpoints.legacy/postgres.tier", "legacy has no tier public")
    ]


def test_an_endpoint_in_an_account_without_a_vpc_is_refused(breaches: Breaches):
    found = breaches(("  legacy/postgres:", "  security/log: {tier: app, port: 514}\n  legacy/postgres:"))
    assert [(path, wrong) for path, wrong, _ in found] == [("endpoints.security/log", "security has no VPC")]


def test_an_endpoint_without_an_account_in_its_name_is_refused(breaches: Breaches):
    found = breaches(("  legacy/postgres:", "  log: {tier: app, port: 514}\n  legacy/postgres:"))
    assert [(path, wrong) for path, wrong, _ in found] == [("endpoints.log", "log is not a valid endpoint name")]
