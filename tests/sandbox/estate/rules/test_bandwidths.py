from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_faster_port_is_accepted_where_it_is_available(breaches: Breaches):
    found = breaches(("bandwidth: 10Gbps", "bandwidth: 400Gbps"))
    assert not found


def test_an_unknown_bandwidth_is_refused(breaches: Breaches):
    found = breaches(("bandwidth: 10Gbps", "bandwidth: 40Gbps"))
    assert found == [
        (
            "datacentre.lines.0.bandwidth",
            "AWS sells no dedicated connection of 40Gbps",
            "it sells 1Gbps, 10Gbps, 100Gbps, 400Gbps",
        )
    ]


def test_a_bandwidth_in_another_notation_is_refused_with_the_right_one(breaches: Breaches):
    found = breaches(("bandwidth: 10Gbps", "bandwidth: 10 Gbit/s"))
    assert found == [
        ("datacentre.lines.0.bandwidth", "AWS sells no dedicated connection of 10 Gbit/s", "did you mean 10Gbps?")
    ]


def test_a_bandwidth_that_the_location_lacks_is_refused(breaches: Breaches):
    found = breaches(("location: EqDC2\n      bandwidth: 10Gbps", "location: EqNY5\n      bandwidth: 400Gbps"))
    assert found == [
        ("datacentre.lines.0.bandwidth", "AWS sells no 400Gbps at EqNY5", "it sells 1Gbps, 10Gbps, 100Gbps there")
    ]
