"""Tests of `sandbox.snapshot.network.far_end`; the readers' tests compare both ends of a line."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_interface, ip_network

import pytest

from sandbox.routing.model import Announcement
from sandbox.snapshot.network.far_end import (
    AmazonSession,
    FarEnd,
    FarInterface,
    FarLine,
    FarSession,
    Port,
    RouterSession,
    session,
)

CUSTOMER, AMAZON = ip_interface("169.254.101.1/30"), ip_interface("169.254.101.2/30")
SENT = (Announcement(ip_network("10.0.0.0/12")),)
HALF = FarSession(4, 65010, 64600, CUSTOMER, AMAZON, "a-key", SENT)
LINE = FarLine("east", "dc-east", "EqDC2", "10Gbps", (FarInterface("legacy", 101, (HALF,)),))
PORT = Port("east", "EQDC2", "10Gbps")
OURS = AmazonSession("dxpeer-1", 4, 101, 64600, 65010, CUSTOMER, AMAZON, "a-key")
ROUTER = FarEnd(sessions=(RouterSession("dc-east", HALF, 101),))


def problems(far: FarEnd | None, amazon: AmazonSession = OURS) -> tuple[str, ...]:
    return session(amazon, (PORT,), far).problems


def test_the_location_of_a_line_is_the_same_in_any_case():
    found = session(OURS, (PORT,), FarEnd(lines=(LINE,)))
    assert (found.problems, found.announcements, found.router) == ((), SENT, "dc-east")


def test_keys_are_compared_where_both_ends_show_them():
    assert problems(FarEnd(lines=(LINE,)), replace(OURS, key="another")) == ("BGP key: both ends differ",)
    assert problems(FarEnd(lines=(LINE,)), replace(OURS, key=None)) == ()


def test_an_address_that_aws_assigns_is_the_customers():
    found = session(replace(OURS, customer_address=None, amazon_address=None), (PORT,), FarEnd(lines=(LINE,)))
    assert (found.customer_address, found.amazon_address) == (CUSTOMER.ip, AMAZON.ip)


def test_a_router_without_lines_is_found_by_its_addresses():
    found = session(OURS, (), ROUTER)
    assert (found.problems, found.router, found.announcements) == ((), "dc-east", SENT)
    other = ip_interface("169.254.9.1/30")
    assert problems(ROUTER, replace(OURS, customer_address=other)) == (
        "customer address: data centre 169.254.101.1/30, AWS 169.254.9.1/30",
    )
    assert problems(ROUTER, replace(OURS, vlan=7)) == ("VLAN: data centre 101, AWS 7",)


@pytest.mark.parametrize(
    ("far", "problem"),
    [
        (None, "the customer's routers are not known"),
        (FarEnd(), "the customer's routers are not known"),
        (
            FarEnd(lines=(replace(LINE, name="west"),)),
            "no line of the data centre ends at its connection, and no router has its addresses",
        ),
        (FarEnd(sessions=(replace(ROUTER.sessions[0], problem="the router is off"),)), "the router is off"),
    ],
)
def test_a_session_without_a_working_far_end_is_down(far: FarEnd | None, problem: str):
    assert problems(far) == (problem,)


def test_on_a_public_interface_a_router_announces_only_the_prefixes_of_the_interface():
    public = replace(OURS, public=True)
    assert session(public, (PORT,), FarEnd(lines=(LINE,))).announcements == ()
    explicit = replace(LINE, interfaces=(FarInterface("legacy", 101, (HALF,), has_prefixes=True),))
    assert session(public, (PORT,), FarEnd(lines=(explicit,))).announcements == SENT
