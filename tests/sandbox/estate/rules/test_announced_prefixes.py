from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def prefixes(count: int) -> tuple[str, str]:
    ranges = ", ".join(f"10.{number // 64}.{number % 64 * 4}.0/22" for number in range(count))
    return "prefixes: [10.0.0.0/12]", f"prefixes: [{ranges}]"


def test_a_hundred_prefixes_are_accepted(breaches: Breaches):
    assert not breaches(prefixes(100))


def test_more_than_a_hundred_prefixes_are_refused(breaches: Breaches):
    found = breaches(prefixes(101))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.prefixes", "101 prefixes, but a session carries 100 from the customer")
    ]


def test_a_data_centre_without_prefixes_is_refused(breaches: Breaches):
    assert breaches(prefixes(0)) == [("datacentre.prefixes", "the data centre announces nothing", "write its ranges")]


def test_more_than_thirty_lines_are_refused(breaches: Breaches):
    extra = "".join(
        f"    - {{name: line-{number}, router: dc-east, location: EqDC2, bandwidth: 10Gbps, interfaces: {{"
        f"legacy: {{vlan: 1, addresses: [169.254.{number}.1/30, 169.254.{number}.2/30]}}, "
        f"transit: {{vlan: 2, addresses: [169.254.{number}.5/30, 169.254.{number}.6/30]}}}}}}\n"
        for number in range(1, 30)
    )
    found = breaches(("  gateways:", f"{extra}  gateways:"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.lines", "31 lines, but a Direct Connect gateway takes 30 interfaces")
    ]
