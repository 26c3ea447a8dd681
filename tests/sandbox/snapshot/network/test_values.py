"""Tests of `sandbox.snapshot.network.values`."""

from __future__ import annotations

import pytest

from sandbox.reach.model import PortRange
from sandbox.snapshot.network.values import ICMP, TCP, interface_name, ports_of, prefix, protocol_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("-1", None), ("all", None), ("tcp", 6), ("UDP", 17), ("icmp", 1), ("icmpv6", 58), ("ipv6-icmp", 58), ("50", 50)],
)
def test_protocols_by_name_and_number(text: str, number: int | None):
    assert protocol_number(text) == number


def test_an_unknown_protocol_is_an_error():
    with pytest.raises(ValueError, match="tpc"):
        protocol_number("tpc")


@pytest.mark.parametrize(
    ("protocol", "first", "last", "ports"),
    [
        (TCP, 443, 443, PortRange(443, 443)),
        (TCP, 0, 65535, PortRange(0, 65535)),
        (TCP, None, None, None),
        (TCP, -1, -1, None),
        (ICMP, 8, -1, PortRange(8, -1)),
        (ICMP, -1, -1, None),
        (None, 0, 0, None),
        (50, 1, 2, None),
    ],
)
def test_ports_of_rules(protocol: int | None, first: int | None, last: int | None, ports: PortRange | None):
    assert ports_of(protocol, first, last) == ports


def test_host_bits_of_a_prefix_are_cut_off():
    assert str(prefix("10.1.2.3/16")) == "10.1.0.0/16"


@pytest.mark.parametrize(
    ("description", "name"),
    [("mobile/app", "mobile/app"), ("ELB app/web/1", "tag"), ("", "tag"), ("a/b/c", "tag")],
)
def test_an_interface_is_named_by_the_estates_endpoint_in_its_description(description: str, name: str):
    assert interface_name(description, "tag") == name
