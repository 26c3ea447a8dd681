from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_network_of_31_has_two_usable_addresses(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "169.254.202.0/31, 169.254.202.1/31"))
    assert not found


def test_two_networks_are_no_pair(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "169.254.202.1/30, 169.254.202.6/30"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        (
            "datacentre.lines.1.interfaces.transit.addresses",
            "the addresses of the transit interface of line-west are in 169.254.202.0/30 and 169.254.202.4/30",
        )
    ]


def test_a_wide_network_is_no_point_to_point_link(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "169.254.202.1/29, 169.254.202.2/29"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        (
            "datacentre.lines.1.interfaces.transit.addresses",
            "169.254.202.0/29 of the transit interface of line-west is no point-to-point network",
        )
    ]


def test_both_ends_differ(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "169.254.202.1/30, 169.254.202.1/30"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        (
            "datacentre.lines.1.interfaces.transit.addresses",
            "both ends of the transit interface of line-west are 169.254.202.1",
        )
    ]


def test_the_base_and_the_broadcast_address_are_no_hosts(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "169.254.202.0/30, 169.254.202.3/30"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.lines.1.interfaces.transit.addresses.0", "169.254.202.0 is no host of 169.254.202.0/30"),
        ("datacentre.lines.1.interfaces.transit.addresses.1", "169.254.202.3 is no host of 169.254.202.0/30"),
    ]
