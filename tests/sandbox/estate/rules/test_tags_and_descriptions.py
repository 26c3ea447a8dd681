from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]

COST_CENTRE = 'cost_centre: "4102"'


def test_characters_of_any_language_and_some_symbols_are_accepted(breaches: Breaches):
    assert not breaches((COST_CENTRE, 'cost_centre: "Löhne/2026 @ k+k"'))


def test_a_cost_centre_that_is_not_a_valid_tag_value_is_refused(breaches: Breaches):
    found = breaches((COST_CENTRE, 'cost_centre: "a;b"'))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.cost_centre", "'a;b' cannot be a tag's value")
    ]


def test_an_empty_cost_centre_is_refused(breaches: Breaches):
    assert [path for path, _, _ in breaches((COST_CENTRE, 'cost_centre: ""'))] == ["accounts.mobile.cost_centre"]


def test_a_description_that_is_not_valid_for_a_role_is_refused(breaches: Breaches):
    found = breaches(("Keeps them running", "Keeps them running → on"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("jobs.operator.description", "'Keeps them running → on' cannot be a role's description")
    ]
