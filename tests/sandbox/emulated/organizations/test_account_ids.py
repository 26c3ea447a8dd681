"""Planned account ids."""

from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.organizations.account_ids import planned_account_id


@given(st.emails(), st.integers(min_value=0, max_value=50))
def test_an_id_has_twelve_digits_and_never_starts_with_zero(email: str, attempt: int):
    account_id = planned_account_id(email, attempt)
    assert len(account_id) == 12
    assert account_id.isdigit()
    assert account_id[0] != "0"


@given(st.emails())
def test_an_email_gives_the_same_id_in_any_notation(email: str):
    ascii_upper = "".join(c.upper() if c.isascii() else c for c in email)
    assert planned_account_id(email) == planned_account_id(f" {ascii_upper} ")


def test_ids_do_not_change_between_releases():
    assert planned_account_id("aws@gilt.example") == "580450150912"


@given(st.emails())
def test_a_used_id_has_an_alternative(email: str):
    assert planned_account_id(email, 1) != planned_account_id(email)
