from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_another_location_of_the_home_region_is_accepted(breaches: Breaches):
    assert not breaches(("location: EqDC2", "location: EqNY5"))


def test_a_location_of_another_region_is_refused(breaches: Breaches):
    found = breaches(("location: EqDC2", "location: EqLD5"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.lines.0.location", "EqLD5 belongs to eu-west-1, not to the home region us-east-1")
    ]
    assert "EQNY5" in found[0][2]
