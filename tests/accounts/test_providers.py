"""The provider of each account, and the tags of its resources."""

from __future__ import annotations

import pytest

from accounts.handle import OrganizationHandle
from accounts.providers import AccountProviders, AccountUnknown, account_tags
from sandbox.estate import Estate


def test_an_unknown_account_is_refused_with_the_known_stacks(estate: Estate) -> None:
    nothing = OrganizationHandle.__new__(OrganizationHandle)
    with pytest.raises(
        AccountUnknown, match="mobil is not an account of the estate; stacks are all, organization, security"
    ):
        AccountProviders(estate).account("mobil", nothing)


def test_resources_are_tagged_with_account_and_cost_centre() -> None:
    assert account_tags("mobile", "4102") == {"account": "mobile", "managed-by": "causeway", "cost-centre": "4102"}


def test_without_a_cost_centre_there_is_no_tag_for_it() -> None:
    assert "cost-centre" not in account_tags("gilt-management", None)
