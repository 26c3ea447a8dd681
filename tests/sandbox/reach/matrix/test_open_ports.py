"""The protocols and ports of headers, as few ranges as possible."""

from __future__ import annotations

import pytest

from sandbox.reach.headers import Box, Interval
from sandbox.reach.matrix import OpenPorts, open_ports

TCP, UDP, ICMP = (6, 6), (17, 17), (1, 1)
ALL = (0, 65535)


def box(protocol: Interval, ports: Interval = ALL, client_ports: Interval = ALL) -> Box:
    return Box((1, 1), (2, 2), protocol, client_ports, ports)


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([], []),
        ([box((0, 255))], [((0, 255), ALL)]),
        ([box((0, 5)), box(TCP), box((7, 255))], [((0, 255), ALL)]),
        ([box(TCP, (80, 80)), box(TCP, (81, 90)), box(TCP, (443, 443))], [(TCP, (80, 90)), (TCP, (443, 443))]),
        ([box(TCP, (53, 53)), box(UDP, (53, 53))], [(TCP, (53, 53)), (UDP, (53, 53))]),
        ([box(TCP, (80, 80), (1024, 2000)), box(TCP, (80, 80), (3000, 4000))], [(TCP, (80, 80))]),
        ([box((47, 47), (5, 5))], [((47, 47), ALL)]),
        ([box(ICMP, (0, 0), (8, 8))], [(ICMP, (8, 8))]),
        ([box(ICMP, (0, 0), (0, 65535))], [(ICMP, ALL)]),
        ([box(ICMP, ALL, (256, 300))], []),
    ],
)
def test_ranges_are_joined_and_disjoint(boxes: list[Box], expected: list[tuple[Interval, Interval]]) -> None:
    assert open_ports({4: tuple(boxes)}) == tuple(OpenPorts(4, *one) for one in expected)


def test_types_of_icmp_are_those_of_the_family() -> None:
    found = open_ports({6: (box((58, 58), ALL, (128, 128)), box(ICMP, ALL, (8, 8)))})
    assert found == (OpenPorts(6, (1, 1), ALL), OpenPorts(6, (58, 58), (128, 128)))
