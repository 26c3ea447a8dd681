from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_digits_and_single_hyphens_are_accepted(breaches: Breaches):
    found = breaches(("name: line-east", "name: line-east-2"))
    assert not found


def test_capitals_and_spaces_are_refused_with_a_valid_name(breaches: Breaches):
    found = breaches(("name: line-east", "name: Line East"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.lines.0.name", "'Line East' cannot be a line's name")
    ]


def test_an_account_name_that_cannot_be_an_alias_is_refused(breaches: Breaches):
    found = breaches(
        ("departments: [mobile]", "departments: [mobile, my--shop]"),
        ("  security: {", "  my--shop: {email: aws+shop@kiosk.example}\n  security: {"),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.my--shop", "'my--shop' cannot be an account's name")
    ]


def test_the_management_accounts_name_may_have_spaces_but_only_ascii(breaches: Breaches):
    found = breaches(("name: kiosk-management", "name: Kiøsk Management"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("organization.management.name", "'Kiøsk Management' cannot be an account's name")
    ]


def test_a_long_name_of_an_estate_is_refused(breaches: Breaches):
    found = breaches(("name: kiosk\n", "name: kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\n"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("name", "'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk' cannot be an estate's name")
    ]


def test_an_estates_name_with_a_reserved_bucket_prefix_is_refused(breaches: Breaches):
    assert not breaches(("name: kiosk\n", "name: sthreequarters\n"))
    found = breaches(("name: kiosk\n", "name: sthree\n"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("name", "AWS keeps names that start with sthree- for itself")
    ]


def test_an_accounts_name_with_the_prefix_of_security_group_ids_is_refused(breaches: Breaches):
    found = breaches(
        ("departments: [mobile]", "departments: [mobile, sg-shop]"),
        ("  security: {", "  sg-shop: {email: aws+shop@kiosk.example}\n  security: {"),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.sg-shop", "AWS keeps names that start with sg- for itself")
    ]


def test_names_of_interfaces_and_gateways_follow_the_rules_of_aws(breaches: Breaches):
    found = breaches(
        ("169.254.101.2/30]}", "169.254.101.2/30], name: To Legacy}"),
        ("legacy: {asn: 64600}", "legacy: {asn: 64600, name: a/b}"),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.lines.0.interfaces.legacy.name", "'To Legacy' cannot be a virtual interface's name"),
        ("datacentre.gateways.legacy.name", "'a/b' cannot be a Direct Connect gateway's name"),
    ]
