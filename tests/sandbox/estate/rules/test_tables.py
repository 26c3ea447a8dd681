from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_table_may_propagate_an_account_a_table_and_the_data_centre(breaches: Breaches):
    found = breaches(("departments: [legacy, datacentre]", "departments: [network, shared, datacentre]"))
    assert not found


def test_an_unknown_table_is_refused(breaches: Breaches):
    found = breaches(("table: departments", "table: department"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.table", "there is no transit table department")
    ]


def test_an_unknown_propagation_is_refused(breaches: Breaches):
    found = breaches(("shared: [departments, shared", "shared: [departments, department, shared"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("transit.tables.shared.1", "there is no department to reach")
    ]


def test_an_account_without_an_attachment_cannot_be_reached(breaches: Breaches):
    found = breaches(("departments: [legacy,", "departments: [legacy, security,"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("transit.tables.departments.1", "security is not attached to the transit gateway")
    ]


def test_an_account_with_a_table_and_without_a_vpc_is_refused(breaches: Breaches):
    found = breaches(
        (
            "security: {email: aws+security@kiosk.example}",
            "security: {email: aws+security@kiosk.example, table: shared}",
        )
    )
    assert [(path, wrong) for path, wrong, _ in found] == [("accounts.security.table", "security has no VPC to attach")]


def test_a_department_may_reach_another_account(breaches: Breaches):
    found = breaches(("    internet: true", "    internet: true\n    reaches: [network]"))
    assert not found


def test_a_department_that_reaches_itself_or_an_unknown_account_is_refused(breaches: Breaches):
    found = breaches(("    internet: true", "    internet: true\n    reaches: [mobile, dta]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.reaches.0", "mobile names itself"),
        ("accounts.mobile.reaches.1", "there is no dta to reach"),
    ]


def test_a_vpc_without_a_table_is_refused(breaches: Breaches):
    found = breaches(("    table: departments\n", ""))
    assert found == [
        ("accounts.mobile.vpc", "the VPC of mobile is attached to no table", "add table: one of departments, shared")
    ]


def test_an_account_without_a_vpc_cannot_reach_others(breaches: Breaches):
    found = breaches(
        (
            "security: {email: aws+security@kiosk.example}",
            "security: {email: aws+security@kiosk.example, reaches: [mobile]}",
        )
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.security.reaches.0", "security has no VPC to reach mobile from")
    ]
