"""Masks of ports have exactly the ports of their rules."""

from __future__ import annotations

import pytest

from sandbox.reach.headers import Box, Interval
from sandbox.reach.matrix import OpenPorts
from sandbox.reach.matrix.port_atoms import PortAtoms, RulePorts
from sandbox.reach.model import PortRange

ALL = (0, 65535)
WEB: RulePorts = (6, PortRange(80, 90), False, False)
WIDE: RulePorts = (6, PortRange(85, 443), True, False)
ANY: RulePorts = (None, None, False, False)
PING: RulePorts = (1, PortRange(8, -1), False, False)
ANSWER: RulePorts = (6, PortRange(1024, 2000), True, True)
ATOMS = PortAtoms((WEB, WIDE, ANY, PING, ANSWER), (Box((1, 1), (2, 2), (6, 6), (1024, 65535)),))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (WEB, [((6, 6), (80, 90))]),
        (WIDE, [((6, 6), (85, 443))]),
        (ANY, [((0, 255), ALL)]),
        (PING, [((1, 1), (8, 8))]),
        (ANSWER, [((6, 6), ALL)]),
    ],
)
def test_a_mask_has_the_ports_of_its_rule(rule: RulePorts, expected: list[tuple[Interval, Interval]]) -> None:
    assert ATOMS.text(ATOMS.rule(rule)) == tuple(OpenPorts(4, *one) for one in expected)


def test_masks_intersect_as_their_ports() -> None:
    assert ATOMS.text(ATOMS.rule(WEB) & ATOMS.rule(WIDE)) == (OpenPorts(4, (6, 6), (85, 90)),)
    assert ATOMS.rule(WEB) & ATOMS.rule(PING) == 0
    assert ATOMS.text(0) == ()


def test_responses_are_divided_by_the_ports_of_the_client() -> None:
    some = ATOMS.rule(WEB) & ATOMS.rule(ANSWER)
    assert some & ATOMS.requests
    assert some != ATOMS.rule(WEB) & ATOMS.requests


def test_requests_of_icmp_are_answered() -> None:
    assert not ATOMS.unanswered & ATOMS.rule(PING)
    assert ATOMS.text(ATOMS.unanswered)[0] == OpenPorts(4, (1, 1), (0, 7))
