from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_an_account_with_a_role_may_have_more_than_the_role_needs(breaches: Breaches):
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
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts", "there is no account security, which has the role security")
    ]


def test_the_network_account_needs_a_vpc(breaches: Breaches):
    found = breaches(("    vpc: {cidr: 10.17.0.0/22, tiers: {app: 26}}\n    table: shared\n", ""))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.network", "network has no VPC, which an account of role network needs")
    ]


def test_the_legacy_vpc_needs_a_virtual_private_gateway(breaches: Breaches):
    found = breaches(("gateway_asn: 64512, ", ""))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.legacy.vpc", "legacy has no virtual private gateway")
    ]


def assigned(roles: str) -> tuple[str, str]:
    return "    departments: [mobile]\n", f"    departments: [mobile]\n  account_roles: {roles}\n"


def test_a_role_of_an_unknown_account_is_located_where_it_is_assigned(breaches: Breaches):
    found = breaches(assigned("{security: securty}"))
    assert found == [
        (
            "organization.account_roles.security",
            "there is no account securty, which has the role security",
            "did you mean security? Else add it, or name another account in organization.account_roles.security",
        )
    ]


def test_two_roles_of_one_account_are_refused(breaches: Breaches):
    found = breaches(assigned("{security: network}"))
    assert found == [
        (
            "organization.account_roles.security",
            "network has the roles network and security",
            "assign each role to an account of its own",
        )
    ]


def test_an_account_needs_what_its_assigned_role_needs(breaches: Breaches):
    found = breaches(assigned("{legacy: mobile}"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.vpc", "mobile has no virtual private gateway")
    ]


def test_an_unknown_role_is_refused(breaches: Breaches):
    found = breaches(assigned("{securty: security}"))
    assert found == [("organization.account_roles.securty", "unknown key securty", "did you mean security?")]
