from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_location_is_found_in_any_case_and_suite(breaches: Breaches):
    found = breaches(("location: EqDC2", "location: cs32a-24FL"))
    assert not found


def test_an_unknown_location_is_refused_with_the_closest_one(breaches: Breaches):
    found = breaches(("location: EqDC2", "location: EqDC3"))
    assert found == [
        ("datacentre.lines.0.location", "AWS has no Direct Connect location EqDC3", "did you mean EQDC2 (Ashburn)?")
    ]
