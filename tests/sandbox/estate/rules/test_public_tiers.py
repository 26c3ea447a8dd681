from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_an_account_without_a_public_tier_is_accepted(breaches: Breaches):
    found = breaches(
        ("tiers: {public: 26, app", "tiers: {app"),
        ("  mobile/edge: {tier: public, port: 443, clients: [internet]}\n", ""),
        ("clients: [mobile/edge]", "clients: []"),
    )
    assert not found


def test_a_public_tier_of_an_account_without_internet_is_refused(breaches: Breaches):
    found = breaches(("    internet: true\n", ""))
    assert found == [
        (
            "accounts.mobile.vpc.tiers.public",
            "mobile may have no public tier",
            "add internet: true to mobile, or leave the tier out",
        )
    ]
