from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]

SMALLEST = ("tiers: {public: 26, app: 24, data: 26}", "tiers: {public: 26, app: 24, data: 28}")
"""Two subnets of /28 have eleven addresses each."""


def stores(count: int) -> tuple[str, str]:
    lines = "".join(f"  mobile/store-{number}: {{tier: data, port: 5432}}\n" for number in range(count))
    return "  legacy/postgres:", f"{lines}  legacy/postgres:"


def test_a_tier_takes_as_many_endpoints_as_it_has_addresses(breaches: Breaches):
    assert not breaches(SMALLEST, stores(22))


def test_more_endpoints_than_addresses_are_refused(breaches: Breaches):
    found = breaches(SMALLEST, stores(23))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.vpc.tiers.data", "23 endpoints in tier data of mobile, but 22 addresses")
    ]
