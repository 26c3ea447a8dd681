"""With whom the hub is shared, and what the data centre is told of it."""

from __future__ import annotations

from network.handle import name_servers
from network.hub import directly_shared_accounts
from network.transit import allowed_prefixes
from sandbox.estate import Estate


def test_accounts_outside_the_departments_unit_are_named_one_by_one(estate: Estate) -> None:
    assert directly_shared_accounts(estate) == ("legacy",)


def test_a_new_department_needs_no_share_of_its_own(larger: Estate) -> None:
    assert directly_shared_accounts(larger) == ("legacy",)


def test_the_transit_lines_do_not_announce_the_legacy_vpc(estate: Estate) -> None:
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


def test_the_data_centres_servers_find_the_resolver_at_addresses_known_beforehand(estate: Estate) -> None:
    first, second = name_servers(estate)
    assert first != second
    assert all(address.startswith("10.17.") for address in (first, second))
