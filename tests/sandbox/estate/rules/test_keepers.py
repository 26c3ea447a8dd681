from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_keeper_may_have_more_than_it_must(breaches: Breaches):
    found = breaches(
        (
            "security: {email: aws+security@kiosk.example}",
            "security: {email: aws+security@kiosk.example, vpc: {cidr: 10.18.0.0/22, tiers: {}}, table: shared}",
        )
    )
    assert not found


def test_an_estate_without_a_security_account_is_refused(breaches: Breaches):
    found = breaches(
        ("infrastructure: [security, ", "infrastructure: ["), ("  security: {email: aws+security@kiosk.example}\n", "")
    )
    assert [(path, wrong) for path, wrong, _ in found] == [("accounts", "there is no account security")]


def test_the_network_account_has_a_vpc(breaches: Breaches):
    found = breaches(("    vpc: {cidr: 10.17.0.0/22, tiers: {app: 26}}\n    table: shared\n", ""))
    assert [(path, wrong) for path, wrong, _ in found] == [("accounts.network", "network has no VPC")]


def test_the_legacy_vpc_has_a_virtual_private_gateway(breaches: Breaches):
    found = breaches(("gateway_asn: 64512, ", ""))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.legacy.vpc", "legacy has no virtual private gateway")
    ]
