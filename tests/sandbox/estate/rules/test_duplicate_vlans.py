from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_two_lines_may_carry_the_same_vlan(breaches: Breaches):
    found = breaches(("vlan: 201", "vlan: 101"))
    assert not found


def test_a_vlan_is_unique_on_a_line(breaches: Breaches):
    found = breaches(("vlan: 102", "vlan: 101"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.lines.0.interfaces.transit.vlan", "VLAN 101 is also the legacy interface's on line-east")
    ]
