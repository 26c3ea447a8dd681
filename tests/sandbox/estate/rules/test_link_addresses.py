from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_both_addresses_of_a_31_network_are_accepted(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "169.254.202.0/31, 169.254.202.1/31"))
    assert not found


def test_addresses_of_two_networks_are_refused(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "169.254.202.1/30, 169.254.202.6/30"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        (
            "datacentre.lines.1.interfaces.transit.addresses",
            "the addresses of the transit interface of line-west are in 169.254.202.0/30 and 169.254.202.4/30",
        )
    ]


def test_a_network_larger_than_30_is_refused(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "169.254.202.1/29, 169.254.202.2/29"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        (
            "datacentre.lines.1.interfaces.transit.addresses",
            "169.254.202.0/29 of the transit interface of line-west is not a point-to-point network",
        )
    ]


def test_the_same_address_at_both_ends_is_refused(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "169.254.202.1/30, 169.254.202.1/30"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        (
            "datacentre.lines.1.interfaces.transit.addresses",
            "both ends of the transit interface of line-west are 169.254.202.1",
        )
    ]


def test_network_and_broadcast_addresses_are_refused(breaches: Breaches):
    found = breaches(("169.254.202.1/30, 169.254.202.2/30", "169.254.202.0/30, 169.254.202.3/30"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.lines.1.interfaces.transit.addresses.0", "169.254.202.0 is not a host of 169.254.202.0/30"),
        ("datacentre.lines.1.interfaces.transit.addresses.1", "169.254.202.3 is not a host of 169.254.202.0/30"),
    ]
