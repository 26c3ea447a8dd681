"""The accounts that the hub is shared with, the allowed prefixes and the name servers."""

from __future__ import annotations

from network.handle import name_servers
from network.hub import directly_shared_accounts
from network.transit import allowed_prefixes
from sandbox.estate import Estate


def test_accounts_outside_the_departments_unit_are_shared_with_directly(estate: Estate) -> None:
    assert directly_shared_accounts(estate) == ("legacy",)


def test_a_new_department_is_not_shared_with_directly(larger: Estate) -> None:
    assert directly_shared_accounts(larger) == ("legacy",)


def test_the_allowed_prefixes_exclude_the_legacy_vpc(estate: Estate) -> None:
    announced = allowed_prefixes(estate)
    assert "10.16.0.0/16" not in announced
    assert announced == [
        "10.17.0.0/20",
        "10.32.0.0/16",
        "10.33.0.0/16",
        "10.34.0.0/16",
        "10.35.0.0/16",
        "10.36.0.0/16",
    ]


def test_the_name_servers_have_planned_addresses(estate: Estate) -> None:
    first, second = name_servers(estate)
    assert first != second
    assert all(address.startswith("10.17.") for address in (first, second))
