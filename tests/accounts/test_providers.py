"""How accounts are entered, and what every resource in them says of its owner."""

from __future__ import annotations

import pytest

from accounts.handle import OrganizationHandle
from accounts.providers import AccountProviders, AccountUnknown, account_tags
from sandbox.estate import Estate


def test_a_stack_that_is_no_account_is_refused_with_those_there_are(estate: Estate) -> None:
    nothing = OrganizationHandle.__new__(OrganizationHandle)
    with pytest.raises(
        AccountUnknown, match="mobil is no account of the estate; stacks are all, organization, security"
    ):
        AccountProviders(estate).account("mobil", nothing)


def test_everything_says_whose_it_is_and_who_pays() -> None:
    assert account_tags("mobile", "4102") == {"account": "mobile", "managed-by": "causeway", "cost-centre": "4102"}


def test_without_a_cost_centre_there_is_no_empty_tag() -> None:
    assert "cost-centre" not in account_tags("gilt-management", None)
