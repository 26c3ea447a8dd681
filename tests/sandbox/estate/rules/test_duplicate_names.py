from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_two_lines_may_end_at_one_router(breaches: Breaches):
    found = breaches(("router: dc-west", "router: dc-east"))
    assert not found


def test_two_lines_with_one_name_are_refused(breaches: Breaches):
    found = breaches(("name: line-west", "name: line-east"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.lines.1.name", "line-east is also the name of line 1")
    ]


def test_the_management_account_with_the_name_of_a_member_is_refused(breaches: Breaches):
    found = breaches(("name: kiosk-management", "name: mobile"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("organization.management.name", "mobile is also the name of a member account")
    ]


def test_a_table_with_the_name_of_an_account_is_refused(breaches: Breaches):
    found = breaches(
        (
            "    shared: [departments, shared, datacentre]",
            "    shared: [departments, shared, datacentre]\n    mobile: []",
        )
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("transit.tables.mobile", "mobile is also the name of an account")
    ]


def test_an_account_with_a_reserved_name_is_refused(breaches: Breaches):
    found = breaches(
        ("departments: [mobile]", "departments: [mobile, internet]"),
        ("  security: {", "  internet: {email: aws+internet@kiosk.example}\n  security: {"),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.internet", "internet is also the name of the internet as client")
    ]


def test_an_account_with_the_name_of_the_departments_unit_is_refused(breaches: Breaches):
    found = breaches(
        ("infrastructure: [security, network, legacy]", "infrastructure: [security, network, legacy, departments]"),
        ("    departments: [legacy, datacentre]", "    guests: [legacy, datacentre]"),
        ("shared: [departments, shared", "shared: [guests, shared"),
        ("table: departments", "table: guests"),
        ("  security: {", "  departments: {email: aws+departments@kiosk.example}\n  security: {"),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.departments", "departments is also the name of the unit of the departments, which shares the hub")
    ]


def test_a_unit_named_root_is_refused(breaches: Breaches):
    found = breaches(
        ("infrastructure: [security, network, legacy]", "root: [security, network, legacy]"),
        ("infrastructure: [protect-baseline]", "root: [protect-baseline]"),
    )
    assert found == [("organization.units.root", "root is the unit above all units", "rename the unit")]


def test_a_job_with_the_name_of_a_baseline_role_is_refused(breaches: Breaches):
    found = breaches(("  reader: {description", "  break-glass: {description"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("jobs.break-glass", "break-glass is also the name of another role")
    ]


def test_a_table_with_the_name_of_an_accounts_own_table_is_refused(breaches: Breaches):
    found = breaches(("    departments: [legacy", "    own-mobile: []\n    departments: [legacy"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        (
            "transit.tables.own-mobile",
            "own-mobile could also be the table of an account with `reaches`: those start with own-",
        )
    ]


def test_a_table_with_the_name_of_a_stack_is_refused(breaches: Breaches):
    found = breaches(("    departments: [legacy", "    all: []\n    departments: [legacy"))
    assert found == [
        ("transit.tables.all", "all is also the name of the stack that holds the whole estate", "rename the table")
    ]


def test_an_account_may_be_named_departments_where_the_unit_has_another_name(breaches: Breaches):
    workloads = (
        ("    departments: [mobile]", "    workloads: [mobile, departments]\n  department_unit: workloads"),
        ("    departments: [protect-boundary", "    workloads: [protect-boundary"),
        ("    departments: [legacy, datacentre]", "    guests: [legacy, datacentre]"),
        ("shared: [departments, shared", "shared: [guests, shared"),
        ("table: departments", "table: guests"),
    )
    assert not breaches(*workloads, ("  security: {", "  departments: {email: aws+d@kiosk.example}\n  security: {"))
