"""Transit gateway route tables: departments reach shared accounts, and the departments that the estate names."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.tables import propagation_tables, table_of, tables
from sandbox.estate import DATACENTRE, Estate, attached, reached

DEPARTMENTS = ("mobile", "admin", "personalisation", "data")


def reachable(estate: Estate, attachment: str) -> set[str]:
    """Return the attachments that propagate to an attachment's table."""
    table = table_of(estate, attachment)
    return {name for name in (*attached(estate), DATACENTRE) if table in propagation_tables(estate, name)}


@pytest.mark.parametrize("department", DEPARTMENTS)
@pytest.mark.parametrize("shared", ["common", "legacy", DATACENTRE])
def test_every_department_reaches_the_shared_accounts(estate: Estate, department: str, shared: str) -> None:
    assert shared in reachable(estate, department)


@pytest.mark.parametrize(("one", "other"), list(permutations(DEPARTMENTS, 2)))
def test_departments_reach_only_the_departments_that_the_estate_names(estate: Estate, one: str, other: str) -> None:
    expected = {one, other} == {"personalisation", "data"}
    assert (other in reachable(estate, one)) is expected


def test_a_department_that_is_reached_has_a_return_route(estate: Estate) -> None:
    assert estate.accounts["data"].reaches == ()
    assert "personalisation" in reachable(estate, "data")


def test_a_department_with_routes_of_its_own_has_its_own_table(estate: Estate) -> None:
    assert table_of(estate, "personalisation") == "own-personalisation"
    assert table_of(estate, "data") == "own-data"
    assert table_of(estate, "mobile") == table_of(estate, "admin") == "departments"


def test_the_data_centre_has_return_routes_to_the_accounts_that_reach_it(estate: Estate) -> None:
    back = reachable(estate, DATACENTRE)
    assert back == {name for name in attached(estate) if DATACENTRE in reached(estate, name)} - {"legacy"}


def test_the_data_centre_does_not_reach_the_legacy_vpc_through_the_hub(estate: Estate) -> None:
    assert "legacy" not in reachable(estate, DATACENTRE)


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_every_destination_of_a_department_has_a_return_route(estate: Estate, department: str) -> None:
    for other in reachable(estate, department):
        assert department in reachable(estate, other)


def test_the_propagations_of_an_attachment_are_unique(estate: Estate) -> None:
    for attachment in (*attached(estate), DATACENTRE):
        assert len(set(propagation_tables(estate, attachment))) == len(propagation_tables(estate, attachment))


def test_a_new_department_changes_no_table_of_others(estate: Estate, larger: Estate) -> None:
    assert set(tables(larger)) == set(tables(estate))
    for attachment in (*attached(estate), DATACENTRE):
        assert table_of(larger, attachment) == table_of(estate, attachment)
        assert propagation_tables(larger, attachment) == propagation_tables(estate, attachment)


def test_an_account_without_a_vpc_is_not_attached(estate: Estate) -> None:
    assert "security" not in attached(estate)


@given(pairs=st.sets(st.sampled_from(list(permutations(DEPARTMENTS, 2)))))
def test_only_named_pairs_of_departments_reach_each_other(estate: Estate, pairs: set[tuple[str, str]]) -> None:
    accounts = {
        name: account.model_copy(update={"reaches": tuple(sorted(to for one, to in pairs if one == name))})
        for name, account in estate.accounts.items()
    }
    changed = estate.model_copy(update={"accounts": accounts})
    reaching = {(one, other) for one in DEPARTMENTS for other in reachable(changed, one) if other in DEPARTMENTS}
    assert reaching == pairs | {(other, one) for one, other in pairs}
    assert all(table_of(changed, name) in tables(changed) for name in attached(changed))
    assert all("common" in reachable(changed, name) for name in DEPARTMENTS)
