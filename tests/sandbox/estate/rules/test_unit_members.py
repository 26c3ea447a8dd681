from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_an_account_may_move_to_another_unit(breaches: Breaches):
    found = breaches(
        ("infrastructure: [security, network, legacy]", "infrastructure: [network, legacy]\n    audit: [security]")
    )
    assert not found


def test_an_unknown_member_is_refused(breaches: Breaches):
    found = breaches(("departments: [mobile]", "departments: [mobile, mobil]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("organization.units.departments.1", "there is no account mobil")
    ]


def test_an_account_in_two_units_is_refused(breaches: Breaches):
    found = breaches(("departments: [mobile]", "departments: [mobile, legacy]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("organization.units.departments.1", "legacy is also in unit infrastructure")
    ]


def test_an_account_in_no_unit_is_refused(breaches: Breaches):
    found = breaches(("infrastructure: [security, ", "infrastructure: ["))
    assert [(path, wrong) for path, wrong, _ in found] == [("accounts.security", "security is in no unit")]


def test_an_unknown_department_unit_is_refused(breaches: Breaches):
    found = breaches(("    departments: [mobile]\n", "    departments: [mobile]\n  department_unit: department\n"))
    assert found == [
        ("organization.department_unit", "there is no unit department", "did you mean departments?"),
    ]
